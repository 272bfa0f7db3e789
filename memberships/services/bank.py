"""The bank's lines and the calls they may pay: suggested by the portal, confirmed by a person, one by one."""

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from hashlib import sha256

from django.db import IntegrityError, transaction

from memberships.enums import LineState, Means
from memberships.models import BankLine, BankStatement, FeeCall
from memberships.services.errors import MembershipError
from memberships.services.payments import record_payment
from memberships.statements import read_statement
from network.audit.services import record
from network.imports.errors import UnreadableFile
from network.imports.headings import key
from network.ui.french import NBSP, euros, plural

REFERENCE = re.compile(r"\b(COT|DEMO)\W{0,3}(20\d\d)\W{0,3}0*([1-9]\d{0,6})\b", re.I)
NEAR = 0.6  # of a name found in a label, to be worth saying
# Words that say what an organisation is, not which one it is; and what banks write around a name.
COMMON = frozenset(
    """
    association asso ass de des du la le les l d et en a au aux pour commune ville mairie communaute metropole departement universite
    lycee college cooperative tresorerie sgc dgfip vir virement sepa recu par cotisation adhesion
    """.split()  # noqa: SIM905 (words are read more easily so)
)


@dataclass
class Imported:
    """What an import changed: `new` lines, `known` ones that were there, money that went `out`, and `problems`."""

    statement: BankStatement | None
    new: int = 0
    known: int = 0
    out: int = 0
    problems: list = field(default_factory=list)

    @property
    def words(self):
        """« 12 encaissements à rapprocher, 3 déjà connus, 40 débits laissés de côté »"""
        if self.statement is None:
            return "Ce fichier a déjà été importé\u00a0: rien n’a changé."
        parts = [plural(self.new, "encaissement à rapprocher|encaissements à rapprocher")]
        parts += [plural(self.known, "déjà connu|déjà connus")] if self.known else []
        parts += [plural(self.out, "débit laissé de côté|débits laissés de côté")] if self.out else []
        return f"{', '.join(parts)}."


@transaction.atomic
def import_statement(*, content, name, by):
    """Keep the money that came in of a bank's file. The same file, or the same line in another export, changes nothing."""
    checksum = sha256(content).hexdigest()
    if BankStatement.objects.filter(checksum=checksum).exists():
        return Imported(None)
    try:
        found = read_statement(content, name)
    except UnreadableFile as error:
        raise MembershipError(str(error)) from error
    if not found.lines:
        first = f" Ligne {found.problems[0][0]}\u00a0: {found.problems[0][1]}." if found.problems else ""
        raise MembershipError(f"Ce fichier ne contient aucun encaissement lisible.{first}")
    known = set(BankLine.objects.filter(fingerprint__in=[line.fingerprint for line in found.lines]).values_list("fingerprint", flat=True))
    fresh = [line for line in found.lines if line.fingerprint not in known]
    if not fresh:
        return Imported(None)
    try:
        with transaction.atomic():
            statement = BankStatement.objects.create(file_name=name[:200], checksum=checksum, imported_by=by)
    except IntegrityError:  # somebody sent the same file just now
        return Imported(None)
    rows = [
        BankLine(
            statement=statement, fingerprint=line.fingerprint, row=line.row, done_on=line.done_on, label=line.label, amount=line.amount
        )
        for line in fresh
    ]
    BankLine.objects.bulk_create(rows, ignore_conflicts=True)
    record(by=by, verb="importer un relevé", target=statement, changes={"encaissements": [None, len(fresh)]})
    return Imported(statement, len(fresh), len(known), found.out, found.problems)


@dataclass(frozen=True)
class Suggestion:
    """A call that a line may pay, how likely, and why, in words."""

    call: FeeCall
    score: int
    reasons: tuple

    @property
    def words(self):
        """« référence dans le libellé, montant exact »"""
        return ", ".join(self.reasons)


class Matcher:
    """Suggests calls for lines: the open ones are read once."""

    def __init__(self):
        calls = FeeCall.objects.open().with_sums().select_related("membership__actor")
        self.calls = [(call, _names(call.membership.actor)) for call in calls]

    def suggestions(self, line, most=3):
        """The likeliest calls of a bank line, the best first: by reference, by amount, by name."""
        named, words = _named(line), _words(line.label)
        found = []
        for call, names in self.calls:
            reasons, score = [], 0
            if call.number == named:
                reasons.append("référence dans le libellé")
                score += 100
            near = max((_near(name, words) for name in names), default=0)
            if near >= NEAR:
                reasons.append(f"nom proche ({round(near * 100)}{NBSP}%)")
                score += round(near * 50)
            if reasons and line.amount == call.owed:
                reasons.append("montant exact")
                score += 30
            elif reasons:
                reasons.append(f"montant différent, {euros(call.owed)} attendus")
            if score:
                found.append(Suggestion(call, score, tuple(reasons)))
        if not found:
            same = [call for call, _ in self.calls if call.owed == line.amount]
            found = [Suggestion(call, 10, ("même montant, sans autre indice",)) for call in same] if len(same) <= most else []
        return sorted(found, key=lambda suggestion: (-suggestion.score, suggestion.call.pk))[:most]

    def no_longer_due(self, line):
        """The call that a bank line names although nothing is owed for it: the money may have come twice; else None."""
        named = _named(line)
        if not named or any(call.number == named for call, _ in self.calls):
            return None
        return FeeCall.objects.select_related("membership__actor").filter(number=named).first()


def _named(line):
    """The number of a call that the label cites, « COT-2026-0042 »; empty without one."""
    reference = REFERENCE.search(line.label)
    return f"{reference[1].upper()}-{reference[2]}-{int(reference[3]):04d}" if reference else ""


def _names(actor):
    return [words for name in (actor.name, actor.acronym, *actor.other_names.split(",")) if (words := _words(name))]


def _words(text):
    return [word for word in key(text).split() if word not in COMMON]


def _near(name, label):
    """The share of the letters of a name whose words are found, or nearly, in a label."""
    total = sum(map(len, name))
    best = (max((SequenceMatcher(None, word, other).ratio() for other in label), default=0) for word in name)
    return sum(len(word) * ratio for word, ratio in zip(name, best, strict=True) if ratio >= 0.8) / total


@transaction.atomic
def confirm(*, line, call, by, payer=""):
    """Record a bank line as a payment of a call. Returns the Payment."""
    current = _waiting(line)
    payment = record_payment(
        call=call, amount=current.amount, received_on=current.done_on, means=Means.TRANSFER, by=by, payer=payer, reference=current.label
    )
    current.state, current.payment, current.decided_by = LineState.MATCHED, payment, by
    current.save(update_fields=["state", "payment", "decided_by"])
    return payment


@transaction.atomic
def set_aside(*, line, by):
    """Say that a line is not a fee."""
    current = _waiting(line)
    current.state, current.decided_by = LineState.ASIDE, by
    current.save(update_fields=["state", "decided_by"])
    record(by=by, verb="écarter", target=current)
    return current


@transaction.atomic
def take_back(*, line, by):
    """Put a line that was set aside among those that wait."""
    current = BankLine.objects.select_for_update().get(pk=line.pk)
    if current.state != LineState.ASIDE:
        raise MembershipError(f"Cette ligne est {current.get_state_display()}.")
    current.state, current.decided_by = LineState.WAITING, None
    current.save(update_fields=["state", "decided_by"])
    record(by=by, verb="reprendre", target=current)
    return current


def _waiting(line):
    current = BankLine.objects.select_for_update().get(pk=line.pk)
    if current.state != LineState.WAITING:
        raise MembershipError(f"Cette ligne est déjà {current.get_state_display()}\u00a0: rechargez la page.")
    return current
