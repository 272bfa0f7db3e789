"""Working groups: who joins them, who sees what of them, and those that did not meet this semester."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from events.desk import quiet
from events.enums import Audience, EventState
from events.models import GroupMembership, WorkingGroup
from events.semesters import moments_of, semester_of
from events.services.groups import GroupError, join

PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def group(db):
    """An open group."""
    return WorkingGroup.objects.create(name="Bénin", slug="benin", nature="geographique")


def read(client, group):
    """The text of its page."""
    return client.get(group.get_absolute_url()).content.decode()


def test_one_joins_and_leaves_and_members_are_seen_by_members(client, client_of, group, member, account, staff, make_actor, represent):
    """For an organisation of one's own; twice is once; one who left may come back, and sees no more in between."""
    actor = make_actor("Alliance Loire")
    represent(member, actor)
    own, join_url, leave_url = client_of(member), *(reverse(f"groups:{act}", args=["benin"]) for act in ("join", "leave"))
    for _ in range(2):
        own.post(join_url, {"structure": str(actor.pk)})
    assert list(GroupMembership.objects.values_list("user", "actor")) == [(member.pk, actor.pk)]
    shown = [read(reader, group) for reader in (own, client_of(staff))]
    assert all("Alliance Loire" in page and str(member) in page for page in shown)
    hidden = [read(reader, group) for reader in (client, client_of(account))]
    assert not any("Alliance Loire" in page or str(member) in page for page in hidden)
    own.post(leave_url)
    assert GroupMembership.objects.current().count() == 0
    assert "Alliance Loire" not in read(own, group).replace('">Alliance Loire</option>', "")
    own.post(join_url, {"structure": "²"})
    assert GroupMembership.objects.count() == 2
    assert client.post(join_url).status_code == 302
    assert GroupMembership.objects.current().count() == 1


def test_a_closed_or_ended_group_and_somebody_elses_organisation_are_refused(group, member, make_actor):
    """In words that say what to do."""
    with pytest.raises(GroupError, match="l’une des vôtres"):
        join(group=group, by=member, actor=make_actor())
    WorkingGroup.objects.update(is_open=False)
    with pytest.raises(GroupError, match="écrivez à l’équipe"):
        join(group=group, by=member)
    WorkingGroup.objects.update(is_open=True, is_ended=True)
    with pytest.raises(GroupError, match="prennent sa suite"):
        join(group=group, by=member)


def test_its_page_says_what_follows_it_and_its_meetings(client, client_of, group, make_event, member, settings, tmp_path):
    """Both ways; next and past meetings with their minutes; the papers it keeps are for its members."""
    settings.MEDIA_ROOT = tmp_path
    new = [WorkingGroup.objects.create(name=name, slug=name.lower(), nature="geographique") for name in ("Sahel", "Madagascar")]
    group.replaced_by.set(new)
    WorkingGroup.objects.filter(pk=group.pk).update(is_ended=True)
    assert all(f'href="{other.get_absolute_url()}"' in read(client, group) for other in new)
    assert f'href="{group.get_absolute_url()}"' in read(client, new[0])
    make_event("Réunion de mars", group=new[0], audience=Audience.GROUP)
    past = make_event("Réunion passée", group=new[0], starts_in=timedelta(days=-9))
    make_event("Réunion du CA", group=new[0], audience=Audience.BOARD)
    kept = {"file": ContentFile(b"%PDF-1.7", "a.pdf"), "filename": "a.pdf", "content_type": "application/pdf"}
    past.papers.create(title="Compte rendu du jour", is_minutes=True, moment="apres", **kept)
    paper = new[0].papers.create(title="Note interne", **kept)
    page = read(client, new[0])
    assert page.index("Réunion de mars") < page.index("Réunion passée") < page.index("Compte rendu du jour")
    assert "Réunion du CA" not in page
    assert "Note interne" not in page
    assert client.get(paper.get_absolute_url()).status_code == 404
    join(group=new[0], by=member)
    assert "Note interne" in read(client_of(member), new[0])
    assert client_of(member).get(paper.get_absolute_url()).status_code == 200


def test_the_desk_names_the_groups_without_a_meeting_this_semester(client_of, group, make_event, staff):
    """A meeting of the other semester, one called off and a draft do not count; an ended group is not asked for one."""
    start, end = moments_of(timezone.localdate())
    hour = timedelta(hours=1)
    before = make_event(group=group, slots=[(start - 2 * hour, start - hour)])
    make_event(group=group, slots=[(end, end + hour)])
    make_event(group=group, state=EventState.DRAFT, published_at=None, slots=[(start, start + hour)])
    make_event(group=group, state=EventState.CANCELLED, cancelled_at=start, slots=[(start, start + hour)])
    WorkingGroup.objects.create(name="Ancien", slug="ancien", nature="geographique", is_ended=True)
    assert list(quiet()) == [group]
    desk = client_of(staff).get(reverse("admin:index")).content.decode()
    assert "groupe à réunir" in desk
    found = client_of(staff).get(reverse("admin:events_workinggroup_changelist"), {"semestre": "sans"})
    assert list(found.context["cl"].queryset) == [group]
    before.slots.update(starts_at=end - 2 * hour, ends_at=end - hour)
    assert not quiet().exists()


def test_a_semester_begins_and_ends_at_midnight_of_paris():
    """In winter time and in summer time."""
    day = datetime(2027, 6, 30, 23, 59, tzinfo=PARIS).date()
    assert [moment.isoformat() for moment in moments_of(day)] == ["2027-01-01T00:00:00+01:00", "2027-07-01T00:00:00+02:00"]
    assert semester_of(datetime(2027, 12, 31, tzinfo=PARIS).date())[0].isoformat() == "2027-07-01"
