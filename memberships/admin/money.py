"""Calls, payments and receipts, to read; of a call, the date and the purchase-order number can be changed."""

from django.contrib import admin

from memberships.forms import CallForm
from memberships.models import FeeCall, Payment, Receipt
from memberships.services import calling
from network.audit.editing import changes_of
from network.audit.history import LockedAdmin
from network.ui.french import euros
from network.ui.read_only import ReadOnly


@admin.register(FeeCall)
class FeeCallAdmin(LockedAdmin):
    """Calls for fees."""

    form = CallForm
    list_display = ["number", "membership", "euros", "due", "commitment_number"]
    list_filter = ["membership__year", "reminders_held", "is_demo"]
    list_select_related = ["membership__actor"]
    search_fields = ["number", "commitment_number", "membership__actor__name"]
    date_hierarchy = "called_on"
    ordering = ["-called_on", "-pk"]
    readonly_fields = ["membership", "number", "scale_words", "size", "euros", "called_on", "called_by", "reminders_held", "held_reason"]
    fields = ["membership", "number", "euros", "scale_words", "size", "called_on", "due_on", "commitment_number", *readonly_fields[-3:]]

    @admin.display(description="échéance", ordering="due_on")
    def due(self, call):
        """« 24/12/2026 »"""
        return f"{call.due_on:%d/%m/%Y}"

    @admin.display(description="montant", ordering="amount")
    def euros(self, call):
        """« 150,00 € »"""
        return euros(call.amount)

    def save_model(self, request, obj, form, change):
        """Through the service."""
        calling.update_call(call=obj, by=request.user, changes=changes_of(form))

    def has_add_permission(self, request):
        """Calls are made from the memberships."""
        return False

    def has_delete_permission(self, request, obj=None):
        """A call stays: the membership is cancelled."""
        return False


@admin.register(Payment)
class PaymentAdmin(ReadOnly, admin.ModelAdmin):
    """Payments and counter-entries."""

    list_display = ["received_on", "call", "euros", "means", "payer", "reference", "recorded_by"]
    list_filter = ["means", "call__membership__year", "is_demo"]
    list_select_related = ["call__membership__actor", "recorded_by"]
    search_fields = ["call__number", "call__membership__actor__name", "payer", "reference"]
    date_hierarchy = "received_on"
    ordering = ["-received_on", "-pk"]
    fields = ["call", "euros", "received_on", "means", "payer", "reference", "reverses", "reason", "recorded_by", "recorded_at"]

    @admin.display(description="montant", ordering="amount")
    def euros(self, payment):
        """« 150,00 € »; a counter-entry is negative."""
        return euros(payment.amount)


@admin.register(Receipt)
class ReceiptAdmin(ReadOnly, admin.ModelAdmin):
    """Receipts, in the order of their numbers."""

    list_display = ["code", "payment", "issued_on"]
    list_filter = ["year", "is_demo"]
    list_select_related = ["payment__call__membership__actor"]
    search_fields = ["number", "payment__call__number", "payment__call__membership__actor__name"]
    ordering = ["-year", "series", "-number"]
    fields = ["code", "payment", "issued_on"]

    @admin.display(description="numéro", ordering="number")
    def code(self, receipt):
        """« 2026-0042 »"""
        return receipt.code
