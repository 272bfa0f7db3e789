"""The certificate of attendance, on one page."""

import json
from hashlib import sha256
from urllib.parse import urlencode

import segno
from django.conf import settings
from django.http import Http404

from network.documents.kinds import Book, Kind, Part, Summary, register
from network.ui.french import day, plural
from trainings.hours import duration
from trainings.models import Certificate


class CertificatePdf(Kind):
    """`attestation`, named by its code (`code=`), which is the key: it is on the paper, and in the e-mail of people without an account."""

    name, title = "attestation", "Attestation de participation"

    def clean(self, data):
        """The certificate of that code."""
        code = data.get("code", "")[:20].replace("\x00", "")
        found = Certificate.objects.filter(code=code, revoked_at=None).only("pk").first() if code else None
        if found is None:
            raise Http404
        return {"certificate": found.pk}

    def thing(self, params):
        """The certificate; 404 when it is gone or no longer holds."""
        found = Certificate.objects.select_related("registration").filter(pk=params["certificate"], revoked_at=None).first()
        if found is None:
            raise Http404
        return found

    def allowed(self, user, params):
        """Whoever had the code, as long as the certificate holds."""
        return Certificate.objects.filter(pk=params["certificate"], revoked_at=None).exists()

    def version(self, params):
        """The fingerprint of what it shows."""
        return sha256(json.dumps(self.shown(self.thing(params)), sort_keys=True).encode()).hexdigest()[:20]

    def still_true(self, document):
        """Until it is revoked or its person erased."""
        return document.version == self.version(document.params)

    def query(self, params):
        """Its code."""
        return urlencode({"code": self.thing(params).code})

    def summary(self, params):
        """Who, what, how long."""
        certificate = self.thing(params)
        facts = [("Personne", certificate.shown["name"]), ("Formation", certificate.shown["title"])]
        facts.append(("Durée suivie", duration(certificate.minutes)))
        return Summary(str(certificate), facts, 1, "page", certificate.get_absolute_url())

    def compose(self, params):
        """One page."""
        certificate = self.thing(params)
        return Book([Part("trainings/pdf/certificate.html", {**self.shown(certificate), "qr": qr_code(address(certificate))})])

    def shown(self, certificate):
        """What is printed, as words."""
        said = certificate.shown
        return {
            "title": self.title,
            "network": settings.NETWORK["name"],
            "name_lines": settings.NETWORK["name_lines"],
            "number": certificate.label,
            "demo": certificate.is_demo,
            "name": said["name"],
            "organisation": said["organisation"],
            "training": said["title"],
            "slots": [[title, date, duration(minutes), there] for title, date, minutes, there in said["slots"]],
            "of": duration(sum(slot[2] for slot in said["slots"])),
            "attended": duration(certificate.minutes),
            "count": plural(len(said["slots"]), "séance"),
            "issued_on": day(certificate.issued_at),
            "place": settings.NETWORK["seat"].rpartition(" ")[2] if settings.NETWORK["seat"] else "",
            "code": certificate.code,
            "address": address(certificate),
        }


def address(certificate):
    """The whole address of the page that says whether it is genuine."""
    return settings.SITE_URL + certificate.get_absolute_url()


def qr_code(text):
    """`text` as a QR code: an SVG to stand in the page."""
    look = {"scale": 3, "border": 2, "dark": "#16242f", "svgclass": "cert-qr", "lineclass": None}
    return segno.make(text, error="m", micro=False).svg_inline(title=f"Code QR\u00a0: {text}", **look)


register(CertificatePdf())
