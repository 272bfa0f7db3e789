"""The contacts of an organisation; and the person's own pages, where they agree to be shown or take it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from actors.forms.contacts import ConsentForm, ContactForm
from actors.models import Contact
from actors.services import contacts as services
from actors.views.people import looked_after
from network.ui.throttle import check

UNSETTLED = "Ce que la personne avait accepté de montrer a changé : ce n’est plus public. Demandez-lui de nouveau son accord."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add(request, slug):
    """Somebody new."""
    actor = looked_after(request, slug)
    return _edit(request, actor, Contact(actor=actor))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@transaction.atomic
def edit(request, slug, pk):
    """Somebody known; read under a lock when it is about to be written."""
    actor = looked_after(request, slug)
    contacts = actor.contacts.select_for_update(of=("self",)) if request.method == "POST" else actor.contacts
    return _edit(request, actor, get_object_or_404(contacts.known(), pk=pk))


def _edit(request, actor, contact):
    form = ContactForm(request.POST or None, instance=contact, back=_page(actor))
    if request.method == "POST" and form.is_valid():
        was_public = contact.pk and Contact.objects.filter(pk=contact.pk, is_public=True).exists()
        services.save(contact=form.instance, by=request.user)
        if was_public and not contact.is_public:
            messages.warning(request, UNSETTLED)
        else:
            messages.success(request, f"{contact.name} est dans les contacts.")
        return redirect(_page(actor))
    return render(request, "actors/contact_edit.html", {"actor": actor, "contact": contact, "form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def remove(request, slug, pk):
    """Says what is deleted, then deletes it."""
    actor = looked_after(request, slug)
    contact = get_object_or_404(actor.contacts, pk=pk)
    if request.method != "POST":
        return render(request, "actors/contact_remove.html", {"actor": actor, "contact": contact})
    name = contact.name
    _try(request, lambda: services.remove(contact=contact, by=request.user), f"{name} n’est plus dans les contacts.")
    return redirect(_page(actor))


@require_POST
@login_required
def ask(request, slug, pk):
    """Writes to the person."""
    check(request, "invite")
    actor = looked_after(request, slug)
    contact = get_object_or_404(actor.contacts, pk=pk)
    said = f"Un courriel est parti à {contact.email} : cette personne décidera elle-même."
    _try(request, lambda: services.ask_consent(contact=contact, by=request.user), said)
    return redirect(_page(actor))


@require_POST
@login_required
def hide(request, slug, pk):
    """Takes a contact off the public page."""
    actor = looked_after(request, slug)
    contact = get_object_or_404(actor.contacts, pk=pk)
    _try(request, lambda: services.withdraw(contact=contact, by=request.user), f"{contact.name} n’est plus sur la page publique.")
    return redirect(_page(actor))


@require_POST
@login_required
def mine(request, pk):
    """One's own agreement, given or taken back in one's space."""
    contact = get_object_or_404(Contact.objects.about(request.user).select_related("actor"), pk=pk)
    if request.POST.get("answer") == "agree":
        form = ConsentForm(request.POST)
        phone = form.is_valid() and form.cleaned_data["shows_phone"]
        said = f"Votre nom paraît sur la page de « {contact.actor} »."
        _try(request, lambda: services.agree(contact=contact, by=request.user, shows_phone=phone), said)
    else:
        said = f"Votre nom ne paraît plus sur la page de « {contact.actor} »."
        _try(request, lambda: services.withdraw(contact=contact, by=request.user), said)
    return redirect(f"{reverse('portal:space')}#contacts")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request, token):
    """/lien/accord/<token>/: what would be shown, and a button; once agreed, the button that takes it back. Reading changes nothing."""
    try:
        contact = services.read_link(token, lock=False)
        if request.method == "POST":
            contact = _answer(request, token, contact)
            return render(request, "actors/consent.html", {"contact": contact, "done": True})
    except services.ContactError as error:
        return render(request, "actors/consent.html", {"refused": str(error)})
    return render(request, "actors/consent.html", {"contact": contact})


def _answer(request, token, contact):
    if contact.is_public:
        return services.withdraw_by_link(token=token)
    form = ConsentForm(request.POST)
    return services.agree_by_link(token=token, shows_phone=form.is_valid() and form.cleaned_data["shows_phone"])


def _page(actor):
    return reverse("organisations:people", args=[actor.slug]) + "#contacts"


def _try(request, act, said):
    try:
        act()
    except services.ContactError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
