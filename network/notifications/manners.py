"""What a reworded e-mail may do besides showing a variable: these tags and filters are all that exist there."""

from django import template
from django.template import defaultfilters, defaulttags

from network.ui import french

register = template.Library()
register.tag("if", defaulttags.do_if)
register.tag("for", defaulttags.do_for)

FILTERS = {
    "number": (french.number, "1234 devient « 1 234 »"),
    "plural": (french.plural, 'avec « :"page" », 3 devient « 3 pages »'),
    "euros": (french.euros, "1234.5 devient « 1 234,50 € »"),
    "percent": (french.percent, "0.463 devient « 46,3 % »"),
    "day": (french.day, "une date : « 22 novembre 2026 »"),
    "moment": (french.moment, "une date et son heure : « 22 novembre 2026 à 12 h 30 »"),
    "since": (french.since, "« il y a 3 jours »"),
    "filesize_fr": (french.filesize, "« 3,4 Mo »"),
    "typo": (french.typography, "met les espaces insécables"),
    "default": (defaultfilters.default, 'avec « :"…" », ce qu’il faut écrire quand la variable est vide'),
    "capfirst": (defaultfilters.capfirst, "met une majuscule au début"),
    "lower": (defaultfilters.lower, "met en minuscules"),
    "length": (defaultfilters.length, "compte les éléments d’une liste"),
    "join": (defaultfilters.join, 'avec « :", " », une liste en une phrase'),
    "truncatechars": (defaultfilters.truncatechars, "avec « :200 », coupe un texte trop long"),
    "linebreaksbr": (defaultfilters.linebreaksbr, "garde les retours à la ligne, en HTML"),
    "linebreaks": (defaultfilters.linebreaks_filter, "fait des paragraphes, en HTML"),
}
for name, (function, _) in FILTERS.items():
    register.filter(name, function)
