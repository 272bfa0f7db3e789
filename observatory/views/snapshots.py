"""/observatoire/instantanes/: the figures as they were; /observatoire/comparer/: why they moved."""

from django.conf import settings
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from network.ui.throttle import check
from observatory import exports, sheets
from observatory.comments import comments_of
from observatory.comparing import MOVES, Comparison
from observatory.frozen import Frozen
from observatory.models import Snapshot
from observatory.page import ROWS
from observatory.sections import CONTENTS, sections_of
from observatory.views.page import PAGE, asked_page


@require_safe
def snapshots(request):
    """All of them, and two to compare."""
    found = list(Snapshot.objects.listed())
    return render(request, "observatory/snapshots.html", {"snapshots": found, "one": found[1:2], "two": found[:1]})


@require_safe
def snapshot(request, number):
    """One, as it was; `format=json` gives all that it holds."""
    taken = get_object_or_404(Snapshot, number=number)
    if request.GET.get("format") == "json":
        check(request, "export")
        return whole_file(taken)
    shown = Frozen(taken)
    sections = sections_of(shown)
    known = {name for contents in CONTENTS for name in contents.tables}
    if others := [table for name, table in shown.tables.items() if name not in known]:
        sections.append(("", "Autres tableaux", others, []))
    before = Snapshot.objects.listed().filter(number__lt=number).first()
    context = {"snapshot": taken, "shown": shown, "chosen": shown.selection, "sections": sections, "most": ROWS, "before": before}
    context["comments"] = comments_of(shown.selection, timezone.localtime(taken.taken_at).year)
    return render(request, "observatory/snapshot.html", context)


def whole_file(taken):
    """Every table of a snapshot with its method, for programs."""
    about = {
        "instantane": taken.number,
        "fige_le": timezone.localtime(taken.taken_at).isoformat(timespec="seconds"),
        "annee_close": taken.year,
        "motif": taken.reason,
        "demonstration": taken.is_demo,
        "adresse": settings.SITE_URL + taken.get_absolute_url(),
        "source": settings.NETWORK["name"],
        "licence": exports.licence(),
        "methode": taken.method,
        "chiffres": taken.figures,
    }
    response = JsonResponse(about, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="observatoire-instantane-{taken.number}.json"'
    return response


@require_safe
def table(request, number, name):
    """A whole table or crossing of a snapshot, with what to cite; `format` asks for its file."""
    wanted = request.GET.get("format", "")
    check(request, "export" if wanted else "search")
    taken = get_object_or_404(Snapshot, number=number)
    shown = Frozen(taken)
    if name not in shown.tables and name not in shown.crossings:
        raise Http404
    found, crossing = shown.tables.get(name), shown.whole_crossing(name) if name in shown.crossings else None
    title = found.plan.title if found else crossing.title
    address = shown.selection.address("observatory:table", name)
    if wanted in exports.WRITERS:
        columns, lines = (exports.COLUMNS, exports.records(found)) if found else (exports.CROSSED, exports.crossed(crossing))
        return exports.respond(wanted, name, title, columns, lines, [], address, taken)
    context = {"snapshot": taken, "shown": shown, "chosen": shown.selection, "name": name, "title": title, "address": address}
    return render(request, "observatory/frozen_table.html", {**context, "table": found, "crossing": crossing})


@require_safe
def counted(request, number, what):
    """The sheets behind a number of a snapshot."""
    if what not in sheets.SORTS:
        raise Http404
    check(request, "search")
    taken = get_object_or_404(Snapshot.objects.defer("method"), number=number)
    values, page = sheets.asked(request.GET), asked_page(request)
    total, rows = sheets.counted(taken, sheets.SORTS[what], values, PAGE, page)
    labels = Frozen(taken).selection.labels
    words = [
        (sheets.label_of(name, sheets.SORTS[what]), " ou ".join(labels.get(name, {}).get(value, value) for value in chosen))
        for name, chosen in values.items()
    ]
    rows = [(row, sheets.told(row, labels)) for row in rows]
    context = {"snapshot": taken, "what": what, "total": total, "rows": rows, "words": words, **pages(request, page, total)}
    return render(request, "observatory/frozen_sheets.html", context)


def pages(request, page, total):
    """Where the pages before and after are."""

    def address(number):
        query = request.GET.copy()
        query["page"] = number
        return "?" + query.urlencode()

    return {"previous": address(page - 1) if page > 1 else "", "next": address(page + 1) if page * PAGE < total else ""}


def two_of(request):
    """(older, newer) of the snapshots that `de` and `a` ask for; None when two of them were not found."""
    asked = {int(n) for n in (request.GET.get("de", ""), request.GET.get("a", "")) if n.isascii() and n.isdigit() and len(n) < 8}
    found = list(Snapshot.objects.filter(number__in=asked).order_by("number"))
    return found if len(found) == 2 else None


@require_safe
def comparison(request):
    """Two snapshots, the older first whatever the order asked for; `format` asks for all the lines as a file."""
    wanted, two = request.GET.get("format", ""), two_of(request)
    check(request, "export" if wanted else "search")
    if two and wanted in exports.WRITERS:
        title, (one, last) = "Ce qui a changé", (taken.number for taken in two)
        filters = [("De", str(two[0])), ("À", str(two[1]))]
        lines = list(exports.compared(Comparison(*two)))
        address = f"{request.path}?de={one}&a={last}"
        return exports.respond(wanted, f"comparaison-{one}-{last}", title, exports.COMPARED, lines, filters, address)
    context = {"snapshots": list(Snapshot.objects.listed()), "asked": bool(request.GET), "formats": exports.WRITERS}
    if two:
        context |= {"compared": Comparison(*two), "one": two[:1], "two": two[1:]}
    return render(request, "observatory/comparison.html", context)


@require_safe
def moves(request):
    """The sheets behind a number of the comparison, each with what changed of it."""
    check(request, "search")
    two, sort, move = two_of(request), sheets.SORTS.get(request.GET.get("quoi")), request.GET.get("mouvement")
    if not two or not sort or move not in MOVES:
        raise Http404
    values, page = sheets.asked(request.GET), asked_page(request)
    fact = next((facts[0] for facts in sheets.facts_of(values)), "")
    total, rows = Comparison(*two).moves(sort, move, fact, PAGE, page)
    labels = {}
    for taken in two:
        for name, found in Frozen(taken).selection.labels.items():
            labels.setdefault(name, {}).update(found)
    name, _, value = fact.partition("=")
    words = f"{sheets.label_of(name, sort)} : {labels.get(name, {}).get(value, value)}" if fact else ""
    rows = [(row, sheets.changed(sort, row, labels)) for row in rows]
    context = {"one": two[0], "two": two[1], "what": request.GET["quoi"], "move": MOVES[move][0], "total": total, "rows": rows}
    return render(request, "observatory/moves.html", {**context, "words": words, **pages(request, page, total)})
