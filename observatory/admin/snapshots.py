"""Snapshots: taken with a reason, read, never changed."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html

from network.audit.history import AuditedAdmin
from network.ui.read_only import ReadOnly
from observatory.admin.quality import QualityPages
from observatory.models import Snapshot
from observatory.services.snapshots import SnapshotError, take


class TakeForm(forms.ModelForm):
    """Why the figures are frozen, and which snapshot was the last when this was asked."""

    after = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Snapshot
        fields = ["reason"]
        widgets = {"reason": forms.TextInput(attrs={"class": "vTextField"})}


@admin.register(Snapshot)
class SnapshotAdmin(QualityPages, ReadOnly, AuditedAdmin):
    """What was frozen, to read; a button freezes the figures of now."""

    list_display = ["__str__", "reason", "year", "on_site"]
    ordering = ["-number"]
    fields = ["number", "taken_at", "year", "reason", "on_site"]
    readonly_fields = ["on_site"]
    change_list_template = "observatory/admin/snapshots.html"

    def get_queryset(self, request):
        """Without their tables."""
        return super().get_queryset(request).listed()

    def get_urls(self):
        """The page that takes one."""
        return [path("figer/", self.admin_site.admin_view(self.take_view), name="observatory_snapshot_take"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        """With the button, for who may press it."""
        return super().changelist_view(request, {"may_take": self._may_take(request), **(extra_context or {})})

    @admin.display(description="sur le site")
    def on_site(self, snapshot):
        """Its page, which is public."""
        return format_html('<a href="{}">{}</a>', snapshot.get_absolute_url(), "Voir les chiffres")

    def _may_take(self, request):
        return request.user.has_perm("observatory.add_snapshot")

    def take_view(self, request):
        """A reason, and the figures of now are kept for ever."""
        if not self._may_take(request):
            raise PermissionDenied
        last = Snapshot.objects.listed().first()
        form = TakeForm(request.POST or None, initial={"after": last.number if last else 0})
        if request.method == "POST" and form.is_valid():
            try:
                snapshot = take(by=request.user, reason=form.cleaned_data["reason"], after=form.cleaned_data["after"])
            except SnapshotError as error:
                form.add_error(None, str(error))
            else:
                self.message_user(request, f"{snapshot} est pris\u00a0: son adresse ne changera plus.", messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:observatory_snapshot_changelist"))
        context = {**self.admin_site.each_context(request), "title": "Figer les chiffres d’aujourd’hui", "opts": self.opts, "form": form}
        return TemplateResponse(request, "observatory/admin/take.html", context)
