"""What the page of a project shows."""

from functools import cached_property
from urllib.parse import quote, urlencode

from django.conf import settings
from django.urls import reverse

from actors.enums import Provenance
from actors.pictures import seat
from network.directory.pictures import alike, column
from network.taxonomy.models import Goal
from network.ui.atlas.world import Journey
from network.ui.french import plural
from projects.linked import described
from projects.money import Money
from projects.participants import participants
from projects.periods import period
from projects.rules import can_look_after


class Sheet:
    """A project read with `for_sheet`, as `user` may see it."""

    def __init__(self, project, user):
        self.project = project
        self.looked_after = can_look_after(user, project)
        self.for_team = user.is_staff

    @property
    def standing(self):
        """« Terminé, 2020-2022 », as much of it as is known."""
        words = self.project.get_progress_display() or "avancement non renseigné"
        return ", ".join(filter(None, [words[0].upper() + words[1:], self.period]))

    @property
    def period(self):
        """« 2020-2022 »; the years of its fundings when it has no dates."""
        return period(self.project)

    @cached_property
    def places(self):
        """Where it happens."""
        return list(self.project.places.all())

    @cached_property
    def countries(self):
        """`[(country, page, [towns])]`, in the order in which they were named."""
        found = {}
        for place in self.places:
            found.setdefault(place.country, []).append(place.town)
        return [(country, self._page("country", "pays", country.slug), list(filter(None, towns))) for country, towns in found.items()]

    @cached_property
    def pictures(self):
        """Arcs from the lead's commune to the places, or None."""
        journeys, weight = [], alike(len(self.places))
        for place in self.places:
            at = place if place.longitude is not None else place.country
            name, url = place.town or place.country.name, self._to_list("pays", place.country.slug)
            words = f"{place}\u00a0: les projets dans ce pays"
            journeys.append(Journey(f"lieu-{place.pk}", name, at.longitude, at.latitude, weight, words, url, place.country.pk))
        title = f"{plural(len(journeys), 'lieu|lieux')} du projet\u00a0: {', '.join(str(place) for place in self.places)}"
        return column(journeys, dots=seat(self.project.lead), title=title)

    @cached_property
    def participants(self):
        """The lead, then the partners; those who did not answer or declined show only to those who look after the sheet."""
        return participants(self.project, everyone=self.looked_after)

    @cached_property
    def colleges(self):
        """The collèges of those who take part, the lead's first."""
        return list(dict.fromkeys(p.college_label for p in self.participants if p.counts))

    @property
    def is_multi_actor(self):
        """Whether actors of two collèges or more take part: computed, never declared."""
        return len(self.colleges) > 1

    @cached_property
    def themes(self):
        """The themes, a parent before its children, each with its page."""
        ordered = sorted(
            self.project.themes.all(), key=lambda theme: ((theme.parent or theme).position, theme.parent_id or 0, theme.position)
        )
        return [(theme, self._page("theme", "theme", theme.slug)) for theme in ordered]

    @cached_property
    def goals(self):
        """The goals, each with its list: those that were chosen, else those of the themes."""
        goals = list(self.project.goals.all())
        if not goals and self.themes:
            goals = list(Goal.objects.filter(themes__in=[theme for theme, _ in self.themes]).distinct().order_by("number"))
        return [(goal, self._to_list("odd", goal.number)) for goal in goals]

    @property
    def goals_follow(self):
        """Whether the goals are those of the themes."""
        return bool(self.goals) and not self.project.goals.all()

    @cached_property
    def money(self):
        """Its budget and its fundings."""
        return Money(self.project, differences=self.for_team)

    @cached_property
    def results(self):
        """What was aimed at and reached."""
        return list(self.project.results.all())

    @cached_property
    def shots(self):
        """The pictures that are shown."""
        return list(self.project.pictures.all())

    @cached_property
    def papers(self):
        """The papers that this person may have."""
        return [paper for paper in self.project.papers.all() if paper.is_public or self.looked_after]

    @cached_property
    def sequels(self):
        """The published projects that follow this one."""
        return list(self.project.next_projects.published())

    @property
    def is_public_record(self):
        """Drawn up from public data, and nobody has confirmed it since."""
        return self.project.provenance == Provenance.PUBLIC_RECORD and self.project.confirmed_at is None

    @property
    def write_to_team(self):
        """A letter to the team about this sheet."""
        letter = {"subject": f"Projet « {self.project.title} »", "body": settings.SITE_URL + self.project.get_absolute_url()}
        return f"mailto:{settings.NETWORK['email']}?{urlencode(letter, quote_via=quote)}"

    @property
    def pdf_url(self):
        """The page that offers the sheet as a PDF."""
        return f"{reverse('documents:ask', args=['fiche-projet'])}?{urlencode({'projet': self.project.slug})}"

    @property
    def json_ld(self):
        """The sheet for machines."""
        return described(self)

    def _page(self, name, param, slug):
        """The page of a country or of a theme, which exist once something is published; the list before."""
        return reverse(f"portal:{name}", args=[slug]) if self.project.is_published else self._to_list(param, slug)

    @staticmethod
    def _to_list(param, value):
        return f"{reverse('projects:list')}?{urlencode({param: value})}"
