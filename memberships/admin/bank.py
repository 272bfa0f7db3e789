"""Statements of the bank: imported, then matched line by line."""

from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.http import require_POST

from memberships.admin.pages import MembershipActs
from memberships.enums import LineState
from memberships.forms import StatementForm
from memberships.models import BankLine, BankStatement, FeeCall
from memberships.services import bank, payments
from memberships.services.errors import MembershipError
from network.audit.history import AuditedAdmin
from network.ui.french import euros
from network.ui.read_only import ReadOnly
from network.ui.throttle import check

LINES = 20  # on a page


@admin.register(BankStatement)
class BankStatementAdmin(ReadOnly, MembershipActs, AuditedAdmin):
    """Files of the bank."""

    list_display = ["file_name", "imported_at", "imported_by"]
    list_select_related = ["imported_by"]
    ordering = ["-imported_at", "-pk"]
    fields = ["file_name", "imported_at", "imported_by"]
    change_list_template = "memberships/admin/statement_list.html"

    def _may(self, request):
        if not request.user.has_perm("actors.change_membership"):
            raise PermissionDenied

    def get_urls(self):
        """Adds the import, the matching, and what is decided of a line."""
        view = self.admin_site.admin_view
        mine = [
            path("importer/", view(self.import_view), name="memberships_bankstatement_import"),
            path("rapprocher/", view(self.match_view), name="memberships_bankstatement_match"),
            path("rapprocher/<int:line_id>/", view(require_POST(self.decide_view)), name="memberships_bankstatement_decide"),
        ]
        return [*mine, *super().get_urls()]

    def import_view(self, request):
        """Choose a file of the bank; its lines wait for a person."""
        self._may(request)
        form = StatementForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            check(request, "upload")
            file = form.cleaned_data["file"]
            try:
                done = bank.import_statement(content=file.read(), name=file.name, by=request.user)
            except MembershipError as error:
                form.add_error("file", str(error))
            else:
                self.message_user(request, done.words, messages.SUCCESS if done.statement else messages.INFO)
                for line, why in done.problems[:5]:
                    self.message_user(request, f"Ligne {line} laissée de côté\u00a0: {why}.", messages.WARNING)
                return redirect(self.address("match"))
        lead = "Rien n’est enregistré comme règlement avant que vous ne confirmiez chaque ligne."
        return self.act_page(request, "Importer un relevé", form, "Importer", lead=lead, multipart=True)

    def match_view(self, request):
        """The lines that wait, each with the calls that it may pay."""
        self._may(request)
        waiting = BankLine.objects.filter(state=LineState.WAITING).select_related("statement").order_by("done_on", "row", "pk")
        page = Paginator(waiting, LINES).get_page(request.GET.get("page"))
        matcher = bank.Matcher()
        context = {
            **self.admin_site.each_context(request),
            "title": "Rapprocher les encaissements",
            "opts": self.opts,
            "page": page,
            "lines": [(line, matcher.suggestions(line), matcher.no_longer_due(line)) for line in page],
            "back": self.address("changelist"),
        }
        return TemplateResponse(request, "memberships/admin/match.html", context)

    def decide_view(self, request, line_id):
        """Confirm the call that a line pays, by a suggestion or by its number; or set the line aside."""
        self._may(request)
        line = get_object_or_404(BankLine, pk=line_id)
        back = redirect(f"{self.address('match')}?page={request.POST.get('page', '')[:6]}")
        if "aside" in request.POST:
            self.do(request, partial(bank.set_aside, line=line, by=request.user), "Ligne écartée\u00a0: ce n’est pas une cotisation.")
            return back
        typed, pressed = (request.POST.get(name, "").strip().upper()[:24].replace("\x00", "") for name in ("number", "call"))
        if typed and pressed and typed != pressed:  # the key Enter presses the first button of the form
            words = f"Vous avez écrit {typed} et confirmé {pressed}\u00a0: rien n’est enregistré."
            self.message_user(request, f"{words} Videz «\u00a0Autre appel\u00a0», ou rapprochez de cet appel.", messages.ERROR)
            return back
        number = pressed or typed
        call = FeeCall.objects.filter(number=number).first()
        if call is None:
            self.message_user(request, f"Aucun appel ne porte le numéro «\u00a0{number}\u00a0».", messages.ERROR)
            return back
        try:
            payment = bank.confirm(line=line, call=call, by=request.user, payer=request.POST.get("payer", "")[:200].replace("\x00", ""))
        except MembershipError as error:
            self.message_user(request, str(error), messages.ERROR)
        else:
            self.message_user(request, f"{euros(payment.amount)}\u00a0: {call}. {payments.outcome(payment.call)}")
        return back


@admin.register(BankLine)
class BankLineAdmin(ReadOnly, MembershipActs, AuditedAdmin):
    """Every line that came in, and what was decided of it."""

    list_display = ["done_on", "label", "euros", "state", "payment", "decided_by"]
    list_filter = ["state"]
    list_select_related = ["payment__call__membership__actor", "decided_by"]
    search_fields = ["label"]
    date_hierarchy = "done_on"
    ordering = ["-done_on", "-pk"]
    fields = ["statement", "row", "done_on", "label", "euros", "state", "payment", "decided_by"]
    actions = ["take_back_selected"]

    @admin.display(description="montant", ordering="amount")
    def euros(self, line):
        """« 150,00 € »"""
        return euros(line.amount)

    def has_take_back_permission(self, request):
        """Whoever may change memberships."""
        return request.user.has_perm("actors.change_membership")

    @admin.action(description="Reprendre les lignes écartées", permissions=["take_back"])
    def take_back_selected(self, request, queryset):
        """Aside → waiting."""
        self.do_all(request, queryset, lambda line: bank.take_back(line=line, by=request.user), "ligne reprise|lignes reprises")
