"""« C’est la mienne »: asking to represent an organisation, and answering."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from actors.enums import RepresentationStatus
from actors.forms.claims import AcceptanceForm, ClaimForm, RefusalForm
from actors.models import Actor, Representation
from actors.rules import can_answer
from actors.services import claims as services
from network.ui.throttle import check

READ_OR_WRITE = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@READ_OR_WRITE
@login_required
def claim(request, slug):
    """/annuaire/<slug>/representer/: asks to represent a published organisation; takes one's own request back."""
    actor = get_object_or_404(Actor.objects.published(), slug=slug)
    mine = Representation.objects.filter(user=request.user, actor=actor).exclude(status=RepresentationStatus.ENDED).first()
    if mine and mine.status == RepresentationStatus.ACTIVE:
        messages.info(request, "Vous représentez déjà cette structure.")
        return redirect(actor)
    if mine and request.method == "POST" and "withdraw" in request.POST:
        return _withdraw(request, mine)
    form = ClaimForm(request.POST or None, back=actor.get_absolute_url())
    if request.method == "POST" and not mine and form.is_valid():
        check(request, "claim")
        try:
            services.ask(actor=actor, by=request.user, **form.cleaned_data)
            messages.success(request, "Votre demande est partie. La réponse arrivera par courriel, et se lit ici.")
            return redirect("actors:claim", slug)
        except services.ClaimError as error:
            form.add_error(None, str(error))
    return render(request, "actors/claim.html", {"actor": actor, "form": form, "mine": mine})


def _withdraw(request, mine):
    try:
        services.withdraw(claim=mine, by=request.user)
        messages.success(request, "Votre demande est retirée.")
    except services.ClaimError as error:
        messages.error(request, str(error))
    return redirect(mine.actor)


@never_cache
@READ_OR_WRITE
@login_required
def claim_answer(request, pk):
    """/annuaire/demandes/<pk>/: those responsible for the organisation, or the team, accept or refuse."""
    asked = get_object_or_404(Representation.objects.select_related("actor", "user", "answered_by"), pk=pk)
    if not can_answer(request.user, asked.actor) or not (asked.message or asked.status == RepresentationStatus.REQUESTED):
        raise Http404
    refusing = request.method == "POST" and "refuse" in request.POST
    acceptance = AcceptanceForm(request.POST if request.method == "POST" and not refusing else None, initial={"role": asked.role})
    refusal = RefusalForm(request.POST if refusing else None)
    form = refusal if refusing else acceptance
    if request.method == "POST" and form.is_valid():
        try:
            answer = services.refuse if refusing else services.accept
            answer(claim=asked, by=request.user, **form.cleaned_data)
        except services.ClaimError as error:
            messages.error(request, str(error))
        else:
            done = "La demande est refusée" if refusing else f"{asked.user} représente maintenant la structure"
            messages.success(request, f"{done}. Un courriel le lui dit.")
        return redirect("actors:claim_answer", pk)
    return render(request, "actors/claim_answer.html", {"claim": asked, "acceptance": acceptance, "refusal": refusal, "form": form})
