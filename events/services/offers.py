"""What happens by itself: offers that nobody took in time go to the next."""

from events.enums import RegistrationState
from events.models import Seating
from events.services.enrolment import lapse


def lapse_all(*, now):
    """Take back the offers that are over at `now`, seating by seating. Returns how many."""
    late = Seating.objects.filter(registrations__state=RegistrationState.OFFERED, registrations__offered_until__lte=now)
    return sum(lapse(seating=seating, now=now) for seating in late.distinct().order_by("pk"))
