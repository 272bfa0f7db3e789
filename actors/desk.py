"""What the organisations ask of the team today."""

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from actors.enums import RepresentationStatus, Role
from actors.freshness import Freshness, period, stale_before
from actors.merging.preview import better_first
from actors.models import Actor, Representation
from actors.pairs import count_pairs, possible_pairs
from actors.services.claims import PATIENCE
from network.moderation.enums import State
from network.ui.desk import DeskCard, DeskRow, register
from network.ui.french import number, plural, since

SHEETS, CLAIMS = "admin:actors_actor_changelist", "admin:actors_representation_changelist"


def _submitted(user, limit):
    sheets = Actor.objects.filter(state=State.SUBMITTED).select_related("municipality").order_by("submitted_at", "pk")
    for actor in sheets[:limit]:
        where = f"{actor.get_kind_display()}, {actor.municipality}" if actor.municipality else actor.get_kind_display()
        yield DeskRow(actor.name, reverse("admin:actors_actor_change", args=[actor.pk]), where, since(actor.submitted_at))


def _claims(user, limit):
    claims = Representation.objects.filter(status=RepresentationStatus.REQUESTED).select_related("actor", "user")
    managed = Representation.objects.filter(actor=OuterRef("actor"), status=RepresentationStatus.ACTIVE, role=Role.MANAGER)
    for claim in claims.annotate(managed=Exists(managed)).order_by("created_at", "pk")[:limit]:
        url = reverse("admin:actors_representation_change", args=[claim.pk])
        waited = (timezone.localdate() - timezone.localtime(claim.created_at).date()).days
        late = waited >= PATIENCE.days
        theirs = "ses responsables n’ont pas répondu" if late else "ses responsables ont à répondre"
        whose = theirs if claim.managed else "à l’équipe de répondre"
        tag = f"depuis {plural(waited, 'jour')}" if waited else "aujourd’hui"
        yield DeskRow(claim.actor.name, url, f"demande de {claim.user}, {whose}", tag, "late" if late else "")


def _pairs(user, limit):
    for pair in possible_pairs(limit=limit)[0]:
        url = reverse("admin:actors_actor_merge", args=[actor.pk for actor in better_first(pair.one, pair.other)])
        yield DeskRow(str(pair.one), url, f"et {pair.other}", ", ".join(pair.reasons), "soon" if pair.certain else "")


def _ageing():
    return Actor.objects.published().filter(Q(confirmed_at=None) | Q(confirmed_at__lt=stale_before()))


def _by_age(user, limit):
    outdated = timezone.now() - period("outdated_after_days")
    counts = _ageing().aggregate(
        never=Count("pk", Q(confirmed_at=None)),
        stale=Count("pk", Q(confirmed_at__gte=outdated)),
        outdated=Count("pk", Q(confirmed_at__lt=outdated)),
    )
    words = (
        (Freshness.OUTDATED, "Confirmées il y a plus d’un an"),
        (Freshness.STALE, "À confirmer"),
        (Freshness.NEVER, "Jamais confirmées"),
    )
    for age, label in words:
        if counts[age]:
            yield DeskRow(label, f"{reverse(SHEETS)}?state__exact={State.PUBLISHED}&fraicheur={age}", tag=number(counts[age]))


register(
    DeskCard(
        name="actors_to_moderate",
        order=10,
        title="À relire",
        unit="fiche à relire|fiches à relire",
        permission="actors.view_actor",
        page=SHEETS,
        query=f"?state__exact={State.SUBMITTED}",
        count=lambda user: Actor.objects.filter(state=State.SUBMITTED).count(),
        rows=_submitted,
        more="Toutes les fiches à relire",
    )
)
register(
    DeskCard(
        name="actors_claims",
        order=20,
        title="Demandes de rattachement",
        unit="demande de rattachement|demandes de rattachement",
        permission="actors.view_representation",
        page=CLAIMS,
        query=f"?status__exact={RepresentationStatus.REQUESTED}",
        count=lambda user: Representation.objects.filter(status=RepresentationStatus.REQUESTED).count(),
        rows=_claims,
        more="Toutes les demandes",
    )
)
register(
    DeskCard(
        name="actors_pairs",
        order=30,
        title="Doublons possibles",
        unit="doublon possible|doublons possibles",
        permission="actors.change_actor",
        page="admin:actors_actor_pairs",
        count=lambda user: count_pairs(),
        rows=_pairs,
        more="Toutes les paires à regarder",
    )
)
register(
    DeskCard(
        name="actors_ageing",
        order=50,
        title="Fiches qui vieillissent",
        unit="fiche qui vieillit|fiches qui vieillissent",
        permission="actors.view_actor",
        page=SHEETS,
        query=f"?state__exact={State.PUBLISHED}&fraicheur=vieillit&o=5",
        count=lambda user: _ageing().count(),
        rows=_by_age,
        more="Toutes, de la plus ancienne à la plus récente",
    )
)
