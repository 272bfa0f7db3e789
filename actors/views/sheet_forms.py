"""Writing a sheet: registering an organisation, editing its sheet, proposing it, archiving it."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from actors.completeness import completeness
from actors.forms.sheet import FORMS, NUMBERS, StructureForm, near
from actors.models import Actor
from actors.registration import REQUIRED, STEPS, wanting
from actors.rules import can_archive, can_edit
from actors.services import publication as services
from network.audit.editing import changes_of
from network.moderation.enums import State
from network.moderation.services import ModerationError, archive
from network.ui.throttle import check, throttled

READ_OR_WRITE = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@READ_OR_WRITE
@login_required
def create(request):
    """/annuaire/inscrire/: the first step; the draft exists once it is sent."""
    form = StructureForm(request.POST or None, instance=Actor(), by=request.user)
    if request.method == "POST" and form.is_valid():
        check(request, "register")
        try:
            actor = services.register(actor=form.save(commit=False), by=request.user)
        except services.PublicationError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Le brouillon est enregistré. Vous pouvez vous arrêter quand vous voulez : il est dans votre espace.")
            return redirect("actors:update", actor.slug, STEPS[1].slug)
    return _page(request, form, STEPS[0])


@never_cache
@READ_OR_WRITE
@login_required
@transaction.atomic
def update(request, slug, step=STEPS[0].slug):
    """/annuaire/<slug>/modifier/<step>/: a page of the sheet; a form that htmx sends as one types is answered by a line."""
    current = STEPS.called(step)
    if current is None:
        raise Http404
    actor = _visible(request, slug)
    if actor.merged_into and request.method != "POST":
        raise Http404  # its address leads to the sheet that took it in
    if not can_edit(request.user, actor.merged_into or actor):
        return redirect("actors:claim", slug)
    autosave = request.method == "POST" and "autosave" in request.POST
    if request.FILES:
        check(request, "upload")
    form = FORMS[step](request.POST or None, request.FILES or None, instance=actor, by=request.user, autosave=autosave)
    saved = request.method == "POST" and form.is_valid()
    if saved and form.changed_data:
        links = {name: form.cleaned_data[name] for name in ("countries", "themes") if name in form.changed_data}
        services.edit(actor=form.save(commit=False), by=request.user, changes=changes_of(form), links=links)
    if autosave:
        return _saved(request, form, actor, FORMS[step], saved)
    if saved and "propose" in request.POST:
        try:
            with transaction.atomic():
                services.propose(actor=actor, by=request.user)
        except (services.PublicationError, ModerationError) as error:
            messages.error(request, str(error))
            return redirect("actors:update", slug, step)
        messages.success(request, "La fiche est proposée. L’équipe la relit ; un courriel vous dira la suite.")
        return redirect(actor)
    if saved and "back" in request.POST and STEPS.before(current):
        return redirect("actors:update", slug, STEPS.before(current).slug)
    if saved:
        return _onward(request, actor, current)
    return _page(request, form, current)


def _onward(request, actor, step):
    """After a save: the next step of a draft, the sheet otherwise."""
    following = STEPS.after(step)
    if actor.state == State.DRAFT and following:
        return redirect("actors:update", actor.slug, following.slug)
    messages.success(request, "La fiche est enregistrée.")
    return redirect(actor)


def _visible(request, slug):
    """The sheet, if one may see it, or the one that took it in; locked when it is about to be written.

    Somebody may be writing on a sheet while it is merged: it is still shown to them, with what they wrote, and says where to.
    """
    visible = Actor.objects.visible_to(request.user)
    known = Actor.objects.filter(Q(pk__in=visible.values("pk")) | Q(merged_into__in=visible.values("pk")))
    actor = get_object_or_404(known.select_related("merged_into"), slug=slug)
    if request.method == "POST":
        actor = Actor.objects.select_for_update(of=("self",)).select_related("merged_into").get(pk=actor.pk)
    return actor


def _saved(request, form, actor, form_class, saved):
    """« Enregistré à 14 h 05 », and the version that the page now shows; or why nothing was saved."""
    fresh = form_class(instance=Actor.objects.get(pk=actor.pk), by=request.user) if saved else None
    stale = any(error.code == "stale" for error in form.non_field_errors().as_data()) if not saved else False
    return render(request, "components/saved.html", {"at": timezone.now(), "fresh": fresh, "form": form, "stale": stale})


def _alike(user, sheet):
    """The sheets that may be of the same organisation, now that its commune is known too."""
    return near(user, sheet, {name: getattr(sheet, name) for name in ("name", "acronym", *NUMBERS)})


def _address(actor, step):
    return reverse("actors:update", args=[actor.slug, step.slug]) if actor.pk else reverse("actors:create")


def _page(request, form, step):
    actor = form.instance
    context = {"form": form, "thing": actor, "actor": actor, **STEPS.shown(step, partial(_address, actor))}
    if actor.pk:
        filled = completeness(actor)
        context |= {
            "completeness": filled,
            "wanting": wanting(actor),
            "optional": [label for label in filled.missing if label not in REQUIRED],
            "can_archive": can_archive(request.user, actor),
            "near": _alike(request.user, actor) if not STEPS.after(step) and actor.state == State.DRAFT else [],
        }
    return render(request, "actors/sheet_form.html", context)


@never_cache
@require_safe
@login_required
@throttled("autocomplete")
def duplicates(request):
    """/annuaire/inscrire/doublons/: the sheets that may be the one somebody is writing, as htmx asks while one types."""
    asked = {name: request.GET.get(name, "").replace("\0", "")[:200] for name in ("name", "acronym", *NUMBERS)}
    mine = Actor.objects.represented_by(request.user).filter(slug=request.GET.get("fiche", "").replace("\0", "")[:90]).first()
    found = near(request.user, mine or Actor(), asked)
    return render(request, "actors/includes/duplicates.html", {"near": found, "refused": False})


@never_cache
@READ_OR_WRITE
@login_required
def withdraw(request, slug):
    """/annuaire/<slug>/archiver/: says what happens, then takes the sheet out of the directory."""
    actor = get_object_or_404(Actor.objects.visible_to(request.user), slug=slug)
    if not can_archive(request.user, actor):
        raise Http404
    if request.method == "POST":
        try:
            archive(thing=actor, by=request.user)
            messages.success(request, f"La fiche « {actor} » est archivée : elle ne paraît plus dans l’annuaire.")
        except ModerationError as error:
            messages.error(request, str(error))
        return redirect(reverse("portal:space"))
    return render(request, "actors/archive.html", {"actor": actor})
