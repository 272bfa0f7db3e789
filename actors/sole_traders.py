"""A company that is a person (entreprise individuelle): no figure tells its amounts (decision 19)."""

from django.db.models import BooleanField, CheckConstraint, Q

from actors.enums import Kind

HELP = "Une personne exerce en son nom\u00a0: les montants de ses projets n’entrent dans aucun chiffre."


def mark():
    """The field of an actor that says so; imports, which write in SQL, may leave it out."""
    return BooleanField("entreprise individuelle", default=False, db_default=False, help_text=HELP)


def only_companies():
    """The constraint that goes with it."""
    return CheckConstraint(
        condition=Q(sole_trader=False) | Q(kind=Kind.COMPANY),
        name="actors_actor_sole_trader_is_company",
        violation_error_message="Seule une entreprise peut être individuelle : décochez la case ou changez le type.",
    )
