"""What the observatory asks of the team: calls, so that sheets say more."""

from django.urls import reverse

from network.ui.desk import DeskCard, DeskRow, register
from network.ui.french import number
from observatory.quality import GAPS, incomplete, overview

PAGE = "admin:observatory_quality"


def _gaps(user, limit):
    counts = {name: sum(by_code.values()) for name, by_code in overview().items()}
    for name, gap in sorted(GAPS.items(), key=lambda item: -counts[item[0]])[:limit]:
        if counts[name]:
            yield DeskRow(gap.title, f"{reverse(PAGE)}?manque={name}#liste", tag=number(counts[name]))


register(
    DeskCard(
        name="observatory_quality",
        order=70,
        title="Qualité des données",
        unit="fiche à compléter|fiches à compléter",
        permission="actors.view_contact",
        page=PAGE,
        count=lambda user: incomplete(),
        rows=_gaps,
        more="Ce qui manque, par département",
    )
)
