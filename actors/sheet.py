"""What the page of an actor shows."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote, urlencode

from django.conf import settings
from django.urls import reverse

from actors.completeness import completeness
from actors.enums import Kind, Provenance, Way
from actors.freshness import asks_confirmation, freshness
from actors.neighbours import neighbours
from actors.numbers import grouped
from actors.pictures import pictures
from actors.rules import can_look_after
from network.taxonomy.enums import College
from network.ui.linked_data import json_ld

SCHOOLS = {Kind.LOWER_SECONDARY, Kind.UPPER_SECONDARY, Kind.AGRICULTURAL, Kind.SCHOOL, Kind.UNIVERSITY}
TWINNED = {Kind.MUNICIPALITY, Kind.INTERCOMMUNALITY, Kind.DEPARTMENT, Kind.REGION, Kind.TWINNING}
RNA_HOLDERS = {Kind.ASSOCIATION, Kind.TWINNING, Kind.FOUNDATION}
GRANTS_AT_ONCE = 12
SCHEMA_TYPES = {
    College.LOCAL_AUTHORITY: "GovernmentOrganization",
    College.NON_PROFIT: "NGO",
    College.EDUCATION: "EducationalOrganization",
    College.BUSINESS: "Corporation",
}


@dataclass(frozen=True)
class Link:
    """A word of the sheet and the list that it opens."""

    label: str
    url: str


class Sheet:
    """An actor read with `for_sheet`, as `user` may see it."""

    def __init__(self, actor, user, year):
        self.actor, self.year = actor, year
        self.looked_after = can_look_after(user, actor)
        self.completeness = completeness(actor)
        self.freshness = freshness(actor.confirmed_at)
        self.to_confirm = self.looked_after and actor.is_published and asks_confirmation(actor.confirmed_at)

    @property
    def is_public_record(self):
        """Drawn up from public data, and nobody has confirmed it since."""
        return self.actor.provenance == Provenance.PUBLIC_RECORD and self.actor.confirmed_at is None

    @property
    def department(self):
        """The département of the commune, or the one that is known without it."""
        return self.actor.municipality.department if self.actor.municipality else self.actor.department

    @property
    def longitude(self):
        """Of the commune, or None."""
        return self.actor.municipality and self.actor.municipality.longitude

    @property
    def latitude(self):
        """Of the commune, or None."""
        return self.actor.municipality and self.actor.municipality.latitude

    @property
    def town(self):
        """The commune, or the town outside the region."""
        return self.actor.municipality.name if self.actor.municipality else self.actor.place

    @cached_property
    def countries(self):
        """The countries of work, each with the list of those who work there."""
        return [_to_list(country.name, "pays", country.slug) for country in self.actor.countries.all()]

    @cached_property
    def pictures(self):
        """The arcs to the countries of work, or None."""
        return pictures(self.actor, zip(self.actor.countries.all(), (link.url for link in self.countries), strict=True))

    @cached_property
    def themes(self):
        """The themes, each with the list of those who work on it; a parent before its children."""

        def place(theme):
            above = theme.parent or theme
            return above.position, above.pk, theme.parent_id or 0, theme.position

        ordered = sorted(self.actor.themes.all(), key=place)
        return [_to_list(theme.name, "theme", theme.slug) for theme in ordered]

    @property
    def ways(self):
        """The ways of acting, each with its list."""
        return [_to_list(Way(way).label, "mode", way) for way in self.actor.ways if way in Way.values]

    @property
    def unknown(self):
        """What the sheet does not say of the activity: unknown is written, never hidden."""
        said = {
            "présentation": self.actor.presentation.strip(),
            "pays": self.countries,
            "thématiques": self.themes,
            "modes d’action": self.actor.ways,
            "langues de travail": self.actor.languages,
        }
        return [name for name, value in said.items() if not value]

    @cached_property
    def twinnings(self):
        """The partner towns, for the kinds of organisation that have some."""
        return list(self.actor.twinnings.select_related("country")) if self.actor.kind in TWINNED else []

    @cached_property
    def contacts(self):
        """The people who agreed to be shown. No document prints them: a page forgets at once, paper does not."""
        return list(self.actor.contacts.public())

    @property
    def website_label(self):
        """« www.exemple.org »: the address of the site without what nobody reads."""
        return self.actor.website.partition("://")[2].rstrip("/")

    @property
    def mailbox(self):
        """The two sides of the public address, between which a narrow column may break."""
        name, _, domain = self.actor.public_email.rpartition("@")
        return name, domain

    @property
    def numbers(self):
        """(label, number or an empty string): those that this kind of organisation has."""
        actor = self.actor
        shown = [("SIREN", grouped(actor.siren))]
        shown += [("SIRET", grouped(actor.siret))] if actor.siret else []
        shown += [("RNA", actor.rna)] if actor.rna or actor.kind in RNA_HOLDERS else []
        shown += [("UAI", actor.uai)] if actor.uai or actor.kind in SCHOOLS else []
        return shown

    @cached_property
    def grants(self):
        """The public grants, latest first."""
        return list(self.actor.public_grants.all())

    @property
    def first_grants(self):
        """Those that show at once."""
        return self.grants[:GRANTS_AT_ONCE]

    @property
    def more_grants(self):
        """Those that one unfolds."""
        return self.grants[GRANTS_AT_ONCE:]

    @property
    def granted(self):
        """The sum of the public grants."""
        return sum(grant.amount for grant in self.grants)

    @property
    def period(self):
        """« 2013 à 2016 », « 2014 »."""
        years = sorted({grant.year for grant in self.grants})
        return f"de {years[0]} à {years[-1]}" if len(years) > 1 else f"en {years[0]}" if years else ""

    @property
    def sources(self):
        """Where the public grants were read."""
        return sorted({grant.source for grant in self.grants})

    @cached_property
    def neighbours(self):
        """Organisations near this one."""
        return neighbours(self.actor)

    @property
    def write_to_team(self):
        """A letter to the team about this sheet."""
        letter = {"subject": f"Fiche « {self.actor.name} »", "body": settings.SITE_URL + self.actor.get_absolute_url()}
        return f"mailto:{settings.NETWORK['email']}?{urlencode(letter, quote_via=quote)}"

    @property
    def pdf_url(self):
        """The page that offers the sheet as a PDF."""
        return f"{reverse('documents:ask', args=['fiche-acteur'])}?{urlencode({'acteur': self.actor.slug})}"

    @property
    def json_ld(self):
        """The sheet for machines (schema.org), only what the page shows; safe inside its script element."""
        actor, site = self.actor, settings.SITE_URL
        facts = {
            "@context": "https://schema.org",
            "@type": SCHEMA_TYPES[College(actor.college)],
            "@id": site + actor.get_absolute_url(),
            "name": actor.name,
            "alternateName": actor.acronym,
            "url": actor.website,
            "logo": site + actor.logo.url if actor.logo else "",
            "description": actor.presentation[:500],
            "foundingDate": str(actor.founded or ""),
            "email": actor.public_email,
            "telephone": actor.public_phone,
            "taxID": actor.siren,
            "address": {
                "@type": "PostalAddress",
                "streetAddress": actor.street,
                "postalCode": actor.postcode,
                "addressLocality": self.town,
                "addressRegion": self.department.name if self.department else "",
                "addressCountry": "FR" if self.department else "",
            },
            "areaServed": [{"@type": "Country", "name": country.label} for country in self.countries],
            "knowsAbout": [theme.label for theme in self.themes],
            "knowsLanguage": actor.languages,
        }
        return json_ld(facts)


def _to_list(label, param, value):
    return Link(label, f"{reverse('actors:list')}?{urlencode({param: value})}")
