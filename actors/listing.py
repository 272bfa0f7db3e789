"""The directory of actors: what it lists and how."""

from datetime import datetime
from functools import cache
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from actors.completeness import HEADINGS
from actors.enums import Kind, Way
from actors.filters import ActorFilter
from actors.freshness import freshness
from actors.models import Actor
from network.directory.listing import Directory
from network.taxonomy.enums import College
from network.ui.french import plural

COLUMNS = [
    ("Nom", lambda a: a.name),
    ("Sigle", lambda a: a.acronym),
    ("Collège", lambda a: a.get_college_display()),
    ("Type", lambda a: a.get_kind_display()),
    ("Commune", lambda a: a.municipality.name if a.municipality else a.place),
    ("Code postal", lambda a: a.postcode),
    ("Département", lambda a: str((a.municipality and a.municipality.department) or a.department or "")),
    ("Pays", lambda a: ", ".join(c.name for c in a.countries.all())),
    ("Thématiques", lambda a: ", ".join(t.name for t in a.themes.all())),
    ("Modes d’action", lambda a: ", ".join(Way(w).label for w in a.ways)),
    ("Site internet", lambda a: a.website),
    ("Courriel public", lambda a: a.public_email),
    ("Téléphone public", lambda a: a.public_phone),
    ("SIREN", lambda a: a.siren),
    ("SIRET", lambda a: a.siret),
    ("RNA", lambda a: a.rna),
    ("Origine de la fiche", lambda a: a.get_provenance_display()),
    ("Source", lambda a: a.source),
    ("Adresse de la fiche", lambda a: settings.SITE_URL + a.get_absolute_url()),
]


@cache
def page_address():
    """What stands before and after the slug in the address of a page: the map names ten thousand pages at once."""
    before, _, after = reverse("actors:detail", args=["slug"]).rpartition("slug")
    return before, after


class ActorDirectory(Directory):
    """/annuaire/"""

    name, table, key = "actors", "actors_searchentry", "actor_id"
    filterset = ActorFilter
    title = "Annuaire des acteurs"
    description = "Les structures de la région qui agissent à l’international, sur une carte et en liste."
    placeholder = "Nom, sigle, commune, activité"
    one, many, file_name = "acteur", "acteurs", "annuaire"
    joining = "Inscrire ma structure", "actors:create"
    card_template = "actors/includes/card.html"
    columns = COLUMNS
    written = {
        "college": dict(College.choices),
        "kind": dict(Kind.choices),
        "ways": dict(Way.choices),
        "members": {"oui": "Membres du réseau"},
    }
    pointed = ("name", "slug", "college", "place")
    sorts = {
        "pertinence": ("Pertinence", "rank"),
        "nom": ("Nom, de A à Z", "name_key"),
        "fraicheur": ("Mise à jour récente", "freshness DESC"),
    }

    def lead(self, shown):
        """« 218 structures de la région : 185 associations, 16 collectivités … », whatever the filters."""
        total, counts, _ = shown.whole
        if not total:
            return self.description
        words = {
            College.NON_PROFIT: "association",
            College.LOCAL_AUTHORITY: "collectivité",
            College.EDUCATION: "établissement d’enseignement et de recherche|établissements d’enseignement et de recherche",
            College.BUSINESS: "acteur économique|acteurs économiques",
        }
        parts = [plural(counts["college"][college], words[college]) for college in words if counts["college"].get(college)]
        return f"{plural(total, 'structure')} de la région\u00a0: {', '.join(parts)}."

    def export_queryset(self):
        """Published actors only: an export shows what the list shows."""
        return Actor.objects.published().select_related("municipality__department", "department").prefetch_related("countries", "themes")

    def coordinates(self, thing):
        """The centroid of the actor's commune."""
        return [thing.municipality.longitude, thing.municipality.latitude] if thing.municipality else None

    def card(self, card):
        """Adds the words of the kind, today's membership and freshness, and the years of the public grants."""
        today = timezone.localdate().isoformat()
        grants, confirmed = card["grants"], card["confirmed"] and datetime.fromisoformat(card["confirmed"])
        return {
            **card,
            "kind_label": Kind(card["kind"]).label,
            "is_member": any(first <= today <= last for first, last in card["member_days"]),
            "confirmed_at": confirmed,
            "freshness": freshness(confirmed),
            "headings": HEADINGS,
            "period": f"{grants['first']}-{grants['last']}" if grants and grants["first"] != grants["last"] else grants and grants["first"],
        }

    def pdf_url(self, query):
        """The page that offers exactly this list as a PDF."""
        asked = urlencode(query.pairs(sort="", view=""))
        return reverse("documents:ask", args=["annuaire"]) + (f"?{asked}" if asked else "")

    def point(self, card):
        """Name, address, collège and commune of an actor."""
        before, after = page_address()
        return {"name": card["name"], "url": f"{before}{card['slug']}{after}", "college": card["college"], "place": card["place"]}


directory = ActorDirectory()
