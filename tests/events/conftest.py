"""Events to test with."""

import pytest

from tests import cast


@pytest.fixture
def make_event(db):
    """Makes an event: see `tests.cast.event_maker`."""
    return cast.event_maker()
