"""What a funder's list may say, by which headings, and where a row may stand."""

from network.imports.kinds import Column, Status
from network.imports.statuses import ERROR, KNOWN, NEAR, NEW, REPEATED, UPDATE

DIFFERS, ABSENT = "differs", "absent"

COLUMNS = (
    Column(
        "beneficiary",
        "Bénéficiaire",
        ("structure", "association", "organisme", "porteur", "porteur de projet", "raison sociale", "raison sociale 2", "nomBeneficiaire",
         "nom bénéficiaire", "nom du bénéficiaire", "nom de l'organisme bénéficiaire", "nom de la structure", "collectivité", "nom"),
        several=True,
    ),
    Column("siren", "SIREN ou SIRET", ("siren", "siret", "n° siren", "n° siret", "siret ou nir", "idBeneficiaire", "numéro siret")),
    Column("town", "Commune du bénéficiaire", ("commune", "ville", "siège", "localité")),
    Column("insee", "Code INSEE", ("code commune", "code insee", "insee", "code_insee")),
    Column("purpose", "Objet", ("projet", "intitulé", "intitulé du projet", "titre du projet", "descriptif", "description", "libellé"),
           several=True),
    Column("countries", "Pays", ("pays d'intervention", "pays cités", "lieu", "pays du projet", "pays partenaire"), several=True),
    Column("year", "Année", ("exercice", "millésime", "dateConvention", "date de la convention", "annee budgetaire")),
    Column("asked", "Montant demandé", ("subvention demandée", "demandé", "montant sollicité")),
    Column("granted", "Montant accordé",
           ("montant", "montant_eur", "subvention", "subvention accordée", "montant attribué", "montant voté", "accordé", "cofinancement",
            "montant de la subvention de fonctionnement (1)")),
    Column("paid", "Montant versé", ("mandaté", "versé", "montant mandaté", "payé")),
    Column("funder", "Financeur", ("attribuant", "nomAttribuant", "financeur public")),
    Column("scheme", "Dispositif", ("programme", "appel à projets", "programme_budgetaire", "volet")),
    Column("reference", "Numéro de dossier", ("référence", "n° de dossier", "dossier", "referenceDecision")),
)  # fmt: skip

STATUSES = (
    Status(UPDATE, "à rattacher", "à rattacher", "done", "Son projet est connu sans doute possible : ses montants y seront notés.",
           written=True),
    Status(DIFFERS, "montant différent", "montants différents", "wait",
           "Son projet est connu, avec un autre montant : les deux seront gardés, et l’équipe tranchera.", written=True),
    Status(NEW, "sans fiche de projet", "sans fiche de projet", "wait",
           "La structure est connue et aucun de ses projets ne lui ressemble : dites plus bas ce qu’il faut en faire.", written=True),
    Status(NEAR, "à rapprocher", "à rapprocher", "wait",
           "Plusieurs réponses sont possibles : elle attendra qu’une personne dise de quel projet il s’agit.", written=True),
    Status(KNOWN, "déjà connue", "déjà connues", "off", "Cette ligne a déjà été importée, ou attend déjà."),
    Status(ABSENT, "structure inconnue", "structures inconnues", "off",
           "Aucune fiche de l’annuaire ne lui ressemble : créez la structure, puis envoyez le fichier à nouveau.", aside=True),
    Status(REPEATED, "répétée", "répétées", "off", "Une ligne plus haut dans le fichier dit la même chose.", aside=True),
    Status(ERROR, "en erreur", "en erreur", "no", "Elle ne sera pas écrite : corrigez-la dans le fichier, puis envoyez-le à nouveau.",
           aside=True),
)  # fmt: skip
