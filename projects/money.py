"""The money of a project, as its page and its documents show it: each amount with who states it and when."""

from dataclasses import dataclass, field

from network.ui.french import amount, day
from projects.enums import FigureKind

SHOWN = (FigureKind.GRANTED, FigureKind.PAID, FigureKind.ASKED)  # the first that is known is the row's amount


@dataclass
class Line:
    """One funding. `amount` is what its row shows, of the kind `said`; `others` the other kinds, in words."""

    funder: str
    url: str
    scheme: str
    scheme_url: str
    year: int
    amount: object = None
    said: str = ""
    granted: object = None
    others: list = field(default_factory=list)
    sources: list = field(default_factory=list)
    differing: list = field(default_factory=list)  # what the team has to settle, or has settled


class Money:
    """The budget and the fundings of a project; `differences` shows figures that are not retained, to the team only."""

    def __init__(self, project, *, differences=False):
        self.budget = project.budget
        self.lines = [_line(funding, differences) for funding in project.fundings.all()]

    @property
    def known(self):
        """The lines whose granted amount is known."""
        return [line for line in self.lines if line.granted is not None]

    @property
    def granted(self):
        """The sum of the granted amounts; None when none is known."""
        return sum(line.granted for line in self.known) if self.known else None

    @property
    def most(self):
        """The largest amount, for the bars."""
        return max((line.amount for line in self.lines if line.amount is not None), default=0)


def _line(funding, differences):
    figures = list(funding.figures.all())
    retained = {figure.kind: figure for figure in figures if figure.retained}
    giver, scheme = funding.funder_actor, funding.scheme
    line = Line(
        funder=funding.funder,
        url=giver.get_absolute_url() if giver and giver.is_published else "",
        scheme=str(scheme or ""),
        scheme_url=scheme.get_absolute_url() if scheme and scheme.is_published else "",
        year=funding.year,
        sources=_sources(list(retained.values())),
    )
    known = [retained[kind] for kind in SHOWN if kind in retained]
    if known:
        line.amount, line.said = known[0].amount, known[0].get_kind_display()
        line.others = [f"{figure.get_kind_display()}\u00a0: {amount(figure.amount)}" for figure in known[1:]]
    line.granted = retained[FigureKind.GRANTED].amount if FigureKind.GRANTED in retained else None
    if differences:
        left = [figure for figure in figures if not figure.retained]
        line.differing = [
            f"{figure.get_kind_display()}\u00a0: {amount(figure.amount)} ({stated(figure)})"
            + ("" if figure.kind in retained else ", à trancher")
            for figure in left
        ]
    return line


def stated(figure):
    """« liste du financeur, Tandems 2019, 3 mars 2019 »"""
    return ", ".join(filter(None, [figure.get_origin_display(), figure.source, figure.source_date and day(figure.source_date)]))


def _sources(figures):
    """Who states which amount; the kinds are named when they do not all come from one place."""
    said = {}
    for figure in figures:
        said.setdefault(stated(figure), []).append(figure.get_kind_display())
    return list(said) if len(said) < 2 else [f"{', '.join(kinds)}\u00a0: {source}" for source, kinds in said.items()]
