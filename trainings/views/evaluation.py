"""/formations/evaluation/<token>/: a questionnaire, opened by the link of an e-mail."""

from django.core import signing
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from trainings.forms import AnswerForm
from trainings.models import Ballot
from trainings.services import evaluations


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def evaluation(request, token):
    """The questions, or thanks once they are answered. Who holds the link is never named on the page."""
    try:
        key = signing.loads(token, salt=evaluations.SALT)
    except signing.BadSignature:
        raise Http404 from None
    ballot = get_object_or_404(Ballot.objects.select_related("questionnaire__session__event"), pk=key)
    questionnaire = ballot.questionnaire
    form = AnswerForm(request.POST if request.method == "POST" else None, questions=questionnaire.questions.all())
    if request.method == "POST" and form.is_valid():
        try:
            evaluations.answer(ballot=ballot, answers=form.answers())
            return redirect("trainings:evaluation", token)
        except evaluations.EvaluationError as error:
            form.add_error(None, str(error))
            ballot.refresh_from_db()
    shown = {"ballot": ballot, "questionnaire": questionnaire, "event": questionnaire.session.event, "form": form}
    return render(request, "trainings/evaluation.html", shown)
