"""What hangs on a sheet of project, on the team's desk; the services of the site save it."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from network.audit.history import read_to_write
from network.ui.french import day, euros
from projects.forms import desk
from projects.models import Funding, Paper, Partnership, Picture, Place, Result


class Line(admin.StackedInline):
    """Rows read under the lock of the one who saves; each remembers what it showed."""

    extra = 0

    def get_queryset(self, request):
        """Locked when they are about to be written."""
        return read_to_write(request, super().get_queryset(request))


class PlaceInline(Line):
    """Where it happens."""

    model, form = Place, desk.DeskPlaceForm
    fields = [("country", "town"), ("latitude", "longitude"), "seen"]


class PartnershipInline(Line):
    """With whom; a partner of the directory that is added is asked as when a member adds it."""

    model, form = Partnership, desk.DeskPartnershipForm
    fields = [("actor", "organisation"), ("role", "standing"), "seen"]
    readonly_fields = ["standing"]
    autocomplete_fields = ["actor", "organisation"]

    @admin.display(description="réponse")
    def standing(self, partnership):
        """What it said, and where the team answers for it."""
        if not partnership.pk:
            return "–"
        when = partnership.answered_at or partnership.asked_at
        words = f"{partnership.get_status_display()}{f', {day(when)}' if when else ''}"
        if not partnership.asked_at:
            return words
        return format_html('{}<br><a href="{}">Répondre ou revoir</a>', words, reverse("partnerships:answer", args=[partnership.pk]))


class FundingInline(Line):
    """With what money: what the lead declares is written here, what other sources state on the page of the funding."""

    model, form = Funding, desk.DeskFundingForm
    fields = [("funder", "funder_actor"), ("scheme", "year"), ("asked", "granted", "paid"), "stated", "seen"]
    readonly_fields = ["stated"]
    autocomplete_fields = ["funder_actor"]

    @admin.display(description="chiffres et sources")
    def stated(self, funding):
        """Each figure with who states it and when, whether it counts, and the page where the team settles."""
        if not funding.pk:
            return "–"
        figures = list(funding.figures.all())
        counted = {figure.kind for figure in figures if figure.retained}
        lines = [(said(figure, figure.kind in counted),) for figure in figures]
        link = format_html('<a href="{}">Chiffres de ce financement</a>', reverse("admin:projects_funding_change", args=[funding.pk]))
        return format_html("{}{}", format_html_join("", "{}<br>", lines), link)


def said(figure, settled):
    """« accordé : 3 000,00 € (liste du financeur, Tandems, 3 mars 2019), à trancher »."""
    whence = ", ".join(filter(None, [figure.get_origin_display(), figure.source, figure.source_date and day(figure.source_date)]))
    standing = "" if figure.retained else ", non retenu" if settled else ", à trancher"
    return f"{figure.get_kind_display()}\u00a0: {euros(figure.amount)} ({whence}){standing}"


class ResultInline(Line):
    """What it changed."""

    model, form = Result, desk.DeskResultForm
    fields = [("indicator", "unit"), ("baseline", "target", "reached"), "seen"]


class PictureInline(Line):
    """Pictures, with who made them and what they show."""

    model, form = Picture, desk.DeskPictureForm
    fields = [("image", "position"), ("alternative", "credit"), "seen"]


class PaperInline(Line):
    """Papers, public or kept for the people of the project."""

    model, form = Paper, desk.DeskPaperForm
    fields = [("title", "file", "is_public"), "seen"]


LINES = [PlaceInline, PartnershipInline, FundingInline, ResultInline, PictureInline, PaperInline]
