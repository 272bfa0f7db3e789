"""The imports that wait for somebody of the team."""

from django.urls import reverse

from network.imports.enums import State
from network.imports.kinds import all_kinds
from network.imports.models import Import
from network.ui.desk import DeskCard, DeskRow, register
from network.ui.french import plural, since


def _waiting(user):
    allowed = [kind.name for kind in all_kinds() if user.has_perm(kind.permission)]
    return Import.objects.to_confirm().filter(kind__in=allowed)


def _rows(user, limit):
    for batch in _waiting(user).select_related("by").order_by("moved_at", "pk")[:limit]:
        lines = f", {plural(batch.lines, 'ligne')}" if batch.state == State.PREVIEWED else ""
        who = f", envoyé par {batch.by}" if batch.by else ""
        url = reverse("admin:imports_import_change", args=[batch.pk])
        yield DeskRow(batch.name, url, f"{batch.get_state_display()}{lines}{who}", since(batch.moved_at))


register(
    DeskCard(
        name="imports_to_confirm",
        order=45,
        title="Imports à confirmer",
        unit="import à confirmer|imports à confirmer",
        permission="imports.view_import",
        page="admin:imports_import_changelist",
        query=f"?state__in={State.READ},{State.PREVIEWED}",
        count=lambda user: _waiting(user).count(),
        rows=_rows,
        more="Tous les imports qui attendent",
    )
)
