"""Certificates on the team's desk: issued by an act of the session, read here, revoked here."""

from functools import partial

from django.contrib import admin

from network.audit.history import AuditedAdmin
from network.ui.acting import ActingAdmin
from network.ui.read_only import ReadOnly
from trainings.hours import duration
from trainings.models import Certificate
from trainings.services import certificates


@admin.register(Certificate)
class CertificateAdmin(ReadOnly, ActingAdmin, AuditedAdmin):
    """What was attested stays; one that was wrong is revoked, and its check page says so."""

    errors = (certificates.CertificateError,)
    list_display = ["label", "person", "training", "length", "issued_at", "revoked_at"]
    list_filter = ["year", ("revoked_at", admin.EmptyFieldListFilter), "is_demo"]
    search_fields = ["code", "shown__name", "shown__title"]
    search_help_text = "Personne, formation ou code."
    actions = ["revoke_selected"]

    @admin.display(description="numéro", ordering="number")
    def label(self, certificate):
        """« 2027-0042 »."""
        return certificate.label

    @admin.display(description="personne")
    def person(self, certificate):
        """As it was attested."""
        return certificate.shown["name"]

    @admin.display(description="formation")
    def training(self, certificate):
        """As it was attested."""
        return certificate.shown["title"]

    @admin.display(description="durée suivie", ordering="minutes")
    def length(self, certificate):
        """« 4 h 30 »."""
        return duration(certificate.minutes)

    @admin.action(description="Retirer (la page de vérification le dira)", permissions=["view"])
    def revoke_selected(self, request, queryset):
        """→ revoked."""
        act = partial(certificates.revoke, by=request.user)
        self.do_all(request, queryset, lambda one: act(certificate=one), "attestation retirée|attestations retirées")
