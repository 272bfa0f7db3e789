"""The team rewords an e-mail: in its own words, with the variables of that e-mail and nothing else, and always with a way back."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.template import TemplateSyntaxError

from network.audit.models import Entry
from network.notifications import services
from network.notifications.models import Email, EmailWording
from network.notifications.originals import original
from network.notifications.proofreading import kept, problems, samples
from network.notifications.registry import all_kinds, common, get_kind
from network.notifications.rendering import render, reworded
from network.notifications.sandbox import compiled
from network.notifications.services import WordingError
from network.notifications.services.rewording import version
from network.notifications.shapes import pick

KINDS = pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.name)
READY = "document_ready"


def as_written(kind):
    """An unsaved wording that says what the author wrote."""
    found = original(kind)
    return EmailWording(kind=kind.name, subject=found.subject, heading=found.heading, text=found.text, html=found.html)


def words(**changed):
    """A rewording of « document_ready », with what is changed."""
    text = 'Voici {{ title }}, {{ pages|plural:"page" }} :\n{{ url }}'
    html = '<p>Voici <b>{{ title }}</b> :</p>\n<p><a class="b" href="{{ url }}">Ouvrir</a></p>'
    return {"subject": "{{ title }} vous attend", "heading": "", "text": text, "html": html, **changed}


def found(kind=READY, **changed):
    kind = get_kind(kind)
    return [str(problem) for problem in problems(kind=kind, original=original(kind), **words(**changed))]


def use(staff, kind=READY, **changed):
    services.save_draft(kind=get_kind(kind), by=staff, **words(**changed))
    return services.put_in_use(kind=get_kind(kind), by=staff)


def mail(**context):
    given = {"title": "Annuaire", "pages": 3, "size": 12_000, "url": "http://127.0.0.1/documents/1/", **context}
    return services.send(kind=READY, to="membre@demo.example", context=given)


@KINDS
def test_every_kind_has_a_subject_a_text_and_an_html(kind, settings):
    context = samples(kind, original(kind)) | {"network": settings.NETWORK}
    subject, text, html = render(kind, context)
    assert subject
    assert kind.reason in text.rsplit("--", 1)[1]
    assert kind.reason in html
    assert "{" not in subject + text


@KINDS
def test_what_the_team_starts_from_is_the_original_to_the_letter(kind):
    values = {name: value for name, value in samples(kind, original(kind)).items() if name not in {"network", "site_url"}}
    subject, text, html = reworded(kind, values, as_written(kind))
    expected = render(kind, original(kind).values(values))
    assert (subject, text) == expected[:2]
    assert re.sub(r"\s+", " ", html) == re.sub(r"\s+", " ", expected[2])


@KINDS
def test_what_the_team_starts_from_is_accepted(kind):
    start = as_written(kind)
    parts = {name: getattr(start, name) for name in ("subject", "heading", "text", "html")}
    assert [str(problem) for problem in problems(kind=kind, original=original(kind), **parts)] == []


@KINDS
def test_each_variable_is_explained_with_an_example(kind):
    known = {**common(), **kind.variables}
    paths = [path for path, shape in original(kind).shape.paths()]
    assert [path for path in paths if path not in known] == [], "add them to `variables` of this kind"


@KINDS
def test_the_preview_shows_every_part(kind):
    """A list is filled in, so that what is said of each of its items is seen."""
    values = samples(kind, original(kind))
    for path, shape in original(kind).shape.paths():
        if shape.item is not None:
            assert values[path], path


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"subject": ""}, "Écrivez l’objet"),
        ({"subject": "a\nBcc: x@x.example"}, "une seule ligne"),
        ({"text": ""}, "Ce texte est vide"),
        ({"text": "Un\n{{ tittle }} {{ url }}"}, "Ligne 2 : La variable « tittle » n’existe pas dans ce courriel. Vouliez-vous"),
        ({"text": "{{ url }}\n\n{{ title"}, "Ligne 3 : Les accolades « {{ » ne vont pas par deux"),
        ({"text": "{{ url }}\n{% load static %}"}, "Ligne 2 : « {% load %} » n’est pas permis"),
        ({"text": "{{ url }}\n{% include \"base.html\" %}"}, "Ligne 2 : « {% include %} » n’est pas permis"),
        ({"text": "{{ url }}{% if title %}\nx"}, "Ligne 1 : « {% if %} » n’est pas refermé"),
        ({"text": "{{ url }}\n{% endif %}"}, "Ligne 2 : « {% endif %} » ne referme rien."),
        ({"text": "{{ url }}\n{% for a b in title %}{% endfor %}"}, "Ligne 2 : Une boucle s’écrit"),
        ({"text": "{{ url }}{{ title|safe }}"}, "Le filtre « safe » n’existe pas ici."),
        ({"text": "{{ url }}\n{{ pages|day }}"}, "Ligne 2 : « {{ pages|day }} » ne peut pas s’écrire"),
        ({"text": "{{ url }}{{ title.__class__ }}"}, "ne se comprend pas"),
        ({"text": "{{ url }}{{ title.upper }}"}, "La variable « title.upper » n’existe pas"),
        ({"text": "{{ url }}{{ settings.SECRET_KEY }}"}, "La variable « settings.SECRET_KEY » n’existe pas"),
        ({"text": "{{ url }}{{ network.seat }}"}, "La variable « network.seat » n’existe pas"),
        ({"text": "{{ url }}{% for x in title %}{{ x }}{% endfor %}"}, "La variable « title » n’existe pas"),
        ({"html": "<p>{{ url }}</p>\n<script>x</script>"}, "Ligne 2 : La balise « <script> » n’est pas permise."),
        ({"html": "<p>{{ url }}</p>\n<img src='x'>"}, "Ligne 2 : La balise « <img> » n’est pas permise."),
        ({"html": "<p onclick='x'>{{ url }}</p>"}, "ne prend pas d’attribut « onclick »"),
        ({"html": "<p>{{ url }}</p>\n<p>Deux"}, "Ligne 2 : La balise « <p> » n’est pas refermée"),
        ({"html": "<p>{{ url }}</b></p>"}, "« </b> » ne referme pas"),
        ({"html": "<p><a href='javascript:x'>{{ url }}</a></p>"}, "Le lien vers « javascript:x » ne s’ouvre pas"),
        ({"html": "<p>{{ url }}<a href='{{ title }}'>x</a></p>"}, "ne s’ouvre pas"),
        ({"html": "<!-- note -->{{ url }}"}, "Un commentaire partirait avec le courriel"),
        ({"text": "Voici {{ title }}."}, "Gardez « {{ url }} »"),
            ({"text": "{% if title %}{{ url }}{% endif %}"}, "Gardez « {{ url }} », en dehors de toute condition"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(changed, expected):
    assert any(expected in problem for problem in found(**changed)), found(**changed)


def test_what_is_allowed_is_accepted():
    assert found() == []
    assert found(text="{{ url }} {% if pages %}{{ pages|number }}{% else %}?{% endif %} {{ network.name }} {{ site_url }}") == []


@pytest.mark.parametrize(
    ("kind", "path"), [("login_code", "code"), ("password_reset_key", "password_reset_url"), ("email_confirmation", "activate_url")]
)
def test_what_opens_an_account_cannot_be_left_out(kind, path):
    kind = get_kind(kind)
    assert kept(kind, original(kind)) == [path]
    start = as_written(kind)
    without = re.sub(r"\{\{.*?\}\}", "", start.html)
    said = problems(kind=kind, original=original(kind), subject="x", heading="", text=start.text, html=without)
    assert any(f"Gardez « {{{{ {path} }}}} »" in str(problem) for problem in said)


def test_an_email_leaves_in_the_words_in_use_and_goes_back(staff):
    before = mail()
    use(staff)
    reworded_ = mail()
    services.go_back(kind=get_kind(READY), by=staff)
    after = mail()
    assert reworded_.subject == "Annuaire vous attend"
    assert "Voici Annuaire, 3\u00a0pages :\nhttp://127.0.0.1/documents/1/" in reworded_.text
    assert "Voici <b>Annuaire</b>" in reworded_.html
    assert get_kind(READY).reason in reworded_.text, "the reason and the signature stay"
    assert (before.subject, before.text) == (after.subject, after.text)


def test_a_draft_changes_nothing_yet(staff):
    services.save_draft(kind=get_kind(READY), by=staff, **words())
    assert mail().subject == "Votre document est prêt : Annuaire"


def test_what_a_person_typed_is_never_html_nor_language(staff):
    use(staff)
    email = mail(title="<b>x</b> {{ url }}{% load static %}")
    assert "Voici <b>&lt;b&gt;x&lt;/b&gt; {{ url }}{% load static %}</b>" in email.html
    assert "<b>x</b>" not in email.html
    assert "<b>x</b> {{ url }}" in email.text


def test_no_object_is_within_reach(staff):
    """Only text, numbers and dates are handed over, and one line of subject."""
    use(staff)
    email = mail(title=staff, url="http://x.example/\r\nBcc: y@x.example")
    assert email.subject == f"{staff} vous attend"
    values = pick(original(get_kind(READY)).shape, {"title": staff})
    assert type(values["title"]) is str


def test_the_engine_itself_knows_no_other_tag_filter_or_template():
    for source in ("{% load static %}", "{% include 'base.html' %}", "{% debug %}", "{% url 'x' %}", "{{ a|safe }}", "{{ a|pprint }}"):
        with pytest.raises(TemplateSyntaxError):
            compiled(source)


def test_a_wording_that_fails_does_not_keep_an_email_from_leaving(staff, caplog):
    current = use(staff)
    EmailWording.objects.filter(pk=current.pk).update(text="{% load static %}")
    assert mail().subject == "Votre document est prêt : Annuaire"
    assert "cannot be used" in caplog.text


def test_each_act_is_in_the_trail_and_each_wording_in_the_history(staff):
    first = use(staff)
    second = use(staff, subject="Autre objet")
    services.go_back(kind=get_kind(READY), by=staff)
    assert list(EmailWording.objects.of(READY).order_by("pk").values_list("pk", "state")) == [(first.pk, "past"), (second.pk, "past")]
    taken = services.take_up(wording=first, by=staff)
    assert (taken.state, taken.subject) == ("draft", first.subject)
    verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["rédiger", "mettre en service", "rédiger", "mettre en service", "revenir au texte d’origine", "rédiger"]
    with pytest.raises(WordingError, match="texte d’origine"):
        services.go_back(kind=get_kind(READY), by=staff)


def test_what_is_refused_leaves_nothing(staff):
    with pytest.raises(WordingError) as refusal:
        services.save_draft(kind=get_kind(READY), by=staff, **words(text="{{ rien }}"))
    assert refusal.value.problems[0].part == "text"
    assert not EmailWording.objects.exists()


def test_one_edit_does_not_silently_undo_another(staff, member):
    kind = get_kind(READY)
    seen = version(kind)
    services.save_draft(kind=kind, by=member, seen=seen, **words())
    with pytest.raises(WordingError, match=r"Membre.* a modifié ce courriel"):
        services.save_draft(kind=kind, by=staff, seen=seen, **words(subject="Autre"))
    assert EmailWording.objects.draft(kind).subject == words()["subject"]
    services.save_draft(kind=kind, by=staff, seen=version(kind), **words(subject="Autre"))


def test_postgresql_keeps_one_wording_in_use_and_one_draft(staff):
    current = use(staff)
    for fields in (
        {"state": "current", "used_from": current.used_from},
        {"state": "past"},
        {"state": "draft", "used_from": current.used_from},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            EmailWording.objects.create(kind=READY, **words(), **fields)


def test_a_sample_goes_to_the_person_who_asks(staff):
    draft = services.save_draft(kind=get_kind(READY), by=staff, **words())
    services.send_sample(wording=draft, by=staff)
    email = Email.objects.get()
    assert (email.to, email.subject) == (staff.email, "Essai : Annuaire des acteurs vous attend")


def test_markup_that_a_filter_would_write_never_leaves(staff):
    """A default is written only when its variable is empty: proofreading saw it full."""
    text, default = "{{ name }} {{ url }}", '{{ phone|default:"<script>x</script>" }}'
    html = f'<p>{{{{ name }}}} <a href="{{{{ url }}}}">Retirer</a> {default}</p>'
    kind = get_kind("consent_given")
    services.save_draft(kind=kind, by=staff, **words(subject="Accord", text=text, html=html))
    services.put_in_use(kind=kind, by=staff)
    context = samples(kind, original(kind)) | {"phone": False}
    sent = services.send(kind="consent_given", to="awa@exemple.fr", context=context)
    assert "<script" not in sent.html
    assert sent.html
