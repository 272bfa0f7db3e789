"""E-mails on the team's desk: what left, what waits, what needs a decision."""

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST

from network.notifications import services
from network.notifications.enums import Status
from network.notifications.framing import framed
from network.notifications.models import Email
from network.notifications.registry import all_kinds, find_kind
from network.ui.read_only import ReadOnly


def kind_label(name):
    """The subject of a kind, without what changes from one e-mail to the next; the name of a kind that is gone."""
    kind = find_kind(name)
    return kind.open_subject if kind else name


def _readable(email):
    """Whether the team may read its contents: not what opens an account, nor of a kind that is gone."""
    kind = find_kind(email.kind)
    return kind is not None and not kind.secret and bool(email.html)


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


class KindFilter(admin.SimpleListFilter):
    """The kinds of e-mail under the words of their subjects, those that were written at least once."""

    title, parameter_name = "sorte", "sorte"

    def lookups(self, request, model_admin):
        """In the order of their words."""
        names = Email.objects.order_by("kind").values_list("kind", flat=True).distinct()
        return sorted(((name, kind_label(name)) for name in names), key=lambda choice: choice[1])

    def queryset(self, request, queryset):
        """Those of one kind."""
        return queryset.filter(kind=self.value()) if self.value() else queryset


@admin.register(Email)
class EmailAdmin(ReadOnly, admin.ModelAdmin):
    """What was written, to whom, and what became of it. To read; one act: send again what was given up or may not have left."""

    list_display = ("created_at", "title", "recipient", "state")
    list_filter = (OutcomeFilter, KindFilter)
    list_select_related = ("user",)
    list_per_page = 50
    date_hierarchy = "created_at"
    search_fields = ("to", "user__first_name", "user__last_name")
    search_help_text = "Adresse, nom de la personne ou objet. L’objet d’un courriel qui ouvre un compte n’est pas montré."
    ordering = ("-created_at", "-pk")
    actions = ("send_again",)
    view_on_site = False
    change_form_template = "notifications/admin/email.html"
    fields = readonly_fields = (
        *("title", "recipient", "reply_to", "by", "label", "state", "created_at", "sent_at", "attempts"),
        *("error", "next_try_at", "message_id"),
    )

    def get_urls(self):
        """Adds the HTML in its frame, and sending one e-mail again."""
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/contenu/", xframe_options_sameorigin(wrap(self.frame_view)), name="notifications_email_frame"),
            path("<int:pk>/renvoyer/", require_POST(wrap(self.send_again_view)), name="notifications_email_send_again"),
            *super().get_urls(),
        ]

    def get_queryset(self, request):
        """Without the bodies, which only one page shows."""
        return super().get_queryset(request).defer("html")

    @method_decorator(csp_update({"frame-src": [SELF]}))
    def change_view(self, request, object_id, form_url="", extra_context=None):
        """With its contents, unless it opens an account."""
        email = self.get_object(request, object_id)
        shown = {"email": email, "readable": email is not None and _readable(email), "may_send_again": False}
        if email is not None and self.has_send_again_permission(request):
            shown["may_send_again"] = Email.objects.in_need().filter(pk=email.pk).exists()
        return super().change_view(request, object_id, form_url, {**shown, **(extra_context or {})})

    def frame_view(self, request, pk):
        """The HTML alone; never of an e-mail that opens an account."""
        email = get_object_or_404(Email, pk=pk)
        if not self.has_view_permission(request, email):
            raise PermissionDenied
        if not _readable(email):
            raise Http404
        return framed(email.html)

    def send_again_view(self, request, pk):
        """One e-mail back in the queue."""
        if not self.has_send_again_permission(request):
            raise PermissionDenied
        self.send_again(request, Email.objects.filter(pk=pk))
        return redirect("admin:notifications_email_change", pk)

    @admin.display(description="sorte")
    def label(self, email):
        """The kind, in the words of its subject."""
        return kind_label(email.kind)

    @admin.display(description="état", ordering="status")
    def state(self, email):
        """In words; a failure says whether it is tried again."""
        if email.status == Status.FAILED:
            words = "en échec, nouvel essai prévu" if email.next_try_at else "abandonné"
            return f"{words} ({email.error})" if email.error else words
        return email.get_status_display()

    @admin.display(description="destinataire", ordering="to")
    def recipient(self, email):
        """The address, which leads to the account when there is one."""
        if email.user is None:
            return email.to
        return format_html('<a href="{}">{}</a>', reverse("admin:accounts_user_change", args=[email.user_id]), email.to)

    @admin.display(description="objet")
    def title(self, email):
        """The subject; hidden when it holds a code, or may hold one."""
        kind = find_kind(email.kind)
        return kind_label(email.kind) if kind is None or kind.secret else email.subject

    def get_search_results(self, request, queryset, search_term):
        """Among people, and among the subjects that may be read: a search must not tell a code either."""
        term = search_term.replace("\x00", " ").strip()
        found, distinct = super().get_search_results(request, queryset, term)
        if term:
            open_kinds = [kind.name for kind in all_kinds() if not kind.secret]
            found = found | queryset.filter(kind__in=open_kinds, subject__icontains=term)
        return found, distinct

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
