"""No sheet takes an address that the portal needs itself."""

import pytest

from actors import urls as actor_urls
from actors.models import Actor
from events import group_urls
from events import urls as event_urls
from events.models import Event, WorkingGroup
from projects import scheme_urls
from projects import urls as project_urls
from projects.models import Project, Scheme
from trainings import urls as training_urls
from trainings.models import Module


@pytest.mark.parametrize(
    ("model", "urls"),
    [
        (Actor, actor_urls),
        (Project, project_urls),
        (Scheme, scheme_urls),
        (Event, event_urls),
        (WorkingGroup, group_urls),
        (Module, training_urls),
    ],
)
def test_every_word_that_begins_an_address_is_reserved(model, urls):
    first = {str(pattern.pattern).split("/")[0] for pattern in urls.urlpatterns}
    words = {word for word in first if word and not word.startswith("<")}
    assert words - model.RESERVED_SLUGS == set()
