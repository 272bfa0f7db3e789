"""The comments of the team on the figures: by year, section and territory."""

from django import forms
from django.contrib import admin
from django.utils import timezone

from network.audit.editing import GuardedForm, changes_of
from network.audit.history import LockedAdmin
from observatory.models import Comment
from observatory.services import comments as services


class CommentForm(GuardedForm):
    """A comment, for this year unless another is chosen."""

    class Meta:
        model = Comment
        fields = ["year", "section", "department", "country", "college", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 12, "cols": 90})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = timezone.localdate().year
        self.fields["department"].empty_label = self.fields["country"].empty_label = "toute la région"
        self.fields["college"].choices = [("", "toute la région"), *self.fields["college"].choices[1:]]


@admin.register(Comment)
class CommentAdmin(LockedAdmin):
    """What the page of the observatory and its report say beside the figures."""

    form = CommentForm
    list_display = ["section", "scope_label", "year", "beginning", "updated_at"]
    list_filter = ["year", "section", "college"]
    list_select_related = ["department", "country"]
    search_fields = ["text", "department__name", "country__name"]
    fieldsets = [
        (None, {"fields": ["year", "section"]}),
        (
            "Sur quels chiffres",
            {
                "fields": ["department", "country", "college"],
                "description": "Un seul au plus. Rien : les chiffres de toute la région, sans filtre.",
            },
        ),
        (None, {"fields": ["text"]}),
    ]

    @admin.display(description="territoire")
    def scope_label(self, comment):
        """Whose figures."""
        return comment.scope

    @admin.display(description="début")
    def beginning(self, comment):
        """A few words of it."""
        return comment.text if len(comment.text) <= 80 else comment.text[:80].rsplit(" ", 1)[0] + "\u00a0…"

    def save_model(self, request, obj, form, change):
        """Through the service."""
        services.save(comment=obj, by=request.user, changes=changes_of(form))

    def delete_model(self, request, obj):
        """Through the service."""
        services.delete(comment=obj, by=request.user)

    def delete_queryset(self, request, queryset):
        """One by one, through the service."""
        for comment in queryset:
            services.delete(comment=comment, by=request.user)
