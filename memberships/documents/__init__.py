"""The documents of memberships: the call for a fee, the receipt, the roll of members in good standing."""

from memberships.documents.fees import CallPdf, ReceiptPdf
from memberships.documents.roll import RollPdf
from network.documents.kinds import register

register(CallPdf())
register(ReceiptPdf())
register(RollPdf())
