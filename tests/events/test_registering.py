"""Registering: oneself, a colleague, without an account; what is asked, what is refused and how it is said."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.checkin import checkin_token, read_checkin
from events.models import Question, Registration, Talk
from events.services.enrolment import enrol
from events.services.letters import token
from network.accounts.models import User
from network.notifications.models import Email
from tests.actors.test_admin import shown


def page(event):
    return reverse("events:register", args=[event.slug])


def typed(**more):
    return {"name": "Awa Diallo", "email": "awa@demo.example", "presence": "presentiel", **more}


def test_a_visitor_confirms_by_e_mail_and_nobody_learns_what_is_known(client, make_event):
    """The answer is the same for an address that is registered already; nothing is held before the e-mail is confirmed."""
    event, answers = make_event(places=1), []
    for _ in range(2):
        answers.append(shown(client.post(page(event), typed(), follow=True)))
        Registration.objects.update(created_at=timezone.now() - timedelta(hours=1))
    assert "Un courriel part à awa@demo.example" in answers[0]
    assert answers[0] == answers[1]
    one = Registration.objects.get()
    assert (one.state, one.rank, one.user) == ("unverified", None, None)
    assert [email.kind for email in Email.objects.order_by("pk")] == ["registration_to_verify"] * 2
    link = Email.objects.last().text.split("/inscriptions/")[1].split("/")[0]
    path = reverse("registrations:by_link", args=[link])
    for _ in range(2):
        assert client.get(path).status_code == 200
    assert Registration.objects.get().state == "unverified", "reading changes nothing"
    client.post(path, {"geste": "confirmer"})
    assert Registration.objects.get().state == "confirmed"
    assert "complet : liste d’attente, vous seriez la première personne" in shown(client.get(page(event))).replace("\xa0", " ")


def test_two_clicks_are_one_registration_and_one_letter(client_of, member, make_event):
    """Sent twice by a person who is logged in; the page then says that they are registered."""
    event, browser = make_event(), client_of(member)
    for _ in range(2):
        answer = browser.post(page(event), typed(name="", who="moi"))
        assert answer["Location"].startswith("/inscriptions/"), shown(answer)
    assert Registration.objects.get().user == member
    assert Registration.objects.get().email == member.email, "one’s own address, whatever is written in the page"
    assert Email.objects.filter(kind__startswith="registration").count() == 1
    assert "Vous avez une inscription à cette rencontre" in shown(browser.get(page(event)))


def test_a_colleague_of_ones_structure_is_told_and_shown_in_ones_space(client_of, member, make_actor, represent, make_event):
    """By who represents a structure alone; the colleague gets the e-mail, both find it."""
    event, browser, actor = make_event(), client_of(member), make_actor("Alliance")
    other = make_actor("D’une autre")
    assert "who" not in browser.get(page(event)).context["form"].fields
    represent(member, actor)
    asked = typed(who="collegue", actor=other.pk)
    assert "Choisissez une structure que vous représentez." in shown(browser.post(page(event), asked))
    asked["actor"] = actor.pk
    answer = browser.post(page(event), asked, follow=True)
    assert "L’inscription de Awa Diallo est enregistrée" in shown(answer)
    one = Registration.objects.get()
    assert (one.actor, one.registered_by, one.user, one.state) == (actor, member, None, "confirmed")
    assert Email.objects.get(kind="registration_confirmed").to == "awa@demo.example"


def test_what_is_asked_is_asked_of_the_event_and_nothing_typed_is_lost(client, make_event):
    """Questions of each kind, talks; two at once and full ones refused in words; the rest stays in the form."""
    event = make_event(remote=5, shows_participants=True)
    start = event.slots.get().starts_at
    meal = Question.objects.create(event=event, label="Votre repas", kind="choix", choices=["Avec viande", "Sans viande"], required=True)
    days = Question.objects.create(event=event, label="Vos jours", kind="plusieurs", choices=["Lundi", "Mardi"])
    one, two = (Talk.objects.create(event=event, title=f"Atelier {n}", starts_at=start, ends_at=start + timedelta(hours=1)) for n in "AB")
    full = Talk.objects.create(event=event, title="Complet", starts_at=start, ends_at=start + timedelta(hours=1), places=0)
    asked = typed(talks=[one.pk, two.pk], needs="Une boucle magnétique", **{f"question-{days.pk}": ["Lundi", "Mardi"]})
    answer = client.post(page(event), asked)
    text = shown(answer).replace("\xa0", " ")
    assert "« Atelier A » et « Atelier B » ont lieu en même temps : gardez l’une des deux." in text
    assert 'value="Une boucle magnétique"' in answer.text
    assert "Votre repas" in text
    assert "(complet)" in text
    asked |= {"talks": [full.pk], f"question-{meal.pk}": "Sans viande"}
    assert "n’a plus de place" in shown(client.post(page(event), asked)).replace("\xa0", " ")
    assert not Registration.objects.exists(), "refused as a whole"
    asked["talks"] = [two.pk]
    assert client.post(page(event), asked).status_code == 302
    answers = {answer.question_id: answer.text for answer in Registration.objects.get().answers.all()}
    assert answers == {meal.pk: "Sans viande", days.pk: "Lundi\nMardi"}
    assert Registration.objects.get().talk_choices.get().talk == two


CASES = [
    ({"state": "cancelled", "cancelled_at": timezone.now(), "cancel_reason": "Salle fermée."}, "Salle fermée."),
    ({"registration_opens_at": timezone.now() + timedelta(days=2)}, "Elles ouvrent le"),
    ({"registration_closes_at": timezone.now() - timedelta(days=2)}, "Les inscriptions sont closes"),
    ({"starts_in": timedelta(days=-2)}, "Cette rencontre a eu lieu"),
    ({"takes_registrations": False}, "sans inscription"),
    ({"audience": "membres"}, "réservée aux structures membres"),
]


@pytest.mark.parametrize(("fields", "words"), CASES)
def test_why_one_cannot_register_is_said_and_nothing_is_written(client, make_event, fields, words):
    """On the page, and against whoever sends the form all the same."""
    event = make_event(**fields)
    assert words in shown(client.get(page(event)))
    assert words in shown(client.post(page(event), typed()))
    assert not Registration.objects.exists()
    assert User.objects.count() == 0


def test_the_page_of_a_registration_says_what_is_so_and_what_can_be_done(client, client_of, member, make_event):
    """Rank, offer and its end, the other way of coming, papers for who comes, the room from the day before, cancelling once confirmed."""
    event = make_event(places=1, remote=1, starts_in=timedelta(hours=20), room_link="https://salle.example/abc", offer_hours=2)
    event.papers.create(title="Pour qui vient", link="https://exemple.fr/p", readers="inscrits")
    people = [enrol(event=event, presence="presentiel", name=n, email=f"{n}@demo.example".lower()) for n in ("Awa", "Bakary", "Chloe")]
    first, second, third = (reverse("registrations:by_link", args=[token(one)]) for one in people)

    def read(path):
        return shown(client.get(path)).replace("\xa0", " ")

    assert "Votre code d’entrée" in read(first)
    assert "Entrer dans la salle vidéo" in read(first)
    assert "Pour qui vient" in read(first)
    assert "rang 2 de la liste d’attente" in read(third)
    assert "Pour qui vient" not in read(third)
    assert b"salle.example" not in client.get(f"{third}calendrier/").content
    assert b"salle.example" in client.get(f"{first}calendrier/").content
    assert "Annuler cette inscription ? La place ira" in read(f"{first}?annuler")
    assert Registration.objects.get(name="Awa").state == "confirmed"
    client.post(f"{first}?annuler", {"geste": "annuler"})
    assert "Inscrivez-vous de nouveau" in read(first)
    assert "Elle est gardée jusqu’au" in read(second)
    client.post(second, {"geste": "accepter"})
    client.post(third, {"geste": "presence", "presence": "distance"})
    assert dict(Registration.objects.values_list("name", "state")) == {"Awa": "cancelled", "Bakary": "confirmed", "Chloe": "confirmed"}
    assert client.post(third, {"geste": "presence", "presence": "ailleurs"}, follow=True).status_code == 200
    assert read_checkin(token(people[1])) is None, "the link of the e-mails marks nobody"
    assert client.get(reverse("registrations:by_link", args=[checkin_token(people[1])])).status_code == 404
    enrol(event=event, presence="distance", name="Moi", email=member.email, by=member)
    space = shown(client_of(member).get("/mon-espace/")).replace("\xa0", " ")
    assert "Mes inscriptions" in space
    assert "en liste d’attente" in space
