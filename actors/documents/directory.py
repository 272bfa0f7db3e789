"""The directory as a PDF: everything, or what the filters of /annuaire/ keep."""

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from actors.documents import indexes
from actors.documents.chapters import chapters
from actors.documents.drawings import cover, dots, reached
from actors.documents.entries import edition, readable
from actors.listing import directory
from actors.models import Actor, Membership
from network.directory.versions import version
from network.documents.kinds import Book, Kind, Part, Refusal, Summary
from network.ui.french import day, moment, plural

MOST = 3000  # sheets in one document
SHORT = 90  # terms of indexes that hold on one page


class DirectoryPdf(Kind):
    """`annuaire`: open to everyone, published sheets alone."""

    name = "annuaire"
    title = "Annuaire des acteurs"

    def clean(self, data):
        """The filters of the list, as its own address writes them."""
        query = self._shown(data).query
        asked = QueryDict(mutable=True)
        for name, value in query.pairs(sort="", view=""):
            asked.appendlist(name, value)
        return {"filters": asked.urlencode()}

    def allowed(self, user, params):
        """Everyone."""
        return True

    def version(self, params):
        """That of the list's data; members change with the days on which a membership begins or ends."""
        today = timezone.localdate()
        begun = Membership.objects.filter(starts_on__lte=today).count()
        return f"{version(directory.name)}-{today.year}-{begun}-{Membership.objects.filter(ended_on__lt=today).count()}"

    def query(self, params):
        """The filters."""
        return params["filters"]

    def summary(self, params):
        """How many sheets, which filters."""
        shown = self._shown(QueryDict(params["filters"]))
        total = len(shown.statement.ids())
        if total > MOST:
            raise Refusal(f"{plural(total, 'fiche')} : c’est plus que les {MOST} d’un document. Ajoutez un filtre.")
        if not total:
            raise Refusal("Aucun acteur ne répond à ces filtres : il n’y a rien à imprimer.")
        facts = [
            ("Filtres", filters(shown) or "aucun, tout l’annuaire"),
            ("Contenu", "couverture, sommaire, une notice par acteur, index par pays, par thématique et par nom"),
        ]
        back = f"{reverse('actors:list')}{'?' if params['filters'] else ''}{params['filters']}"
        return Summary(_title(shown), facts, total, "fiche", back)

    def compose(self, params):
        """Chapters by département, then what names their pages."""
        now = timezone.localtime()
        shown = self._shown(QueryDict(params["filters"]))
        actors = list(readable(Actor.objects.published().filter(pk__in=shown.statement.ids())))
        actors.sort(key=lambda actor: (indexes.sort_key(actor.name), actor.pk))
        head = {**edition(), "title": _title(shown), "filters": filters(shown)}
        found = chapters(actors, now.date(), edition())
        subjects = [("pays", "Index des pays", indexes.countries(actors)), ("thematiques", "Index des thématiques", indexes.themes(actors))]
        subjects = [(f"index-{name}", title, terms) for name, title, terms in subjects if terms]
        by_name = ("index-noms", "Index des acteurs", indexes.names(actors))
        figures = indexes.figures(actors)

        def lines(index, pages):
            anchor, title, terms = index
            return {"anchor": anchor, "title": title, "lines": indexes.located(terms, pages)}

        def back(pages):
            """Short indexes share a page, in even columns; long ones are printed apart, which is faster."""
            short = sum(len(terms) for _, _, terms in subjects) < SHORT
            groups = [subjects] if short and subjects else [[index] for index in subjects]
            found = [{"indexes": [lines(index, pages) for index in group], "even": short} for group in groups]
            parts = [Part("actors/pdf/index.html", {**head, **context}) for context in found]
            return [*parts, Part("actors/pdf/names.html", {**head, "index": lines(by_name, pages)})]

        def front(pages):
            contents = [{"title": title, "count": count, "anchor": anchor, "page": pages[anchor]} for title, count, anchor, _ in found]
            tables = [{"title": title, "anchor": anchor, "page": pages[anchor]} for anchor, title, _ in [*subjects, by_name]]
            inside = {**head, "contents": contents, "tables": tables, "figures": figures, "moment": moment(now)}
            inside["version"] = str(shown.version)
            return [Part("actors/pdf/contents.html", inside, keep=False)]

        opening = {**head, "from_region": settings.NETWORK["from_region"], "count": len(actors), "day": day(now)}
        opening.update(reached=reached(actors), dots=dots(actors))

        return Book(
            [part for *_, parts in found for part in parts],
            unit="fiche",
            cover=Part("actors/pdf/cover.html", opening, drawn=cover),
            front=front,
            back=back,
            subjects=[actor.pk for actor in actors],
        )

    def still_true(self, document):
        """Whether every sheet that it shows is still published."""
        return Actor.objects.published().filter(pk__in=document.subjects).count() == len(document.subjects)

    def _shown(self, data):
        return directory.shown(reverse("actors:list"), data)


def filters(shown):
    """The filters in words: « Pays : Bénin ou Togo ; Recherche : « eau » »."""
    query = shown.query
    words = [f"Recherche : « {query.text} »"] if query.text else []
    for name, values in query.values.items():
        if values:
            words.append(f"{shown.directory.facets[name].label} : {' ou '.join(shown.labels[name][value] for value in values)}")
    if query.bounds:
        words.append("Zone de la carte")
    return " ; ".join(words)


def _title(shown):
    """« Annuaire des acteurs », with what it is narrowed to when that is short."""
    words = filters(shown)
    return f"Annuaire des acteurs, {words}"[:140] if words else "Annuaire des acteurs"
