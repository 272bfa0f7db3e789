"""What the law asks a public site to say, checked before it is opened: `manage.py check --deploy` warns about each blank."""

from django.conf import settings
from django.core.checks import Tags, Warning, register

# Key of NETWORK (also the end of its environment variable): what is missing.
ASKED = {
    "publisher": "le nom de la personne responsable de la publication",
    "seat": "l’adresse du siège",
    "phone": "le numéro de téléphone",
    "host": "le nom, l’adresse et le téléphone de l’hébergeur",
    "email": "l’adresse électronique de contact",
}


def missing():
    """{key: words} of what the legal notice cannot say; an address of demonstration counts as missing."""
    network = settings.NETWORK
    return {key: words for key, words in ASKED.items() if not network[key].strip() or network[key].endswith(".example")}


@register(Tags.security, deploy=True)
def legal_notice(app_configs, **kwargs):
    """One warning for each thing that the legal notice would leave blank."""
    hint = "Loi n° 2004-575 du 21 juin 2004, article 6 : renseignez la variable d’environnement NETWORK_{}."
    return [
        Warning(f"Les mentions légales ne disent pas {words}.", hint=hint.format(key.upper()), id=f"portal.W{number:03}")
        for number, (key, words) in enumerate(ASKED.items(), 1)
        if key in missing()
    ]
