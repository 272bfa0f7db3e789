"""What is said to one visitor is said to them alone, once."""

from django.core.cache import caches
from django.test import Client


def test_a_message_is_not_kept_with_the_page_for_everybody(client_of, member, make_actor, world):
    make_actor()
    caches["pages"].clear()
    caches["nearby"].clear()
    leaving = client_of(member)
    leaving.post("/compte/logout/")
    assert "alert-success" in leaving.get("/annuaire/").content.decode()
    assert "alert-success" not in Client().get("/annuaire/").content.decode()
    assert "alert-success" not in leaving.get("/annuaire/").content.decode()
