"""A long form, written in several pages."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One page of the form: its part of the address, its word in the list of steps, its question."""

    slug: str
    label: str
    title: str
    lead: str


class Steps(tuple):
    """The pages in their order."""

    def called(self, slug):
        """The Step of this slug, or None."""
        return next((step for step in self if step.slug == slug), None)

    def after(self, step):
        """The next Step, or None after the last."""
        return next(iter(self[self.index(step) + 1 :]), None)

    def before(self, step):
        """The Step before, or None at the first."""
        place = self.index(step)
        return self[place - 1] if place else None

    def shown(self, step, address):
        """What `moderation/steps.html` shows of them; `address(step)` is where one of them is written."""
        place = {"step": step, "number": self.index(step) + 1, "previous": self.before(step), "following": self.after(step)}
        return {**place, "pages": [(one, address(one)) for one in self], "here": address(step)}
