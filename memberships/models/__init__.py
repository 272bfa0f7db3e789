"""What members owe, what they paid, how they come and go."""

from memberships.models.bank import BankLine, BankStatement
from memberships.models.fee import FeeCall, NumberSeries, Payment, Receipt, Reminder
from memberships.models.scale import BillingProfile, FeeScale
from memberships.models.standing import Departure, JoinRequest

__all__ = [
    "BankLine",
    "BankStatement",
    "BillingProfile",
    "Departure",
    "FeeCall",
    "FeeScale",
    "JoinRequest",
    "NumberSeries",
    "Payment",
    "Receipt",
    "Reminder",
]
