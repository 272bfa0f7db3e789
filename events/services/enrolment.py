"""The verbs of a registration: enrol, verify, accept, cancel, lapse, change places. Each tells the person what happened."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from events.enums import CancelCause, RegistrationState
from events.models import Answer, Event, Registration, Seating, TalkChoice
from events.rules import may_register
from events.services import letters
from events.services.facts import facts
from events.services.seats import RegistrationError, end, fill, lock, queue, too_few
from events.timing import bounds, is_past, registrations_open
from network.accounts.models import User
from network.audit.services import record

State = RegistrationState
NO_PLACES = "Cette rencontre ne se suit pas de cette façon\u00a0: choisissez l’autre."


@transaction.atomic
def enrol(*, event, presence, name, email, by=None, now=None, verified=True, answers=None, talks=(), **fields):
    """Register somebody. Returns the Registration: confirmed, or waiting when no place is free.

    `by`: who registers, themselves or a colleague; None without an account. `verified=False`: the address is not known to be theirs;
    the registration is `unverified`, holds nothing, and an e-mail asks to confirm. `answers` maps a Question to a text. `fields`:
    `actor`, `organisation`, `needs`, `is_listed`. Asked again for an address that is registered, nothing changes and that registration
    is returned. Raises RegistrationError.
    """
    now = now or timezone.now()
    staff = by is not None and by.is_staff
    if not staff and not may_register(by, event, email if not verified else ""):
        raise RegistrationError("Cette rencontre est réservée\u00a0: son public est indiqué sur sa page.")
    if not event.told:
        Event.objects.filter(pk=event.pk, told={}).update(told=facts(event))
    person = _person(email.strip()) if verified else None
    seating = Seating.objects.select_for_update(no_key=True).filter(event=event, presence=presence).order_by().first()
    event = Event.objects.prefetch_related("slots").select_related("municipality").get(pk=event.pk)  # as it is once nobody else writes
    _check_open(event, now, staff)
    if seating is None:
        raise RegistrationError(NO_PLACES)
    if (known := _known(event, email)) and (known.state != State.UNVERIFIED or not verified):
        letters.again(registration=known)
        return known
    registration = known or Registration(email=email.strip())
    registration.event = event
    registration.name, registration.registered_by, registration.seating = name.strip(), by, seating
    registration.user = person
    for field, value in fields.items():
        setattr(registration, field, value)
    try:
        with transaction.atomic():
            if verified:
                queue(registration=registration, seating=seating)
            else:
                registration.state = State.UNVERIFIED
                registration.save()
    except IntegrityError:  # the same address at the other way of being there, in this very moment
        if known := _known(event, email):
            return known
        raise
    _say(registration, answers or {}, talks, again=known is not None)
    record(by=by, verb="inscrire", target=registration, changes={"état": [None, str(registration.state)]})
    letters.enrolled(registration=registration)
    return registration


@transaction.atomic
def verify(*, registration, now=None):
    """The person followed the link and confirmed: the registration takes its rank now. Done twice, it is done once."""
    now = now or timezone.now()
    seating = lock(registration.seating_id)[registration.seating_id]
    current = _current(registration)
    if current.state == State.CANCELLED:
        raise RegistrationError("Cette demande d’inscription n’est plus valable\u00a0: inscrivez-vous de nouveau.")
    if current.state != State.UNVERIFIED:
        return current
    current.event = Event.objects.prefetch_related("slots").select_related("municipality").get(pk=current.event_id)
    _check_open(current.event, now, staff=False)
    current.user = _person(current.email)
    queue(registration=current, seating=seating)
    letters.enrolled(registration=current)
    return current


@transaction.atomic
def accept(*, registration, by=None, now=None):
    """Take the place that is offered. Accepted twice, it is accepted once; once the time is over, the next person may have it."""
    now = now or timezone.now()
    lock(registration.seating_id)
    current = _current(registration)
    if current.state == State.CONFIRMED:
        return current
    if current.state != State.OFFERED or current.offered_until <= now:
        raise RegistrationError(
            "Cette place n’est plus proposée\u00a0: le temps pour l’accepter est passé. Inscrivez-vous de nouveau pour rejoindre l’attente."
        )
    return _confirm(current, by, now)


@transaction.atomic
def cancel(*, registration, by=None, cause=CancelCause.PERSON, now=None):
    """Give the registration up; the place goes to the first one waiting. Cancelled twice, it is cancelled once."""
    now = now or timezone.now()
    seating = lock(registration.seating_id)[registration.seating_id]
    current = _current(registration)
    if current.state == State.CANCELLED:
        return current
    if cause == CancelCause.PERSON and is_past(current.event, now):
        raise RegistrationError("Cette rencontre a eu lieu\u00a0: une inscription ne s’annule plus.")
    if current.attendances.exists():
        raise RegistrationError("La présence de cette personne est déjà pointée\u00a0: effacez d’abord le pointage.")
    before = current.state
    end(registration=current, cause=cause, now=now)
    record(by=by, verb="annuler", target=current, changes={"état": [str(before), str(current.state)]})
    letters.cancelled(registration=current, before=before)
    _offer(seating, now)
    return current


@transaction.atomic
def lapse(*, seating, now=None):
    """Take back the places of this seating that nobody accepted in time, and offer them to the next. Returns how many."""
    now = now or timezone.now()
    seating = lock(seating.pk)[seating.pk]
    over = Registration.objects.select_for_update(of=("self",)).filter(seating=seating, state=State.OFFERED, offered_until__lte=now)
    lapsed = list(over.select_related("event", "user").order_by("rank"))
    for registration in lapsed:
        end(registration=registration, cause=CancelCause.LAPSED, now=now)
        record(by=None, verb="annuler", target=registration, changes={"état": [str(State.OFFERED), str(State.CANCELLED)]})
        letters.lapsed(registration=registration)
    if lapsed:
        _offer(seating, now)
    return len(lapsed)


@transaction.atomic
def set_places(*, seating, places, by, now=None):
    """Change how many places there are (None: no limit). Never fewer than are taken; new ones go to those who wait."""
    now = now or timezone.now()
    seating = lock(seating.pk)[seating.pk]
    if places is not None and places < seating.taken:
        raise RegistrationError(too_few(seating.taken))
    before, seating.places = seating.places, places
    seating.save(update_fields=["places"])
    record(by=by, verb="modifier", target=seating.event, changes={"places": [before, places]})
    _offer(seating, now)
    return seating


@transaction.atomic
def admit(*, registration, by, now=None):
    """The team gives a place to somebody who waits or to whom one is offered, whatever the order; a place must be free."""
    now = now or timezone.now()
    seating = lock(registration.seating_id)[registration.seating_id]
    current = _current(registration)
    if current.state not in (State.WAITING, State.OFFERED):
        raise RegistrationError(
            f"L’inscription de {current.name} est «\u00a0{current.get_state_display()}\u00a0»\u00a0: elle n’attend pas."
        )
    if current.state == State.WAITING and seating.is_full:
        raise RegistrationError("Aucune place n’est libre\u00a0: ajoutez des places, ou annulez une inscription.")
    return _confirm(current, by, now)


@transaction.atomic
def move(*, registration, presence, by=None, now=None):
    """Come in the other way (on the spot, remotely): a place there if one is free, else its queue; the one left is freed."""
    now = now or timezone.now()
    target = Seating.objects.filter(event=registration.event_id, presence=presence).first()
    if target is None:
        raise RegistrationError(NO_PLACES)
    seatings = lock(registration.seating_id, target.pk)
    current = _current(registration)
    if current.seating_id == target.pk or current.state not in (State.CONFIRMED, State.OFFERED, State.WAITING):
        return current
    left = seatings[registration.seating_id]
    current.offered_until = None
    queue(registration=current, seating=seatings[target.pk])
    record(by=by, verb="modifier", target=current, changes={"présence": [left.presence, presence]})
    letters.enrolled(registration=current)
    _offer(left, now)
    return current


def _confirm(current, by, now):
    before = current.state
    current.state, current.confirmed_at, current.offered_until = State.CONFIRMED, now, None
    current.save(update_fields=["state", "confirmed_at", "offered_until", "updated_at"])
    record(by=by, verb="confirmer", target=current, changes={"état": [str(before), str(current.state)]})
    letters.enrolled(registration=current)
    return current


def _offer(seating, now):
    for registration in fill(seating=seating, now=now):
        record(by=None, verb="proposer une place", target=registration)
        letters.offered(registration=registration)


def _current(registration):
    rows = Registration.objects.select_for_update(of=("self",)).select_related("event", "user", "seating")
    current = rows.get(pk=registration.pk)
    if current.seating_id != registration.seating_id:  # what is locked is no longer where the person is
        raise RegistrationError("Cette inscription vient de changer\u00a0: rouvrez la page et recommencez.")
    return current


def _known(event, email):
    rows = Registration.objects.select_for_update(of=("self",)).select_related("event", "user", "seating")
    return rows.filter(event=event, email__lower=email.strip().lower()).exclude(state=State.CANCELLED).first()


def _person(email):
    return User.objects.filter(emailaddress__email__iexact=email, emailaddress__verified=True, is_active=True).first()


def _check_open(event, now, staff):
    if event.is_cancelled:
        raise RegistrationError("Cette rencontre est annulée.")
    if staff:
        if not event.is_published:
            raise RegistrationError("Publiez d’abord la rencontre.")
        return
    if is_past(event, now):
        raise RegistrationError("Cette rencontre a déjà eu lieu.")
    if not registrations_open(event, now):
        opens = event.registration_opens_at
        if opens is not None and now < opens and bounds(event)[0] is not None:
            raise RegistrationError("Les inscriptions ne sont pas encore ouvertes.")
        raise RegistrationError("Les inscriptions sont closes\u00a0: écrivez à l’équipe si vous souhaitez venir.")


def _say(registration, answers, talks, *, again):
    if again:
        Answer.objects.filter(registration=registration).delete()
        registration.talk_choices.all().delete()
    Answer.objects.bulk_create(
        Answer(registration=registration, question=question, text=text) for question, text in answers.items() if text.strip()
    )
    for talk in talks:
        try:
            with transaction.atomic():
                TalkChoice.objects.get_or_create(registration=registration, talk=talk)
        except IntegrityError:
            raise RegistrationError(
                f"«\u00a0{talk}\u00a0» n’a plus de place, ou a lieu en même temps qu’une autre\u00a0: choisissez-en une autre."
            ) from None
