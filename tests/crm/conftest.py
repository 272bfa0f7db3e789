"""A desk, a colleague, and things of the team's memory."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from actors.models import Contact
from crm import services
from crm.models import Election, Interaction, Task
from network.accounts.models import User


@pytest.fixture
def desk(client_of, staff):
    return client_of(staff)


@pytest.fixture
def colleague(db):
    """Somebody else of the team."""
    return User.objects.create_user("tresorerie@demo.example", "demonstration", first_name="Trésorerie", is_staff=True)


@pytest.fixture
def actor(make_actor):
    return make_actor("Alliance")


@pytest.fixture
def contact(actor):
    return Contact.objects.create(actor=actor, name="Camille Exemple", email="camille@demo.example")


@pytest.fixture
def talk(actor, staff):
    """Writes an exchange with the actor down."""

    def record(subject="Point annuel", *, actors=None, by=None, **given):
        interaction = Interaction(subject=subject, notes=given.pop("notes", ""))
        return services.record_interaction(interaction=interaction, actors=actors or [actor], by=by or staff, **given)

    return record


@pytest.fixture
def promise(staff):
    """Adds a task, due in so many days."""

    def add(title="Rappeler", days=0, **fields):
        due = timezone.localdate() + timedelta(days=days)
        return services.save_task(task=Task(title=title, due=due, **{"owner": staff, **fields}), by=staff)

    return add


@pytest.fixture
def election(db):
    """The municipal elections that the migration records, also after a test that emptied the tables."""
    import_module("crm.migrations.0002_election").add(apps, None)
    return Election.objects.get(second_round__year=2026)
