"""What a file of organisations may say, by which headings, and what each kind of cell means."""

from actors.enums import Kind, Way
from network.imports.headings import key
from network.imports.kinds import Column, Status
from network.imports.statuses import ERROR, KNOWN, NEAR, NEW, REPEATED, UPDATE
from network.taxonomy.enums import College

COLUMNS = (
    Column(
        "name",
        "Nom",
        ("raison sociale", "dénomination", "nom de la structure", "structure", "organisme", "organisation", "association", "bénéficiaire",
         "nom bénéficiaire", "nomBeneficiaire", "nom de l'organisme", "nom de l'organisation", "nom de l'organisme bénéficiaire",
         "nom association", "nom de l'association",
         "intitulé", "libellé", "établissement", "raison sociale 2", "name"),
        several=True,
    ),
    Column("acronym", "Sigle", ("acronyme", "abréviation", "nom court")),
    Column("other_names", "Autres noms", ("autres noms", "ancien nom", "nom d'usage", "enseigne", "alias"), several=True),
    Column("kind", "Type", ("type de structure", "type d'acteur", "catégorie", "forme juridique", "nature de la structure")),
    Column("college", "Collège", ("collège d'acteurs", "famille")),
    Column("siren", "SIREN", ("numéro siren", "n° siren", "idBeneficiaire", "identifiant siren")),
    Column("siret", "SIRET", ("numéro siret", "n° siret", "siret ou nir", "siret du siège", "siren siret")),
    Column("rna", "RNA", ("numéro rna", "n° rna", "n° waldec", "waldec", "numéro d'association")),
    Column("uai", "UAI", ("code uai", "rne", "code rne", "numéro uai")),
    Column("street", "Adresse postale", ("adresse", "rue", "adresse 1", "adresse 2", "voie"), several=True),
    Column("postcode", "Code postal", ("cp", "codepostal", "code postal bénéficiaire")),
    Column("municipality", "Commune", ("ville", "localité", "commune du siège", "siège", "nom commune", "libellé commune")),
    Column("insee", "Code INSEE", ("code commune", "code insee commune", "insee", "codeinsee", "code géographique")),
    Column("department", "Département", ("dept", "dép", "code département", "nom département")),
    Column("place", "Ville hors de la région", ("ville hors région",)),
    Column("website", "Site internet", ("site", "site web", "url", "web", "adresse internet", "website")),
    Column("public_email", "Courriel public", ("courriel", "email", "e-mail", "mail", "adresse électronique", "mél")),
    Column("public_phone", "Téléphone public", ("téléphone", "tél", "tel", "n° de téléphone", "numéro de téléphone")),
    Column("founded", "Année de création", ("création", "date de création", "créée en", "fondée en")),
    Column("presentation", "Présentation", ("description", "objet social", "activités", "présentation de la structure"), several=True),
    Column("countries", "Pays", ("pays d'intervention", "pays d'action", "pays cités", "pays partenaires"), several=True),
    Column("themes", "Thématiques", ("thèmes", "thématique", "domaines", "domaines d'action"), several=True),
    Column("ways", "Modes d’action", ("modes d'action", "mode d'action", "actions"), several=True),
    Column("languages", "Langues", ("langues de travail", "langue"), several=True),
)  # fmt: skip

STATUSES = (
    Status(NEW, "nouvelle", "nouvelles", "done", "Aucune fiche ne lui ressemble : elle sera créée.", written=True),
    Status(UPDATE, "à compléter", "à compléter", "wait", "La fiche existe, et le fichier en remplit des champs vides.", written=True),
    Status(KNOWN, "déjà connue", "déjà connues", "off", "La fiche existe et le fichier ne lui ajoute rien."),
    Status(
        *(NEAR, "fiche proche", "fiches proches", "wait"),
        "Une fiche au nom voisin existe au même endroit, ou l’on ne sait pas où : dites si c’est la même.",
        written=True,
        aside=True,
    ),
    Status(REPEATED, "répétée", "répétées", "off", "Une ligne plus haut dans le fichier est la même structure.", aside=True),
    Status(
        *(ERROR, "en erreur", "en erreur", "no"),
        "Elle ne sera pas écrite : corrigez-la dans le fichier, puis envoyez-le à nouveau.",
        aside=True,
    ),
)

COLLEGES = {
    College.LOCAL_AUTHORITY: (Kind.MUNICIPALITY, Kind.INTERCOMMUNALITY, Kind.DEPARTMENT, Kind.REGION, Kind.OTHER_PUBLIC),
    College.NON_PROFIT: (Kind.ASSOCIATION, Kind.TWINNING, Kind.FOUNDATION),
    College.EDUCATION: (
        *(Kind.LOWER_SECONDARY, Kind.UPPER_SECONDARY, Kind.AGRICULTURAL, Kind.SCHOOL, Kind.UNIVERSITY, Kind.RESEARCH, Kind.HOSPITAL),
    ),
    College.BUSINESS: (Kind.COMPANY, Kind.COOPERATIVE),
}
COLLEGE_OF = {str(kind): str(college) for college, kinds in COLLEGES.items() for kind in kinds}  # when the file does not say
EMPTY = {"na", "n/a", "#n/a", "null", "none", "néant", "neant", "-", "–", "—", "?", "non renseigné", "sans objet"}

_MORE = {
    Kind.MUNICIPALITY: ("mairie", "ville"),
    Kind.INTERCOMMUNALITY: ("communauté de communes", "communauté d'agglomération", "communauté urbaine", "métropole"),
    Kind.DEPARTMENT: ("conseil départemental",),
    Kind.REGION: ("conseil régional",),
    Kind.ASSOCIATION: ("asso", "association loi 1901"),
    Kind.TWINNING: ("jumelage",),
    Kind.FOUNDATION: ("fondation", "fonds de dotation"),
    Kind.UPPER_SECONDARY: (
        *("lycée général", "lycée technologique", "lycée général et technologique", "lycée polyvalent", "lycée professionnel"),
    ),
    Kind.AGRICULTURAL: ("lycée agricole", "mfr", "maison familiale rurale"),
    Kind.SCHOOL: ("école primaire", "école élémentaire", "école maternelle"),
    Kind.UNIVERSITY: ("université", "grande école"),
    Kind.RESEARCH: ("laboratoire",),
    Kind.HOSPITAL: ("chu", "centre hospitalier"),
    Kind.COMPANY: ("société", "sarl", "sas"),
    Kind.COOPERATIVE: ("scop", "scic"),
}


def _known(choices, more=()):
    words = {key(text): str(value) for value, label in choices for text in (value, label)}
    words |= {key(text): str(value) for value, texts in dict(more).items() for text in texts}
    return words | {" ".join(f"{word}s" for word in text.split()): value for text, value in words.items()}


KIND_WORDS, COLLEGE_WORDS, WAY_WORDS = _known(Kind.choices, _MORE), _known(College.choices), _known(Way.choices)
