"""The report of the observatory as a PDF: what the page shows for a selection, with the lists that are counted."""

from hashlib import sha256
from urllib.parse import urlencode

from django.utils import timezone

from actors.models import Actor
from network.directory.release import release
from network.directory.versions import version
from network.documents.kinds import Book, Kind, Part, Refusal, Summary
from network.ui.french import moment, plural
from observatory.counting import count
from observatory.documents import annexes, drawings, wording
from observatory.documents.chapters import chapters
from observatory.documents.sources import find, source
from observatory.selection import Selection
from projects.models import Project

NOTHING = "Aucun projet publié ne répond à ces filtres : il n’y a rien à imprimer. Élargissez la période ou retirez un filtre."


class ReportPdf(Kind):
    """`rapport-observatoire`: open to everyone, as the figures are."""

    name = "rapport-observatoire"
    title = "Rapport de l’observatoire"

    def clean(self, data):
        """The filters of the page, as its own address writes them; or the number of a snapshot (`instantane=`)."""
        if number := data.get("instantane"):
            return {"snapshot": find(number).number}
        chosen = Selection(data)
        if chosen.errors:
            raise Refusal(chosen.errors[0])
        return {"filters": urlencode(chosen.pairs())}

    def allowed(self, user, params):
        """Everyone."""
        return True

    def version(self, params):
        """That of projects, actors and comments; a member is one for the day."""
        asked, today = source(params), timezone.localdate()
        dated = today if asked.selection.values["members"] else asked.moment.year
        said = repr((release(), sorted(asked.comments.items()), dated))
        return f"{version('projects')}-{version('actors')}-{sha256(said.encode()).hexdigest()[:16]}"

    def query(self, params):
        """The filters, or the snapshot."""
        return urlencode({"instantane": params["snapshot"]}) if "snapshot" in params else params["filters"]

    def summary(self, params):
        """Whose figures, which filters, how many projects."""
        asked = source(params)
        counts = asked.shown.counts
        if not counts.total.projects:
            raise Refusal(NOTHING)
        facts = [
            ("Filtres", wording.filters(asked.selection)),
            ("Chiffres", f"{plural(counts.total.projects, 'projet')}, {plural(counts.actors, 'acteur compté|acteurs comptés')}"),
            ("Contenu", "couverture, sommaire, méthode, cartes, tableaux, commentaires de l’équipe, listes des acteurs et des projets"),
        ]
        if asked.snapshot:
            facts[0] = ("Instantané", f"n°\u00a0{asked.snapshot.number}, {moment(asked.moment)}")
        parts = len(annexes.sizes(counts)) + annexes.BEFORE
        return Summary(wording.title(asked), facts, parts, "partie", asked.selection.address("observatory:page"))

    def compose(self, params):
        """Chapters, then the lists, then what names their pages."""
        asked = source(params)
        if not asked.snapshot:  # read now, never kept: what is printed is one moment
            asked.shown.counts = count(asked.selection)
        head = wording.head(asked)
        found = chapters(asked, head)
        lists = annexes.annexes(asked, head)
        opening = {**head, "headline": wording.headline(asked), **drawings.opening(asked.shown)}

        def front(pages):
            contents = [{**line, "page": pages[line["anchor"]]} for line in [*found.contents, *lists.contents]]
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
