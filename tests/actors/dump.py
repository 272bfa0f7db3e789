"""Every row of the tables that hold, or point to, actors: what two moments are compared by."""

from django.apps import apps
from django.db import connection

from actors.models import Actor

ASIDE = {"actors.SearchEntry"}  # carries the version of the list, which only grows
LINKS = "id"


def everything(without=()):
    """`{table: rows}`: all columns of each row, in the order of their text. Links between two things are compared without their number."""
    models = [
        model for model in apps.get_models(include_auto_created=True) if _concerned(model) and model._meta.label not in ASIDE | set(without)
    ]
    found = {}
    with connection.cursor() as cursor:
        for model in models:
            number = " - 'id'" if model._meta.auto_created else ""
            cursor.execute(f'SELECT (to_jsonb(t){number})::text FROM "{model._meta.db_table}" t ORDER BY 1')
            found[model._meta.label] = [row for (row,) in cursor.fetchall()]
    return found


def _concerned(model):
    pointing = any(field.is_relation and field.related_model is Actor for field in model._meta.get_fields() if not field.auto_created)
    return model is Actor or pointing or model._meta.auto_created in {Actor} or model._meta.label == "audit.Entry"
