"""What every template may use."""

from django.conf import settings


def site(request):
    """The running network and whether demonstration data may be shown as such."""
    return {"network": settings.NETWORK, "demonstration": settings.DEMONSTRATION}
