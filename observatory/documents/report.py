"""The report of the observatory as a PDF: what the page shows for a selection, with the lists that are counted."""

from hashlib import sha256
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from actors.models import Actor
from network.directory.release import release
from network.directory.versions import version
from network.documents.kinds import Book, Kind, Part, Refusal, Summary
from network.ui.french import moment, plural
from observatory.comments import comments_of
from observatory.counting import count
from observatory.documents import annexes, drawings
from observatory.documents.chapters import chapters
from observatory.page import Observatory
from observatory.scope import scope_of
from observatory.selection import Selection
from projects.models import Project

NOTHING = "Aucun projet publié ne répond à ces filtres : il n’y a rien à imprimer. Élargissez la période ou retirez un filtre."


class ReportPdf(Kind):
    """`rapport-observatoire`: open to everyone, as the figures are."""

    name = "rapport-observatoire"
    title = "Rapport de l’observatoire"

    def clean(self, data):
        """The filters of the page, as its own address writes them."""
        chosen = Selection(data)
        if chosen.errors:
            raise Refusal(chosen.errors[0])
        return {"filters": urlencode(chosen.pairs())}

    def allowed(self, user, params):
        """Everyone."""
        return True

    def version(self, params):
        """That of projects, actors and comments; a member is one for the day."""
        chosen, today = _selection(params), timezone.localdate()
        said = repr((release(), sorted(comments_of(chosen, today.year).items()), today if chosen.values["members"] else today.year))
        return f"{version('projects')}-{version('actors')}-{sha256(said.encode()).hexdigest()[:16]}"

    def query(self, params):
        """The filters."""
        return params["filters"]

    def summary(self, params):
        """Whose figures, which filters, how many projects."""
        shown = Observatory(QueryDict(params["filters"]))
        total = shown.counts.total.projects
        if not total:
            raise Refusal(NOTHING)
        facts = [
            ("Filtres", words_of(shown.selection)),
            ("Chiffres", f"{plural(total, 'projet')}, {plural(shown.counts.actors, 'acteur compté|acteurs comptés')}"),
            ("Contenu", "couverture, sommaire, méthode, cartes, tableaux, commentaires de l’équipe, listes des acteurs et des projets"),
        ]
        back = shown.selection.address("observatory:page")
        return Summary(_title(shown.selection), facts, len(annexes.sizes(shown.counts)) + annexes.BEFORE, "partie", back)

    def compose(self, params):
        """Chapters, then the lists, then what names their pages."""
        now = timezone.localtime()
        shown = Observatory(QueryDict(params["filters"]))
        shown.counts = count(shown.selection)  # read now, never kept: what is printed is one moment
        head = _head(shown, now)
        found = chapters(shown, comments_of(shown.selection, now.year), head)
        lists = annexes.annexes(shown, head)
        opening = {**head, "headline": _headline(shown.selection), **drawings.opening(shown)}

        def front(pages):
            named = [*found.contents, *lists.contents]
            contents = [{**line, "page": pages[line["anchor"]]} for line in named]
            plates = [{**line, "page": pages[line["anchor"]]} for line in found.plates]
            return [Part("observatory/pdf/contents.html", {**head, "contents": contents, "plates": plates}, keep=False)]

        return Book(
            [*found.parts, *lists.parts],
            unit="partie",
            cover=Part("observatory/pdf/cover.html", opening, drawn=drawings.cover, keep=False),
            front=front,
            subjects=[lists.projects, lists.actors],
        )

    def still_true(self, document):
        """Whether every sheet that its lists name is still published."""
        projects, actors = document.subjects
        known = Project.objects.published().filter(pk__in=projects).count(), Actor.objects.published().filter(pk__in=actors).count()
        return known == (len(projects), len(actors))


def _selection(params):
    return Selection(QueryDict(params["filters"]))


def words_of(selection):
    """« Pays : Bénin ; Année : 2012 ou 2013 »; « aucun, toute la région »."""
    words = [f"{label} : {values}" for label, values in selection.words]
    words += ["tous les acteurs d’un projet publié"] if selection.all_actors else []
    return " ; ".join(words) or "aucun, toute la région"


def _title(selection):
    """« Rapport de l’observatoire », with what it is narrowed to when that is short."""
    scope = scope_of(selection)
    words = scope.label if scope else " ; ".join(f"{label} : {values}" for label, values in selection.words)
    return f"Rapport de l’observatoire, {words}"[:140] if words else "Rapport de l’observatoire"


def _short(selection):
    """The running head: « Observatoire, Bénin »."""
    scope = scope_of(selection)
    return f"Observatoire, {scope.label}" if scope and scope.facet else "Observatoire" if scope else "Observatoire, une sélection"


def _headline(selection):
    """The words of the cover."""
    scope = scope_of(selection)
    if scope is None or not scope.facet:
        return f"Qui agit dans le monde {settings.NETWORK['from_region']}"
    return (
        f"{scope.label} : qui y agit {settings.NETWORK['from_region']}"
        if scope.facet == "countries"
        else f"{scope.label} : qui agit dans le monde"
    )


def _head(shown, now):
    """What every page says: who publishes, whose figures, as they were when."""
    chosen, dated = shown.selection, f"Chiffres du {moment(now)}"
    words = words_of(chosen)
    return {
        "network": settings.NETWORK["name"],
        "from_region": settings.NETWORK["from_region"],
        "site": settings.SITE_URL,
        "address": settings.SITE_URL + chosen.address("observatory:page"),
        "data_address": settings.SITE_URL + reverse("observatory:data"),
        "title": _title(chosen),
        "short": _short(chosen),
        "filters": words,
        "filtered": chosen.is_filtered or chosen.all_actors,
        "dated": dated,
        "foot": f"{dated}. Filtres : {words}.",
        "all_actors": chosen.all_actors,
    }
