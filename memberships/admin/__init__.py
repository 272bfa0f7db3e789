"""Memberships on the team's desk."""

from memberships.admin.bank import BankLineAdmin, BankStatementAdmin
from memberships.admin.joining import DepartureAdmin, JoinRequestAdmin
from memberships.admin.membership import MembershipAdmin
from memberships.admin.money import FeeCallAdmin, PaymentAdmin, ReceiptAdmin
from memberships.admin.scale import BillingProfileAdmin, FeeScaleAdmin

__all__ = [
    "BankLineAdmin",
    "BankStatementAdmin",
    "BillingProfileAdmin",
    "DepartureAdmin",
    "FeeCallAdmin",
    "FeeScaleAdmin",
    "JoinRequestAdmin",
    "MembershipAdmin",
    "PaymentAdmin",
    "ReceiptAdmin",
]
