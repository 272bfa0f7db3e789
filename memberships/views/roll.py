"""The members in good standing on a day: the electoral roll, for the team and the board."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from memberships.forms import RollForm
from memberships.roll import Roll
from memberships.rules import can_read_roll
from network.directory.exports import as_csv, as_xlsx
from network.ui.throttle import check

WRITERS = {"csv": as_csv, "xlsx": as_xlsx}


@never_cache
@require_safe
@login_required
def roll(request):
    """/adhesions/membres/"""
    form, shown = _asked(request)
    query = f"?jour={shown.day:%Y-%m-%d}" + (f"&college={shown.college}" if shown.college else "")
    pdf = reverse("documents:ask", args=["membres-a-jour"]) + query
    return render(request, "memberships/roll.html", {"form": form, "roll": shown, "query": query, "pdf": pdf})


@never_cache
@require_safe
@login_required
def roll_export(request, kind):
    """/adhesions/membres/export/<csv|xlsx>/: exactly what the page shows."""
    if kind not in WRITERS:
        raise Http404
    _, shown = _asked(request)
    check(request, "export")
    response = WRITERS[kind](shown, shown.lines)
    response["Content-Disposition"] = f'attachment; filename="{shown.file_name}-{shown.day:%Y-%m-%d}.{kind}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _asked(request):
    if not can_read_roll(request.user):
        raise Http404
    form = RollForm(request.GET or None)
    if form.is_bound and form.is_valid():
        return form, Roll(form.cleaned_data["jour"], form.cleaned_data["college"])
    return form, Roll(timezone.localdate())
