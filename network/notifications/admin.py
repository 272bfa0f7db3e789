"""E-mails on the team's desk: what left, what waits, what needs a decision."""

from django.contrib import admin, messages

from network.notifications import services
from network.notifications.enums import Status
from network.notifications.models import Email
from network.notifications.registry import find_kind


class OutcomeFilter(admin.SimpleListFilter):
    """Where e-mails stand, as the team asks it."""

    title, parameter_name = "état", "etat"

    def lookups(self, request, model_admin):
        """What needs a decision comes first."""
        return [("decider", "à décider (abandonnés ou incertains)"), *Status.choices]

    def queryset(self, request, queryset):
        """The e-mails of the chosen state; all of them for an unknown value."""
        if self.value() == "decider":
            return queryset.in_need()
        return queryset.filter(status=self.value()) if self.value() in Status.values else queryset


@admin.register(Email)
class EmailAdmin(admin.ModelAdmin):
    """To read; one act: send again what was given up or may not have left."""

    list_display = ("created_at", "to", "title", "status", "attempts", "error")
    list_filter = (OutcomeFilter, "kind")
    date_hierarchy = "created_at"
    search_fields = ("to",)
    ordering = ("-created_at", "-pk")
    actions = ("send_again",)
    fields = readonly_fields = (
        "to",
        "reply_to",
        "user",
        "kind",
        "title",
        "status",
        "attempts",
        "error",
        "created_at",
        "next_try_at",
        "sent_at",
        "by",
        "message_id",
        "body",
    )

    def get_queryset(self, request):
        """Without the bodies, which only one page shows."""
        return super().get_queryset(request).defer("html")

    @admin.display(description="objet", ordering="subject")
    def title(self, email):
        """The subject; hidden when it holds a code."""
        kind = find_kind(email.kind)
        return kind.open_subject if kind and kind.secret else email.subject

    @admin.display(description="texte")
    def body(self, email):
        """The text; never of an e-mail that opens an account."""
        kind = find_kind(email.kind)
        hidden = kind is None or kind.secret
        return "Ce courriel ouvre un compte : son contenu n’est montré à personne." if hidden else email.text

    def has_add_permission(self, request):
        """E-mails are written by services."""
        return False

    def has_change_permission(self, request, obj=None):
        """What was written stays."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Old e-mails leave by the retention job."""
        return False

    def has_send_again_permission(self, request):
        """Whoever may change e-mails."""
        return request.user.has_perm("notifications.change_email")

    @admin.action(description="Renvoyer les courriels abandonnés ou incertains", permissions=["send_again"])
    def send_again(self, request, queryset):
        """Put them back in the queue, under the same Message-ID."""
        done = 0
        for email in queryset:
            try:
                services.send_again(email=email, by=request.user)
                done += 1
            except services.EmailError as error:
                messages.error(request, f"{email.to} : {error}")
        if done:
            messages.success(request, f"Remis en file d’attente : {done}.")
