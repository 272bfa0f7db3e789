"""A page of a list: which one is asked, and the addresses of those around it."""

from dataclasses import dataclass
from math import ceil

from django.conf import settings
from django.http import Http404

from portal.api.resources import Refused

SIZE, MOST = 50, 200
LAST = 1_000_000  # no list is longer


@dataclass
class Page:
    """The page `number` of `size` things of a list of `total`; `address` and `data` are those of the request."""

    address: str
    data: object
    number: int
    size: int
    total: int = 0

    @classmethod
    def asked(cls, request):
        """The page that a request asks for; raises Refused."""
        number, size = _whole(request.GET, "page", 1, LAST), _whole(request.GET, "taille", SIZE, MOST)
        return cls(settings.SITE_URL + request.path, request.GET, number, size)

    @property
    def first(self):
        """The rank of its first thing."""
        return (self.number - 1) * self.size

    @property
    def last(self):
        """The number of the last page; 1 for an empty list."""
        return max(1, ceil(self.total / self.size))

    def counted(self, total):
        """The page, now that the total is known; raises Http404 beyond the last one."""
        self.total = total
        if self.number > self.last:
            raise Http404(f"Il n’y a pas de page {self.number}\u00a0: la dernière est la {self.last}.")
        return self

    def at(self, number):
        """The address of another page of the same list; None when there is none."""
        if not 1 <= number <= self.last:
            return None
        data = self.data.copy()
        data["page"] = number
        return f"{self.address}?{data.urlencode()}"

    @property
    def around(self):
        """`{relation: address}` (RFC 8288)."""
        pages = {"first": 1, "prev": self.number - 1, "next": self.number + 1, "last": self.last}
        return {relation: address for relation, number in pages.items() if (address := self.at(number))}


def _whole(data, name, default, most):
    text = data.get(name) or str(default)
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= most):
        raise Refused([f"« {name} » est un nombre entier de 1 à {most}."])
    return int(text)
