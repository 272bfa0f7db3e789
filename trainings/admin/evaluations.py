"""Questionnaires and what their answers say."""

from django.contrib import admin

from network.audit.editing import GuardedForm, changes_of
from network.audit.history import LockedAdmin
from trainings.models import EvaluationQuestion, Questionnaire
from trainings.results import results
from trainings.services import evaluations as services


class QuestionnaireForm(GuardedForm):
    """What the team writes of a questionnaire."""

    class Meta:
        model = Questionnaire
        fields = ["module", "session", "moment", "introduction"]


class QuestionInline(admin.TabularInline):
    """Its questions; they stand still once somebody answered."""

    model = EvaluationQuestion
    extra = 1

    def has_add_permission(self, request, obj=None):
        """Until the first answer."""
        return super().has_add_permission(request, obj) and not _answered(obj)

    def has_change_permission(self, request, obj=None):
        """Until the first answer."""
        return super().has_change_permission(request, obj) and not _answered(obj)

    def has_delete_permission(self, request, obj=None):
        """Until the first answer."""
        return super().has_delete_permission(request, obj) and not _answered(obj)


def _answered(questionnaire):
    return questionnaire is not None and questionnaire.pk is not None and questionnaire.sheets.exists()


@admin.register(Questionnaire)
class QuestionnaireAdmin(LockedAdmin):
    """What is asked of those who take part; the results stand on the same page, from three answers."""

    form = QuestionnaireForm
    change_form_template = "trainings/admin/questionnaire.html"
    list_display = ["__str__", "moment", "module", "session"]
    list_filter = ["moment"]
    list_select_related = ["module", "session__event"]
    search_fields = ["session__event__title", "module__title"]
    autocomplete_fields = ["module", "session"]
    ordering = ["-pk"]
    inlines = [QuestionInline]

    def save_model(self, request, obj, form, change):
        """Through the service: the trail."""
        services.save(questionnaire=obj, by=request.user, changes=changes_of(form))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """With the results."""
        found = Questionnaire.objects.filter(pk=object_id, session__isnull=False).first() if str(object_id).isdecimal() else None
        extra = {"results": results(found) if found else None}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **extra})
