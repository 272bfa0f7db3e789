"""Memberships: what is called, paid, late; and every act upon one."""

from functools import partial

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce, Greatest
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone

from actors.enums import MembershipState
from actors.models import Membership
from memberships.admin.filters import CollegeFilter, MoneyFilter
from memberships.admin.pages import MembershipActs
from memberships.admin.round import CHOSEN, RoundPages
from memberships.forms import DepartureForm, MembershipForm, PaymentForm, ReasonForm
from memberships.models import Departure, Payment
from memberships.querysets import ZERO
from memberships.services import calling, payments, standing
from memberships.services.errors import MembershipError
from memberships.standing import document_url, receipts_of
from network.audit.history import AuditedAdmin
from network.ui.french import day, euros, plural

# What asks for a reason: the act, its title, its button, what is said of several afterwards.
REASONED = {
    "exonerer": (standing.waive, "Exonérer de la cotisation", "Exonérer", "adhésion exonérée|adhésions exonérées"),
    "annuler": (standing.cancel, "Annuler l’adhésion", "Annuler l’adhésion", "adhésion annulée|adhésions annulées"),
    "suspendre": (None, "Suspendre les relances", "Suspendre", "relance suspendue|relances suspendues"),
}


@admin.register(Membership)
class MembershipAdmin(RoundPages, MembershipActs, AuditedAdmin):
    """A membership begins with a call and its state follows from what is paid: nothing here is typed over."""

    list_display = ["actor", "year", "state", "amount", "owed_euros", "due"]
    list_filter = ["year", "state", CollegeFilter, MoneyFilter, "is_demo"]
    list_per_page = 50
    ordering = ["-year", "actor__name", "pk"]
    search_fields = ["actor__name", "actor__acronym", "fee_call__number"]
    search_help_text = "Nom ou sigle de la structure, numéro d’appel."
    raw_id_fields = ["actor"]
    actions = ["call_selected", "waive_selected", "cancel_selected", "hold_selected", "resume_selected"]
    change_list_template = "memberships/admin/change_list.html"
    change_form_template = "memberships/admin/membership.html"

    # ------------------------------------------------------------------ the list
    def get_queryset(self, request):
        """With the call and what was received."""
        return super().get_queryset(request).select_related("actor", "fee_call").annotate(received=Payment.objects.received_for("pk"))

    @admin.display(description="cotisation", ordering="fee_call__amount")
    def amount(self, membership):
        """What was asked."""
        return euros(membership.fee_call.amount) if hasattr(membership, "fee_call") else "sans appel"

    @admin.display(description="reste dû")
    def owed_euros(self, membership):
        """What is still to come in."""
        if membership.state != MembershipState.CALLED or not hasattr(membership, "fee_call"):
            return "–"
        return euros(max(membership.fee_call.amount - membership.received, 0))

    @admin.display(description="échéance", ordering="fee_call__due_on")
    def due(self, membership):
        """When it is due, and whether that is past."""
        if membership.state != MembershipState.CALLED or not hasattr(membership, "fee_call"):
            return "–"
        late = membership.fee_call.due_on < timezone.localdate()
        return f"{day(membership.fee_call.due_on)}{' (en retard)' if late else ''}"

    def changelist_view(self, request, extra_context=None):
        """The list, with the sums of what it shows at its foot."""
        response = super().changelist_view(request, extra_context)
        found = getattr(response, "context_data", None) and response.context_data.get("cl")
        if found:
            late = Q(state=MembershipState.CALLED, fee_call__due_on__lt=timezone.localdate())
            owed = Greatest(F("fee_call__amount") - F("received"), ZERO)
            response.context_data["totals"] = found.queryset.order_by().aggregate(
                count=Count("pk"),
                called=Coalesce(Sum("fee_call__amount", filter=~Q(state__in=[MembershipState.CANCELLED, MembershipState.WAIVED])), ZERO),
                received_total=Coalesce(Sum("received"), ZERO),
                owed=Coalesce(Sum(owed, filter=Q(state=MembershipState.CALLED)), ZERO),
                late=Coalesce(Sum(owed, filter=late), ZERO),
            )
        return response

    # ------------------------------------------------------------ one membership
    def get_form(self, request, obj=None, change=False, **kwargs):
        """A new one is a call; the others are read."""
        return super().get_form(request, obj, change=change, **({} if obj else {"form": MembershipForm}), **kwargs)

    def get_fields(self, request, obj=None):
        """What a call needs; then what there is."""
        if obj is None:
            return ["actor", "year"]
        return ["actor", "year", "state", "reason", "settled_on", "starts_on", "ended_on", "is_demo"]

    def get_readonly_fields(self, request, obj=None):
        """Nothing is typed over."""
        return self.get_fields(request, obj) if obj else []

    def save_model(self, request, obj, form, change):
        """Through the service: the call, its document, its e-mails."""
        if not change:
            obj.pk = calling.call_one(actor=obj.actor, year=obj.year, by=request.user).membership.pk

    def has_delete_permission(self, request, obj=None):
        """A membership is cancelled, with a reason."""
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """With the call, its payments and what can be done."""
        membership = self.get_object(request, object_id)
        call = getattr(membership, "fee_call", None)
        shown = {"call": call, "receipts": receipts_of(call) if call else [], "reminders": call.reminders.all() if call else []}
        if call:
            shown["document_url"] = document_url(calling.CALL_KIND, {"call": call.pk}, f"appel={call.number}")
        return super().change_view(request, object_id, form_url, {**shown, **(extra_context or {})})

    def response_change(self, request, obj):
        """What the button pressed asks."""
        if "_reopen" in request.POST:
            self.do(request, partial(standing.reopen, membership=obj, by=request.user), "Adhésion rouverte.")
            return redirect(request.path)
        if "_resume" in request.POST:
            self.do(request, partial(calling.resume_reminders, call=obj.fee_call, by=request.user), "Les relances reprennent.")
            return redirect(request.path)
        return super().response_change(request, obj)

    # --------------------------------------------------------------------- pages
    def get_urls(self):
        """Adds the pages of the acts."""
        base, view = f"{self.opts.app_label}_{self.opts.model_name}", self.admin_site.admin_view
        mine = [
            path("appeler/", view(self.round_view), name=f"{base}_round"),
            path("<path:object_id>/reglement/", view(self.payment_view), name=f"{base}_payment"),
            path("<path:object_id>/reglement/<int:payment_id>/annuler/", view(self.reversal_view), name=f"{base}_reversal"),
            path("<path:object_id>/depart/", view(self.departure_view), name=f"{base}_departure"),
            path("<path:object_id>/motif/<slug:act>/", view(self.reason_view), name=f"{base}_reason"),
        ]
        return [*mine, *super().get_urls()]

    def payment_view(self, request, object_id):
        """Record money received."""
        membership = self.held(request, object_id)
        back, call = self.address("change", membership.pk), getattr(membership, "fee_call", None)
        if call is None:
            self.do(request, _no_call, "")
            return redirect(back)
        form = PaymentForm(request.POST or None, initial={"amount": call.owed or None, "received_on": timezone.localdate()})
        if request.method == "POST" and form.is_valid():
            try:
                payment = payments.record_payment(call=call, by=request.user, seen=request.POST.get("seen", ""), **form.cleaned_data)
            except MembershipError as error:
                form.add_error(None, str(error))
            else:
                self.message_user(request, f"{payments.outcome(payment.call)} Reçu {payment.receipt.code}.")
                return redirect(back)
        lead = f"{membership}\u00a0: {euros(call.amount)} appelés, {euros(call.received)} reçus, {euros(call.owed)} à recevoir."
        hidden = [("seen", call.payments.count())]
        return self.act_page(request, "Saisir un règlement", form, "Enregistrer le règlement", lead=lead, back=back, hidden=hidden)

    def reversal_view(self, request, object_id, payment_id):
        """Cancel a payment by a counter-entry."""
        membership = self.held(request, object_id)
        back = self.address("change", membership.pk)
        payment = Payment.objects.filter(call__membership=membership, pk=payment_id).first()
        if payment is None:
            return redirect(back)
        form = ReasonForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            act = partial(payments.reverse_payment, payment=payment, reason=form.cleaned_data["reason"], by=request.user)
            self.do(request, act, "Règlement annulé par une écriture contraire\u00a0; son reçu porte la mention «\u00a0annulé\u00a0».")
            return redirect(back)
        lead = f"{euros(payment.amount)} reçus le {day(payment.received_on)}\u00a0: une écriture contraire les annule, rien n’est effacé."
        return self.act_page(request, "Annuler un règlement", form, "Annuler le règlement", lead=lead, back=back, dangerous=True)

    def departure_view(self, request, object_id):
        """Record a resignation or an exclusion."""
        membership = self.held(request, object_id)
        back = self.address("change", membership.pk)
        form = DepartureForm(request.POST or None, instance=Departure(actor=membership.actor))
        if request.method == "POST" and form.is_valid():
            try:
                standing.depart(departure=form.save(commit=False), by=request.user)
            except MembershipError as error:
                form.add_error(None, str(error))
            else:
                self.message_user(request, "Départ enregistré\u00a0: l’adhésion prend fin ce jour-là.")
                return redirect(back)
        lead = f"{membership.actor}\u00a0: l’adhésion prend fin au dernier jour indiqué\u00a0; celles des années suivantes sont annulées."
        return self.act_page(request, "Enregistrer un départ", form, "Enregistrer le départ", lead=lead, back=back, dangerous=True)

    def reason_view(self, request, object_id, act):
        """Waive, cancel or hold the reminders of one membership."""
        membership = self.held(request, object_id)
        return self._reasoned(request, [membership], act, self.address("change", membership.pk)) or redirect(
            self.address("change", membership.pk)
        )

    # -------------------------------------------------------------------- in bulk
    @admin.action(description=CHOSEN, permissions=["add"])
    def call_selected(self, request, queryset):
        """The preview of a round of their actors."""
        return self.round_of(request, queryset.values_list("actor", flat=True))

    @admin.action(description="Exonérer, avec un motif…", permissions=["change"])
    def waive_selected(self, request, queryset):
        """Called → waived."""
        return self._reasoned(request, queryset, "exonerer", action="waive_selected")

    @admin.action(description="Annuler, avec un motif…", permissions=["change"])
    def cancel_selected(self, request, queryset):
        """→ cancelled."""
        return self._reasoned(request, queryset, "annuler", action="cancel_selected")

    @admin.action(description="Suspendre les relances, avec un motif…", permissions=["change"])
    def hold_selected(self, request, queryset):
        """No more reminder."""
        return self._reasoned(request, queryset, "suspendre", action="hold_selected")

    @admin.action(description="Reprendre les relances", permissions=["change"])
    def resume_selected(self, request, queryset):
        """Reminders again."""
        held, by = queryset.filter(fee_call__reminders_held=True), request.user
        self.do_all(request, held, lambda m: calling.resume_reminders(call=m.fee_call, by=by), "relance reprise|relances reprises")

    def _reasoned(self, request, memberships, act, back="", action=""):
        """The page that asks for a reason; once it is given, None."""
        if act not in REASONED:
            return None
        service, title, label, words = REASONED[act]
        memberships = list(memberships)
        form = ReasonForm(request.POST if "reason" in request.POST else None)
        if form.is_valid():
            reason = form.cleaned_data["reason"]

            def verb(membership):
                if service:
                    return service(membership=membership, reason=reason, by=request.user)
                return calling.hold_reminders(call=_call_of(membership), reason=reason, by=request.user)

            self.do_all(request, memberships, verb, words)
            return None
        hidden = [("action", action), *((ACTION_CHECKBOX_NAME, m.pk) for m in memberships)] if action else []
        lead = f"{plural(len(memberships), 'adhésion')}\u00a0:"
        context = {"things": memberships[:20], "more": max(len(memberships) - 20, 0), "hidden": hidden, "lead": lead}
        return self.act_page(request, title, form, label, dangerous=act == "annuler", **context, **({"back": back} if back else {}))


def _no_call():
    raise MembershipError("Cette adhésion n’a pas d’appel de cotisation\u00a0: il n’y a rien à régler.")


def _call_of(membership):
    return membership.fee_call if hasattr(membership, "fee_call") else _no_call()
