"""What every template may use."""

from django.conf import settings


def site(request):
    """The running network, the state of its accessibility, and whether this is a demonstration."""
    return {"network": settings.NETWORK, "accessibility": settings.ACCESSIBILITY, "demonstration": settings.DEMONSTRATION}
