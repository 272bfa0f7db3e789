"""/observatoire/: what the region does in the world, in figures that open."""

from urllib.parse import urlencode

from django.http import Http404, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from network.directory.facets import UNKNOWN
from network.ui.throttle import check
from observatory import exports
from observatory.comments import comments_of
from observatory.counting import acting
from observatory.page import FILTERS, ROWS, Observatory
from observatory.sections import sections_of
from observatory.selection import Selection
from observatory.tables import CROSSINGS, PLANS
from projects.listing import directory

PAGE = 60


@require_safe
def page(request):
    """The figures, the tables, the maps."""
    if request.GET:
        check(request, "search")
    shown = Observatory(request.GET)
    chosen = shown.selection
    context = {
        "shown": shown,
        "chosen": chosen,
        "filters": filters(chosen),
        "sections": sections_of(shown),
        "comments": comments_of(chosen, timezone.localdate().year),
        "report_url": f"{reverse('documents:ask', args=['rapport-observatoire'])}?{urlencode(chosen.pairs())}",
        "most": ROWS,
        "switch_url": switch(chosen),
    }
    return render(request, "observatory/page.html", context)


def switch(selection):
    """The same page under the other rule of counting actors."""
    other = QueryDict(mutable=True)
    for name, value in selection.pairs():
        if name != "tout":
            other.appendlist(name, value)
    if not selection.all_actors:
        other["tout"] = "oui"
    return "?" + other.urlencode()


def filters(selection):
    """What the form offers: the period, and for each facet the values that some project has."""
    whole = directory.shown(selection.query.path, QueryDict(), selection.version).whole[1]
    fields = []
    for name in FILTERS:
        facet, values = directory.facets[name], selection.values[name]
        offered = [(v, label) for v, label in selection.labels[name].items() if (whole[name].get(v) and v != UNKNOWN) or v in values]
        if offered:
            fields.append({"param": facet.param, "label": facet.label, "chosen": values[:1], "more": values[1:], "offered": offered})
    years = sorted(v for v in whole["years"] if v != UNKNOWN)
    asked = sorted(v for v in selection.values["years"] if v != UNKNOWN)
    kept = [
        (directory.facets[n].param, v) for n, values in selection.values.items() if n not in {*FILTERS, "years", "members"} for v in values
    ]
    return {
        "fields": fields,
        "years": years,
        "first": asked[0] if asked else "",
        "last": asked[-1] if asked else "",
        "members": bool(selection.values["members"]),
        "kept": kept,
    }


@require_safe
def table(request, name):
    """A whole table or crossing; `format` asks for its file."""
    if name not in PLANS and name not in CROSSINGS:
        raise Http404
    wanted = request.GET.get("format", "")
    check(request, "export" if wanted else "search")
    shown = Observatory(request.GET)
    if wanted in exports.WRITERS:
        if name in PLANS:
            title, columns, lines = PLANS[name].title, exports.COLUMNS, exports.records(shown.table(name))
        else:
            crossing = shown.whole_crossing(name)
            title, columns, lines = crossing.title, exports.CROSSED, exports.crossed(crossing)
        address = shown.selection.address("observatory:table", name)
        return exports.respond(wanted, name, title, columns, lines, shown.selection.words, address)
    context = {"shown": shown, "chosen": shown.selection, "name": name}
    if name in PLANS:
        return render(request, "observatory/table.html", {**context, "table": shown.table(name), "title": PLANS[name].title})
    crossing = shown.whole_crossing(name)
    return render(request, "observatory/table.html", {**context, "crossing": crossing, "title": crossing.title})


@require_safe
def actors(request):
    """The actors that count, with their number of projects."""
    check(request, "search")
    chosen = Selection(request.GET)
    number = asked_page(request)
    total, rows = acting(chosen, PAGE, number)
    own = [(directory.facets[name].label.replace(" du porteur", ""), chosen.labels[name][value]) for name, value in chosen.own.items()]
    more = list(chosen.own_pairs)
    last = -(-total // PAGE)
    context = {
        "chosen": chosen,
        "total": total,
        "rows": rows,
        "own": own,
        "first": (number - 1) * PAGE + 1,
        "before": number > 1 and chosen.address("observatory:actors", more=[*more, ("page", number - 1)]),
        "after": number < last and chosen.address("observatory:actors", more=[*more, ("page", number + 1)]),
    }
    return render(request, "observatory/actors.html", context)


def asked_page(request):
    """The page of a list that is asked for, a number from 1."""
    asked = request.GET.get("page", "1")
    return min(int(asked[:6]), 5000) if asked.isascii() and asked.isdigit() and int(asked[:6]) else 1


@require_safe
def data(request):
    """What may be taken away, what its columns hold, under which licence."""
    tables = [(name, plan.title) for name, plan in PLANS.items()]
    crossings = [(name, title) for name, (_, title) in CROSSINGS.items()]
    context = {
        "tables": tables,
        "crossings": crossings,
        "columns": exports.COLUMNS,
        "crossed": exports.CROSSED,
        "licence": exports.licence(),
        "formats": list(exports.WRITERS),
    }
    return render(request, "observatory/data.html", context)
