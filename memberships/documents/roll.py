"""The members in good standing on a day, by collège: the electoral roll of an assembly."""

import json
from hashlib import sha256
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date

from memberships.documents.fees import letterhead
from memberships.roll import Roll
from memberships.rules import can_read_roll
from network.documents.kinds import Book, Kind, Part, Refusal, Summary
from network.taxonomy.enums import College
from network.ui.french import day, moment


class RollPdf(Kind):
    """`membres-a-jour`, on a day (`jour=`), for one collège or all (`college=`): for the team and the board."""

    name, title = "membres-a-jour", "Liste des membres à jour"

    def clean(self, data):
        """The day, today's unless it is said; the collège."""
        asked = data.get("jour", "")
        try:
            chosen = parse_date(asked) if asked else timezone.localdate()
        except ValueError:
            chosen = None
        if chosen is None or not 2000 <= chosen.year <= 2100:
            raise Refusal("Cette date n’existe pas. Écrivez-la comme 2026-11-24.")
        college = data.get("college", "")
        return {"day": chosen.isoformat(), "college": college if college in College.values else ""}

    def allowed(self, user, params):
        """The team and the board."""
        return can_read_roll(user)

    def version(self, params):
        """The fingerprint of the list."""
        return sha256(json.dumps(self._content(params), sort_keys=True).encode()).hexdigest()[:20]

    def query(self, params):
        """The day and the collège."""
        return urlencode({key: value for key, value in (("jour", params["day"]), ("college", params["college"])) if value})

    def summary(self, params):
        """How many, on which day."""
        roll = self._roll(params)
        return Summary(
            f"Membres à jour le {day(roll.day)}", [("Collège", roll.college_label), ("Membres", str(len(roll.lines)))], 1, "document",
            f"{reverse('memberships:roll')}?{self.query(params)}",
        )  # fmt: skip

    def compose(self, params):
        """One chapter."""
        return Book([Part("memberships/pdf/roll.html", {**letterhead(), **self._content(params), "moment": moment(timezone.localtime())})])

    def _roll(self, params):
        return Roll(parse_date(params["day"]), params["college"])

    def _content(self, params):
        roll = self._roll(params)
        groups = [{"college": c.value, "label": c.label, "lines": [list(line) for line in lines]} for c, lines in roll.groups]
        return {
            "title": f"Membres à jour le {day(roll.day)}",
            "day": day(roll.day),
            "groups": groups,
            "total": len(roll.lines),
            "caution": roll.caution,
        }
