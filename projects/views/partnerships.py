"""Answering for a partner: by the link of an e-mail, or from one's space. Reading a page, as mail scanners do, changes nothing."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from projects.enums import PartnershipStatus
from projects.models import Partnership
from projects.services import partners as services

READ_OR_WRITE = require_http_methods(["GET", "HEAD", "POST"])


class AnswerForm(forms.Form):
    """Yes or no, perhaps why."""

    answer = forms.ChoiceField(choices=[("oui", "oui"), ("non", "non")])
    reason = forms.CharField(max_length=500, required=False)
    seen = forms.ChoiceField(choices=PartnershipStatus, required=False)


@never_cache
@READ_OR_WRITE
def by_link(request, token):
    """/lien/partenariat/<token>/: what is asked, and two buttons."""
    try:
        partnership, person = services.read_link(token)
        form = AnswerForm(request.POST)
        if request.method == "POST" and form.is_valid():
            yes = form.cleaned_data["answer"] == "oui"
            services.answer_by_link(token=token, takes_part=yes, reason=form.cleaned_data["reason"])
            return render(request, "projects/partnership.html", {"partnership": partnership, "done": True, "yes": yes})
    except services.PartnerError as error:
        return render(request, "projects/partnership.html", {"refused": str(error), "waits": getattr(error, "partnership", None)})
    return render(request, "projects/partnership.html", {"partnership": partnership, "person": person, **_told(partnership)})


@never_cache
@READ_OR_WRITE
@login_required
def answer(request, pk):
    """/mon-espace/partenariats/<pk>/: the same, for those who represent the partner; an answer may be given again."""
    found = Partnership.objects.answerable_by(request.user).select_related("project__lead", "actor")
    partnership = get_object_or_404(found, pk=pk)
    form = AnswerForm(request.POST)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.answer(
                partnership=partnership,
                by=request.user,
                takes_part=given["answer"] == "oui",
                reason=given["reason"],
                seen=given["seen"] or PartnershipStatus.ASKED,
            )
        except services.PartnerError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, "Votre réponse est enregistrée ; la structure qui porte le projet en est informée.")
        return redirect("portal:space")
    return render(request, "projects/partnership.html", {"partnership": partnership, "person": request.user, **_told(partnership)})


def _told(partnership):
    project = partnership.project
    return {
        "project": project,
        "places": project.places.select_related("country"),
        "others": [one for one in project.partnerships.select_related("actor", "organisation__country") if one.takes_part],
    }
