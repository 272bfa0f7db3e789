"""The call for a fee and the receipt of a payment, on one page each."""

import json
import re
from hashlib import sha256
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404
from django.utils.text import slugify

from actors.enums import MembershipState
from memberships.bank_details import bank_details
from memberships.models import FeeCall, Receipt
from memberships.rules import can_read_fees
from network.documents.kinds import Book, Kind, Part, Summary
from network.ui.french import day, euros

OFF = (MembershipState.WAIVED, MembershipState.CANCELLED)  # nothing is owed
CODE = re.compile(r"(DEMO-)?([0-9]{4})-([0-9]{4,9})")


class OfOneFee(Kind):
    """A document about one fee: open to the representatives of its actor and to the team, made of `shown(thing)`."""

    parameter = template = ""

    def thing(self, params):
        """What the document is about; 404 when it is gone."""
        raise NotImplementedError

    def actor(self, thing):
        """Whose fee it is."""
        raise NotImplementedError

    def shown(self, thing):
        """What is printed, as words."""
        raise NotImplementedError

    def allowed(self, user, params):
        """Representatives of the actor, and the team."""
        return user.is_authenticated and can_read_fees(user, self.actor(self.thing(params)))

    def version(self, params):
        """The fingerprint of what it shows."""
        return sha256(json.dumps(self.shown(self.thing(params)), sort_keys=True).encode()).hexdigest()[:20]

    def compose(self, params):
        """One part."""
        return Book([Part(self.template, {**letterhead(), **self.shown(self.thing(params))})])

    def still_true(self, document):
        """Whether it shows what is true today: a payment may be cancelled, a purchase-order number be given."""
        return document.version == self.version(document.params)


class CallPdf(OfOneFee):
    """`appel-cotisation`, named by the number of the call (`appel=`)."""

    name, title, template = "appel-cotisation", "Appel de cotisation", "memberships/pdf/call.html"

    def clean(self, data):
        """The call of that number."""
        call = FeeCall.objects.filter(number=data.get("appel", "")[:24].replace("\x00", "")).only("pk").first()
        if call is None:
            raise Http404
        return {"call": call.pk}

    def thing(self, params):
        """The call, with its actor."""
        known = FeeCall.objects.select_related("membership__actor__municipality", "membership__actor__billing").filter(pk=params["call"])
        call = known.first()
        if call is None:
            raise Http404
        return call

    def actor(self, thing):
        """The member."""
        return thing.membership.actor

    def query(self, params):
        """Its number."""
        return urlencode({"appel": self.thing(params).number})

    def summary(self, params):
        """What is asked, of whom."""
        call = self.thing(params)
        facts = [("Structure", call.membership.actor.name), ("Montant", euros(call.amount)), ("À régler avant le", day(call.due_on))]
        return Summary(f"Appel de cotisation {call.number}", facts, 1, "page", call.get_absolute_url())

    def shown(self, thing):
        """The call as words."""
        actor = thing.membership.actor
        profile = getattr(actor, "billing", None)
        return {
            "title": f"Appel de cotisation {thing.membership.year}",
            "number": thing.number,
            "year": thing.membership.year,
            "called_on": day(thing.called_on),
            "due_on": day(thing.due_on),
            "amount": euros(thing.amount),
            "scale": thing.scale_words,
            "commitment_number": thing.commitment_number,
            "by_mandate": bool(profile and profile.pays_by_mandate),
            "bank": bank_details(),
            "off": thing.membership.get_state_display() if thing.membership.state in OFF else "",
            "demo": thing.is_demo,
            **addressee(actor),
        }


class ReceiptPdf(OfOneFee):
    """`recu-cotisation`, named by the number of the receipt (`recu=`)."""

    name, title, template = "recu-cotisation", "Reçu de cotisation", "memberships/pdf/receipt.html"

    def clean(self, data):
        """The receipt of that number."""
        match = CODE.fullmatch(data.get("recu", ""))
        if match is None:
            raise Http404
        found = Receipt.objects.filter(is_demo=bool(match[1]), year=int(match[2]), number=int(match[3])).only("pk").first()
        if found is None:
            raise Http404
        return {"receipt": found.pk}

    def thing(self, params):
        """The receipt, with its payment and actor."""
        path = "payment__call__membership__actor__municipality"
        receipt = Receipt.objects.select_related(path, "payment__reversed_by").filter(pk=params["receipt"]).first()
        if receipt is None:
            raise Http404
        return receipt

    def actor(self, thing):
        """The member."""
        return thing.payment.call.membership.actor

    def query(self, params):
        """Its number."""
        return urlencode({"recu": self.thing(params).code})

    def summary(self, params):
        """How much, from whom, when."""
        receipt = self.thing(params)
        payment = receipt.payment
        facts = [("Structure", self.actor(receipt).name), ("Montant", euros(payment.amount)), ("Reçu le", day(payment.received_on))]
        return Summary(f"Reçu {receipt.code}", facts, 1, "page", payment.call.get_absolute_url())

    def file_name(self, document):
        """« recu-2026-0042.pdf »"""
        return f"{slugify(document.title)}.pdf"

    def shown(self, thing):
        """The receipt as words."""
        payment, call = thing.payment, thing.payment.call
        actor = call.membership.actor
        return {
            "title": f"Reçu de cotisation {thing.code}",
            "number": thing.code,
            "issued_on": day(thing.issued_on),
            "year": call.membership.year,
            "call": call.number,
            "amount": euros(payment.amount),
            "received_on": day(payment.received_on),
            "means": payment.get_means_display(),
            "payer": payment.payer or actor.name,
            "by_another": bool(payment.payer),
            "called": euros(call.amount),
            "partial": payment.amount < call.amount,
            "reversed": day(payment.reversed_by.received_on) if payment.is_reversed else "",
            "demo": thing.is_demo,
            **addressee(actor),
        }


def addressee(actor):
    """The member as an envelope names it."""
    profile = getattr(actor, "billing", None)
    town = " ".join(part for part in (actor.postcode, actor.municipality.name if actor.municipality else actor.place) if part)
    own = [line for line in (actor.street, town) if line]
    lines = profile.address.splitlines() if profile and profile.address.strip() else own
    return {"member": actor.name, "address": lines, "siret": actor.siret}


def letterhead():
    """What the settings say of the network; what they do not say is left out."""
    network = settings.NETWORK
    return {
        "network": network["name"],
        "seat": network["seat"],
        "phone": network["phone"],
        "contact": network["email"],
        "network_siret": settings.MEMBERSHIPS["siret"],
        "site": settings.SITE_URL,
    }
