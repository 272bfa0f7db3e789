"""The programme of 2021 in the database, line against line."""

import json
import unicodedata

import pytest

from events.models import Event, WorkingGroup
from events.timing import period_words
from trainings.models import Module, Session, Target
from trainings.services import programme

pytestmark = pytest.mark.django_db
SAID = json.loads(programme.FILE.read_text(encoding="utf-8"))


def plain(words):
    """Without accents, capitals and the shape of apostrophes."""
    bare = unicodedata.normalize("NFKD", words.replace("’", "'")).encode("ascii", "ignore").decode()
    return bare.lower()


def when(event):
    return period_words(event.period_starts_on, event.period_ends_on)


@pytest.fixture
def loaded(world):
    assert programme.load() == 26


def test_each_module_is_that_of_the_source_and_nothing_more(loaded):
    lines = SAID["formations"]["modules_semestre_1_2021"]
    modules = {plain(m.title): m for m in Module.objects.all()}
    assert modules.keys() == {plain(line["intitule"]) for line in lines}
    for line in lines:
        module = modules[plain(line["intitule"])]
        assert (line["partenaire"] or "") in module.other_partners
        assert bool(module.other_partners) == bool(line["partenaire"])
        assert (module.nature, module.objectives, module.hours, module.content) == ("", "", None, "")
        event = module.sessions.get().event
        assert (when(event), event.slots.count(), event.format, event.audience) == (line["periode"], 0, "", "membres")


def test_each_event_is_in_the_period_that_the_source_gives(loaded):
    events = {e.title: when(e) for e in Event.objects.exclude(kind="formation")}
    assert events == {
        "Atelier d’écriture TOTEM": "premier semestre 2021",
        "Genre et coopération internationale": "mars 2021",
        "Enjeux du numérique en Afrique": "premier semestre 2021",
        "Enjeux agricoles en Afrique": "juin 2021",
        "Ateliers de la mobilité internationale": "mai 2021",
        "Rencontre régionale de l’éducation à la citoyenneté et à la solidarité internationale": "juin 2021",
        "Atelier de restitution de l’étude sur la mobilisation des acteurs économiques": "premier semestre 2021",
        "Cycle de webinaires sur la mobilité internationale": "premier trimestre 2021",
    }
    assert Target.objects.get().participations == SAID["formations"]["objectif_participations"]["valeur"] == 90
    assert Event.objects.get(kind="webinaire").other_partners == "France Volontaires"


def test_two_old_groups_are_replaced_by_the_two_new_ones_together(loaded):
    groups = SAID["groupes_de_travail"]
    said = {plain(line["nom"]): line for line in [*groups["geographiques"], *groups["thematiques"]]}
    kept = {plain(group.name): group for group in WorkingGroup.objects.all()}
    assert kept.keys() == said.keys()
    for name, group in kept.items():
        line = said[name]
        assert group.is_ended == (line["statut"] == "remplacé")
        assert {g.name for g in group.replaced_by.all()} == set(line.get("remplace_par", []))
        assert (group.started_on, group.ended_on) == (None, None)
        assert list(group.countries.values_list("iso3", flat=True)) in ([line["iso3"]] if line.get("iso3") else [], [])


def test_it_is_written_once_and_what_the_team_wrote_stays(loaded):
    Module.objects.filter(slug__startswith="integrer").update(nature="technique", title="Genre et projets")
    Event.objects.filter(title="Enjeux agricoles en Afrique").update(period_starts_on=None, period_ends_on=None)
    before = Event.objects.count(), Session.objects.count(), WorkingGroup.objects.count()
    assert programme.load() == 0
    assert (Event.objects.count(), Session.objects.count(), WorkingGroup.objects.count()) == before
    assert Module.objects.filter(title="Genre et projets", nature="technique").exists()
    assert when(Event.objects.get(title="Enjeux agricoles en Afrique")) == "date à venir"


def test_the_catalogue_says_the_period_and_the_event_leads_back(client, loaded):
    module = Module.objects.get(slug__startswith="integrer")
    page = client.get("/formations/").text
    assert page.count('class="notice"') == 8
    assert "premier semestre 2021" in page
    assert client.get("/formations/?a_venir=oui").text.count('class="notice"') == 0
    page = client.get(module.get_absolute_url()).text
    event = module.sessions.get().event
    assert event.get_absolute_url() in page
    assert module.get_absolute_url() in client.get(event.get_absolute_url()).text
