"""What a merge would do, told before it is done: heading by heading, and in numbers."""

from dataclasses import dataclass
from functools import cached_property

from actors.completeness import completeness
from actors.enums import RepresentationStatus, Role
from actors.merging.fields import BOTH, HEADINGS, MINE, THEIRS, Heading, other_names, worth
from actors.merging.moving import meetings
from actors.merging.relations import relations
from actors.merging.rules import called, kept
from actors.models import Representation
from network.ui.french import plural


@dataclass(frozen=True)
class Option:
    """One value that may stay. `value` is the key of its sheet, or « both »: it means the same when the sheets change places."""

    value: str
    side: str
    lines: list
    chosen: bool


@dataclass(frozen=True)
class Line:
    """One heading of the two sheets."""

    heading: Heading
    options: list
    same: bool

    @property
    def is_blank(self):
        """Whether neither says anything."""
        return self.same and not self.options[0].lines


class Preview:
    """The merge of `loser` into `winner`, as `chosen` (heading → side) or as proposed."""

    def __init__(self, winner, loser, chosen=None, names=None):
        self.winner, self.loser, self._chosen, self._names = winner, loser, chosen or {}, names

    @cached_property
    def lines(self):
        """Every heading, in the order of the sheet."""
        return [self._line(heading) for heading in HEADINGS]

    def _line(self, heading):
        same = heading.same(self.winner, self.loser)
        chosen = self._chosen.get(heading.name) or heading.proposed(self.winner, self.loser)
        sides = [(MINE, str(self.winner.pk), heading.lines(self.winner)), (THEIRS, str(self.loser.pk), heading.lines(self.loser))]
        if heading.united and not same and all(lines for _, _, lines in sides):
            united = list(dict.fromkeys([*sides[0][2], *sides[1][2]]))
            sides.append((BOTH, BOTH, united))
        return Line(heading, [Option(value, side, lines, side == chosen) for side, value, lines in sides], same)

    @property
    def differing(self):
        """The headings where there is something to decide."""
        return [line for line in self.lines if not line.same]

    @property
    def same(self):
        """Those where both say the same."""
        return [line for line in self.lines if line.same and not line.is_blank]

    @property
    def blank(self):
        """The names of those where neither says anything."""
        return [line.heading.label for line in self.lines if line.is_blank]

    @property
    def other_names(self):
        """What else the merged sheet is called."""
        name = self.loser.name if self._chosen.get("name") == THEIRS else self.winner.name
        return other_names(self.winner, self.loser, name) if self._names is None else self._names

    @cached_property
    def _moves(self):
        following, aside = [], []
        for relation in relations():
            if kept(relation):
                continue
            met = meetings(relation, self.winner, self.loser)
            count = relation.rows(self.loser).count() - sum(not (s.follows or s.swap) for _, _, s in met)
            if count > 0:
                following.append((count, called(relation)))
            aside += [settlement.words for _, _, settlement in met]
        return following, aside

    @property
    def following(self):
        """« 3 représentant·es », « 2 adhésions »: what goes over to the sheet that stays."""
        return [plural(count, words) for count, words in self._moves[0]]

    @property
    def meeting(self):
        """In words, what is decided of rows that may not both point to one sheet."""
        return self._moves[1]

    @cached_property
    def told(self):
        """How many managers get an e-mail."""
        links = Representation.objects.filter(
            actor__in=[self.winner, self.loser], role=Role.MANAGER, status=RepresentationStatus.ACTIVE, user__is_active=True
        )
        return links.values("user").distinct().count()

    @property
    def sides(self):
        """The two sheets with how complete they are: the one that stays first."""
        return [(actor, completeness(actor)) for actor in (self.winner, self.loser)]


def better_first(one, other):
    """The two sheets, the one that had better stay first."""
    return sorted((one, other), key=worth, reverse=True)
