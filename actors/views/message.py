"""Writing to an organisation."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from actors.forms.message import MessageForm
from actors.models import Actor
from actors.services import messages as services
from network.ui.throttle import check


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request, slug):
    """/annuaire/<slug>/ecrire/: to a published organisation, or to one of its people (`a`) who agreed to be shown."""
    actor = get_object_or_404(Actor.objects.published(), slug=slug)
    asked = request.GET.get("a", "")
    contact = get_object_or_404(actor.contacts.public(), pk=int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None
    known = request.user if request.user.is_authenticated else None
    initial = {"name": known.get_full_name(), "email": known.email} if known else {}
    form = MessageForm(request.POST or None, actor=actor, back=actor.get_absolute_url(), initial=initial)
    if request.method == "POST":
        check(request, "contact")
        if form.is_valid():
            fields = {name: form.cleaned_data[name] for name in ("name", "email", "body", "form_key")}
            try:
                services.write(actor=actor, contact=contact, by=known, **fields)
            except services.MessageError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, "Votre message est parti. Un courriel vous le confirme.")
                return redirect(actor)
    return render(request, "actors/write.html", {"actor": actor, "contact": contact, "form": form})
