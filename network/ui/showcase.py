"""What the page of components is filled with: every piece, in every state."""

from django import forms

from network.ui.forms import Choices, Pair, Section, page_form

STATES = (
    ("draft", "brouillon"),
    ("submitted", "à relire"),
    ("published", "publié"),
    ("archived", "archivé"),
    ("failed", "refusé"),
    ("running", "en préparation"),
    ("ready", "prêt"),
)
COLOURS = (
    ("ink", "#16242f", "encre, texte"),
    ("river", "#0f5e66", "fleuve, liens et actions"),
    ("river-light", "#d9ecec", "fleuve clair, information"),
    ("clay", "#a8452b", "argile, arcs et erreurs"),
    ("saffron", "#d98e04", "safran, attente et focus"),
    ("plum", "#5d3f6e", "prune, enseignement"),
    ("sand", "#faf6ee", "sable, fond"),
    ("line", "#e2dacb", "filet"),
)
ALERTS = (
    ("info", "La fiche est établie d’après des données publiques."),
    ("success", "Votre place est confirmée. Un courriel vous l’a écrit."),
    ("warning", "14 inscrits seront prévenus du changement de date."),
    ("danger", "Le document n’a pas pu être produit. Rien n’est perdu\u00a0: relancez-le."),
)
COLLEGES = (
    ("collectivites", "Collectivité territoriale"),
    ("associations", "Association"),
    ("enseignement", "Enseignement et recherche"),
    ("economie", "Acteur économique"),
)
TAGS = (("Bénin", "#contenu"), ("Eau et assainissement", "#contenu"), ("ODD 6", ""))
BUDGET = (("Tandems solidaires, microprojets", 56000, 0.148), ("Projets mutualisés", 44100, 0.117), ("Publications", 16500, 0.044))
STEPS = ("Vous", "La structure", "Actions et pays", "Contacts", "Relecture")


class SampleForm(forms.Form):
    """One field of each kind. Nothing that is sent is kept."""

    nom = forms.CharField(label="Nom de la structure", max_length=120)
    siren = forms.RegexField(
        r"^\d{9}$",
        label="Numéro SIREN",
        required=False,
        help_text="9 chiffres, sans espace.",
        error_messages={"invalid": "Le numéro SIREN compte 9 chiffres."},
    )
    debut = forms.DateField(label="Date de début", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    college = forms.ChoiceField(label="Collège", choices=COLLEGES, widget=forms.RadioSelect)
    pays = forms.ChoiceField(label="Pays principal", choices=[("", "Choisir un pays"), ("benin", "Bénin"), ("mali", "Mali")])
    modes = forms.MultipleChoiceField(
        label="Modes d’action",
        required=False,
        choices=[("accueil", "Accueil"), ("envoi", "Envoi de volontaires"), ("education", "Éducation à la citoyenneté")],
        widget=forms.CheckboxSelectMultiple,
    )
    regions = forms.MultipleChoiceField(
        label="Autres pays",
        required=False,
        choices=[
            ("Afrique de l’Ouest", [("benin", "Bénin"), ("mali", "Mali"), ("togo", "Togo")]),
            ("Moyen-Orient", [("liban", "Liban"), ("jordanie", "Jordanie")]),
        ],
        initial=["benin"],
        widget=forms.CheckboxSelectMultiple,
    )
    presentation = forms.CharField(
        label="Présentation",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Ce que fait la structure, pour qui, depuis quand.",
    )
    logo = forms.FileField(label="Logo", required=False, help_text="JPEG ou PNG, 5\u00a0Mo au plus.")
    accord = forms.BooleanField(
        label="J’accepte que ces coordonnées soient publiées", error_messages={"required": "Cochez la case pour publier vos coordonnées."}
    )

    helper = page_form(
        Section("La structure", "nom", Pair("siren", "debut"), "college", lead="Ce qui identifie la structure."),
        Section("Ce qu’elle fait", "pays", "modes", Choices("regions"), "presentation", "logo", "accord"),
        action="Vérifier ces réponses",
        back="#formulaire",
    )
    helper.form_method = "get"
    helper.form_action = "#formulaire"
