"""A project for machines (schema.org): only what its page shows."""

from django.conf import settings

from network.ui.linked_data import json_ld


def described(sheet):
    """The JSON-LD of a Sheet."""
    project, site = sheet.project, settings.SITE_URL
    lead, *partners = [p for p in sheet.participants if not p.waits]
    return json_ld(
        {
            "@context": "https://schema.org",
            "@type": "Project",
            "@id": site + project.get_absolute_url(),
            "url": site + project.get_absolute_url(),
            "name": project.title,
            "alternateName": project.title_en,
            "description": project.summary or project.description[:500],
            "foundingDate": str(project.starts_on or ""),
            "dissolutionDate": str(project.ends_on or ""),
            "parentOrganization": _organisation(lead),
            "member": [_organisation(partner) for partner in partners],
            "areaServed": [{"@type": "Country", "name": country.name} for country, _, _ in sheet.countries],
            "location": [_place(place) for place in sheet.places if place.town],
            "knowsAbout": [theme.name for theme, _ in sheet.themes],
            "funder": [{"@type": "Organization", "name": name} for name in dict.fromkeys(line.funder for line in sheet.money.lines)],
            "image": [site + shot.image.url for shot in sheet.shots],
        }
    )


def _organisation(participant):
    url = participant.url if participant.url.startswith("http") or not participant.url else settings.SITE_URL + participant.url
    return {"@type": "Organization", "name": participant.name, "url": url}


def _place(place):
    point = {"@type": "GeoCoordinates", "longitude": place.longitude, "latitude": place.latitude} if place.longitude is not None else {}
    return {"@type": "Place", "name": str(place), "geo": point}
