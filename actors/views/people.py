"""The people of an organisation: who represents it, who is invited."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from actors.enums import RepresentationStatus, Role
from actors.forms.people import InvitationForm, RoleForm
from actors.links import token_sum
from actors.models import Actor, Invitation
from actors.rules import can_look_after, can_manage_people
from actors.services import people as services
from network.ui.throttle import check


def looked_after(request, slug):
    """The organisation of that address, if the person represents it or is of the team; 404 otherwise."""
    actor = get_object_or_404(Actor.objects.visible_to(request.user), slug=slug)
    if not can_look_after(request.user, actor):
        raise Http404
    return actor


def managed(request, slug):
    """The same, for those who are responsible for it, and the team."""
    actor = looked_after(request, slug)
    if not can_manage_people(request.user, actor):
        raise Http404
    return actor


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def people(request, slug):
    """/mon-espace/organisations/<slug>/personnes/: who represents it; inviting somebody."""
    actor = managed(request, slug) if request.method == "POST" else looked_after(request, slug)
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        check(request, "invite")
        try:
            services.invite(actor=actor, by=request.user, **form.cleaned_data)
            messages.success(request, f"L’invitation est partie à {form.cleaned_data['email']}. Elle est valable 14 jours.")
            return redirect("organisations:people", slug)
        except services.PeopleError as error:
            form.add_error(None, str(error))
    active = actor.representations.filter(status=RepresentationStatus.ACTIVE).select_related("user").order_by("-role", "created_at", "pk")
    context = {
        "actor": actor,
        "form": form,
        "people": active,
        "invitations": actor.invitations.waiting().select_related("invited_by"),
        "contacts": actor.contacts.known().visible_to(request.user),
        "now": timezone.now(),
        "manages": can_manage_people(request.user, actor),
        "roles": Role,
    }
    return render(request, "actors/people.html", context)


@require_POST
@login_required
def role(request, slug, pk):
    """Gives somebody another role."""
    actor, form = managed(request, slug), RoleForm(request.POST)
    link = get_object_or_404(actor.representations, pk=pk)
    if not form.is_valid():
        raise Http404
    _try(
        request,
        lambda: services.change_role(representation=link, role=form.cleaned_data["role"], by=request.user),
        f"Le rôle de {link.user} a changé.",
    )
    return redirect("organisations:people", slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def end(request, slug, pk):
    """Says what ending a representation does, then does it; anybody may end their own."""
    actor = looked_after(request, slug)
    link = get_object_or_404(actor.representations.filter(status=RepresentationStatus.ACTIVE).select_related("user"), pk=pk)
    leaving = link.user == request.user
    if not leaving and not can_manage_people(request.user, actor):
        raise Http404
    if request.method != "POST":
        others = actor.representations.filter(status=RepresentationStatus.ACTIVE).exclude(pk=pk).count()
        last = link.role == Role.MANAGER and not services.others_manage(actor, link.user)
        context = {"actor": actor, "link": link, "leaving": leaving, "others": others, "last": last}
        return render(request, "actors/person_end.html", context)
    said = f"Vous ne représentez plus « {actor} »." if leaving else f"{link.user} ne représente plus « {actor} »."
    done = _try(request, lambda: services.end(representation=link, by=request.user), said)
    if done and leaving and not request.user.is_staff:
        return redirect("portal:space")
    return redirect("organisations:people", slug)


@require_POST
@login_required
def invite_again(request, slug, pk):
    """Sends a new link."""
    check(request, "invite")
    invitation = get_object_or_404(managed(request, slug).invitations, pk=pk)
    done = f"Un nouveau lien est parti à {invitation.email}. Il est valable 14 jours ; le précédent n’ouvre plus rien."
    _try(request, lambda: services.invite_again(invitation=invitation, by=request.user), done)
    return redirect("organisations:people", slug)


@require_POST
@login_required
def cancel_invitation(request, slug, pk):
    """Takes an invitation back."""
    invitation = get_object_or_404(managed(request, slug).invitations, pk=pk)
    done = f"L’invitation de {invitation.email} est annulée."
    _try(request, lambda: services.cancel_invitation(invitation=invitation, by=request.user), done)
    return redirect("organisations:people", slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, token):
    """/lien/invitation/<token>/: the page behind the link; its buttons answer."""
    found = get_object_or_404(Invitation.objects.select_related("actor", "invited_by"), token_sum=token_sum(token))
    if request.method == "POST":
        if not request.user.is_authenticated:
            return redirect(f"{reverse('account_login')}?{urlencode({'next': request.path})}")
        return _answer(request, found)
    context = {"invitation": found, "back": urlencode({"next": request.path}), "is_open": found.is_open()}
    return render(request, "actors/invitation.html", context)


@require_POST
@login_required
def answer(request, pk):
    """The same answers from one's space, for an invitation sent to an address that one has confirmed."""
    return _answer(request, get_object_or_404(Invitation.objects.addressed_to(request.user).select_related("actor"), pk=pk))


def _answer(request, found):
    if request.POST.get("answer") == "accept":
        said = f"Vous représentez maintenant « {found.actor} »."
        _try(request, lambda: services.accept(invitation=found, by=request.user), said)
    else:
        _try(request, lambda: services.decline(invitation=found, by=request.user), "L’invitation est déclinée.")
    return redirect("portal:space")


def _try(request, act, said):
    """Do it and say so, or say why not. Whether it was done."""
    try:
        act()
    except services.PeopleError as error:
        messages.error(request, str(error))
        return False
    messages.success(request, said)
    return True
