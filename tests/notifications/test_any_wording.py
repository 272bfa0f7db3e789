"""Whatever somebody types in a wording is accepted or refused in words, never an error; what is accepted can be sent."""

from hypothesis import given, settings
from hypothesis import strategies as st

from network.notifications.models import EmailWording
from network.notifications.originals import original
from network.notifications.proofreading import problems, samples
from network.notifications.registry import get_kind
from network.notifications.rendering import reworded

LANGUAGE = """
{{ }} {% %} {# #} {{_url_}} {{_title_}} {{_tasks_}} {{_task.title_}} {{_url|plural_}} {{_x.y|join:','_}} {%_if_url_%}
{%_if_not_url_and_1_<_2_%}
{%_else_%} {%_elif_count_%} {%_endif_%} {%_for_task_in_tasks_%} {%_empty_%} {%_endfor_%} {%_for_a,_b_in_tasks_%} {%_for_url_in_url_%}
{%_if_%} {%_for_%} {{_forloop.counter_}} {{_1|number_}} {{_count|since_}} {{_count|day_}} {{_count|percent_}} {{_tasks|euros_}}
{{_url|truncatechars:x_}} {{__url_}} {{_"x"_}} <p> </p> <b> </b> <br> <a_href=' '> </a> <!-- --> <script> <![CDATA[ <? &amp; &#0; < >
"""
PIECES = [*(piece.replace("_", " ") for piece in LANGUAGE.split()), "\n", "\r\n", "\x00", " ", "é", "|", ":", '"']
TYPED = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=12).map("".join)


@settings(max_examples=300, deadline=None)
@given(subject=TYPED, text=TYPED, html=TYPED)
def test_anything_is_answered_and_what_is_accepted_can_be_sent(subject, text, html):
    kind = get_kind("tasks_due")
    start = original(kind)
    words = {"subject": subject, "heading": "", "text": text, "html": html}
    if not problems(kind=kind, original=start, **words):
        reworded(kind, samples(kind, start), EmailWording(kind=kind.name, **words))
