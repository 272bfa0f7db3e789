"""Reads of the reference tables."""

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, Exists, F, FloatField, Q, QuerySet, Value, When

from network.taxonomy.spelling import key_words

CLOSE_ENOUGH = 0.45  # word similarity (0 to 1) from which a misspelt name is still understood
ARTICLES = ("", "le ", "la ", "les ", "l ")


def begins(field, words):
    """Each of `words` (a-z and 0-9 only) begins a word of `field`."""
    return Q(*(Q((f"{field}__regex", rf"\m{word}")) for word in words))


class MunicipalityQuerySet(QuerySet):
    """Communes, found as people write them."""

    def beginning_like(self, words):
        """Those where each of `words` begins a word of a name, present or former, a postcode or the département's code."""
        return self.filter(begins("search_key", words))

    def named(self, name):
        """Those of exactly this name (a key of `spelling`), its article left out or not: « mans » is « Le Mans »."""
        return self.filter(name_key__in=[article + name for article in ARTICLES])

    def formerly(self, name):
        """Those that took in a commune of exactly this name (a key of `spelling`)."""
        return self.filter(search_key__contains=f"|{name}|").exclude(name_key=name)

    def exactly(self, text):
        """Those that `text` names in full: a name, its article left out or not, else a former name, either with a département
        or a postcode or not; a postcode, else an INSEE code. Nothing for an empty text."""
        words = key_words(text)
        name = " ".join(word for word in words if not word.isdigit())
        numbers = [word for word in words if word.isdigit()]
        if not words:
            return self.none()
        if not name:
            named = self.filter(postcodes__contains=numbers)
            return (named if named.exists() else self.filter(pk=" ".join(numbers))).order_by("-population", "code")
        here = self.beginning_like(numbers) if numbers else self
        named = here.named(name)
        return (named if named.exists() else here.formerly(name)).order_by("-population", "code")

    def nearly(self, name):
        """Those spelt almost like `name` (a key of `spelling`), the closest first."""
        close = self.annotate(similarity=TrigramWordSimilarity(name, "search_key")).filter(similarity__gte=CLOSE_ENOUGH)
        return close.order_by("-similarity", "-population", "code")

    def matching(self, text):
        """Those that `text` may mean, best first: names, former names, postcodes, each by the beginning of its words.

        A whole name comes before the beginning of one, a name before a former name, then the most inhabited.
        Only when nothing begins so, names spelt nearly the same, the closest first. Nothing for an empty text.
        """
        words = key_words(text)
        letters = [word for word in words if not word.isdigit()]
        if not words:
            return self.none()
        if not letters:
            return self.beginning_like(words).order_by("-population", "code")
        name = " ".join(letters)
        known = Exists(self.model.objects.beginning_like(words))
        starts = Q(*(Q(name_key__startswith=article + name) for article in ARTICLES), _connector=Q.OR)
        rank = Case(
            When(name_key__in=[article + name for article in ARTICLES], then=0.0),
            When(starts, then=1.0),
            When(begins("name_key", letters), then=2.0),
            When(known, then=3.0),
            default=Value(5.0) - F("similarity"),
            output_field=FloatField(),
        )
        return (
            # Compared letter by letter only when nothing begins so: four times quicker as one types.
            self.annotate(similarity=Case(When(known, then=0.0), default=TrigramWordSimilarity(name, "search_key")))
            .filter(begins("search_key", words) | Q(similarity__gte=CLOSE_ENOUGH))
            .order_by(rank, "-population", "code")
        )


class ThemeQuerySet(QuerySet):
    """Themes, on their two levels."""

    def top_level(self):
        """Those of the first level."""
        return self.filter(parent=None)

    def with_children(self):
        """First level, each with its `children` loaded."""
        return self.top_level().prefetch_related("children")
