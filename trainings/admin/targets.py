"""The target of the year, and how far it is reached."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from network.audit.editing import GuardedForm, changes_of
from network.audit.history import LockedAdmin
from trainings.models import Target
from trainings.participation import tables
from trainings.services import targets as services


class TargetForm(GuardedForm):
    """What the team writes of a target."""

    class Meta:
        model = Target
        fields = ["year", "participations", "source"]


@admin.register(Target)
class TargetAdmin(LockedAdmin):
    """How many participations a year aims at; the page « Suivi » says how many there are."""

    form = TargetForm
    change_list_template = "trainings/admin/target_list.html"
    list_display = ["year", "participations", "source"]
    ordering = ["-year"]

    def save_model(self, request, obj, form, change):
        """Through the service: the trail."""
        services.save(target=obj, by=request.user, changes=changes_of(form))

    def get_urls(self):
        """Adds the page that follows the year."""
        view = self.admin_site.admin_view(self.follow_view)
        return [path("suivi/", view, name="trainings_target_follow"), *super().get_urls()]

    def follow_view(self, request):
        """Participations of a year against its target."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        this_year = timezone.localdate().year
        asked = request.GET.get("annee", "")
        year = int(asked) if asked.isascii() and asked.isdecimal() and 2000 <= int(asked[:5]) <= 2100 else this_year
        whole, semesters, colleges, departments = tables(year)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Participations aux formations en {year}",
            "opts": self.opts,
            "year": year,
            "years": sorted({this_year, year, *Target.objects.values_list("year", flat=True)}, reverse=True),
            "target": Target.objects.filter(year=year).first(),
            "whole": whole,
            "groups": [("Par semestre", semesters), ("Par collège", colleges), ("Par département", departments)],
        }
        return TemplateResponse(request, "trainings/admin/follow.html", context)
