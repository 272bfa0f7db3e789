"""What a list is asked for: its address, read once, and the addresses of what one can ask next."""

from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import quote_plus


@lru_cache(16384)
def _pair(name, value):
    return f"{quote_plus(name)}={quote_plus(str(value))}"


def written(pairs):
    """The parameters as an address has them: a page writes the same few hundred in a thousand links."""
    return "&".join(_pair(name, value) for name, value in pairs)


@dataclass
class Query:
    """The state of a list. Everything in it comes from the address and can be written back to it."""

    path: str
    params: dict  # facet name -> French parameter
    text: str = ""
    values: dict = field(default_factory=dict)  # facet name -> [values]
    bounds: tuple | None = None
    sort: str = ""
    page: int = 1
    view: str = ""
    errors: list = field(default_factory=list)

    @property
    def is_filtered(self):
        """Whether anything narrows the list."""
        return bool(self.text or self.bounds or any(self.values.values()))

    def pairs(self, **changes):
        """The parameters of the address, in a stable order, after `changes` to text, values, bounds, sort, page, view."""
        state = {
            "text": self.text,
            "values": self.values,
            "bounds": self.bounds,
            "sort": self.sort,
            "page": 1,
            "view": self.view,
            **changes,
        }
        pairs = [("q", state["text"])] if state["text"] else []
        for name, param in self.params.items():
            pairs += [(param, value) for value in state["values"].get(name, [])]
        if state["bounds"]:
            pairs.append(("emprise", ",".join(f"{b:g}" for b in state["bounds"])))
        for name, param in (("sort", "tri"), ("view", "vue")):
            if state[name]:
                pairs.append((param, state[name]))
        if state["page"] > 1:
            pairs.append(("page", state["page"]))
        return pairs

    def url(self, **changes):
        """The address of this list after `changes`; the page goes back to the first unless it is given."""
        query = written(self.pairs(**changes))
        return f"{self.path}?{query}" if query else self.path

    def without(self, name, value):
        """`values` after one value of a facet is taken away."""
        return {**self.values, name: [v for v in self.values[name] if v != value]}
