"""The fees of the organisations that a person represents."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from actors.enums import MembershipState
from memberships.forms import CommitmentForm
from memberships.models import FeeCall
from memberships.services import calling
from memberships.standing import document_url, receipts_of, standings


@never_cache
@require_safe
@login_required
def mine(request):
    """/adhesions/: my organisations, what they owe, what they paid."""
    return render(request, "memberships/mine.html", {"standings": standings(request.user)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@transaction.atomic
def call(request, number):
    """/adhesions/<number>/: a call, its payments and receipts, its purchase-order number."""
    calls = FeeCall.objects.visible_to(request.user)
    found = get_object_or_404(calls.select_related("membership__actor__billing"), number=number)
    form = None
    if found.membership.state == MembershipState.CALLED:
        if request.method == "POST":
            FeeCall.objects.select_for_update(of=("self",)).get(pk=found.pk)
            found.refresh_from_db(fields=["commitment_number", "updated_at"])
        form = CommitmentForm(request.POST or None, instance=found)
        if request.method == "POST" and form.is_valid():
            calling.set_commitment(call=found, number=form.cleaned_data["commitment_number"], by=request.user)
            messages.success(request, "Numéro d’engagement enregistré\u00a0: l’appel est refait avec lui.")
            return redirect(found)
    context = {
        "call": found,
        "membership": found.membership,
        "actor": found.membership.actor,
        "form": form,
        "document_url": document_url(calling.CALL_KIND, {"call": found.pk}, f"appel={found.number}"),
        "receipts": receipts_of(found),
    }
    return render(request, "memberships/call.html", context)
