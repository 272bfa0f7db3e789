"""What trainings ask of the team: the target of the year."""

from django.utils import timezone

from network.ui.desk import DeskCard, DeskRow, register
from trainings.models import Target
from trainings.participation import participations, tables


def _missing(user):
    year = timezone.localdate().year
    target = Target.objects.filter(year=year).first()
    return max(target.participations - participations(year), 0) if target else 0


def _semesters(user, limit):
    year = timezone.localdate().year
    for line in tables(year)[1][:limit]:
        yield DeskRow(f"{line.label} {year}", note=f"{line.present} participations, {line.registered} inscriptions confirmées")


register(
    DeskCard(
        name="trainings_target",
        order=70,
        title="Objectif de participations aux formations",
        unit="participation à atteindre cette année|participations à atteindre cette année",
        permission="trainings.view_target",
        page="admin:trainings_target_follow",
        count=_missing,
        rows=_semesters,
        more="Suivre l’année",
    )
)
