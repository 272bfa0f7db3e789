"""How to join the network, and asking for it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from memberships.forms import JoinForm
from memberships.models import FeeScale
from memberships.services import joining
from memberships.services.errors import MembershipError
from memberships.standing import standings
from network.taxonomy.enums import College
from network.ui.throttle import check


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request):
    """/adherer/: open to everyone; a representative asks here."""
    user = request.user
    form = None
    if user.is_authenticated and (actors := joining.joinable(user)):
        form = JoinForm(actors, request.POST or None)
    if request.method == "POST":
        check(request, "document")
        if form is not None and form.is_valid():
            try:
                joining.ask_to_join(actor=form.cleaned_data["actor"], message=form.cleaned_data["message"], by=user)
            except MembershipError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, "Votre demande est partie\u00a0: l’équipe vous répondra par courriel.")
                return redirect("memberships:mine")
        elif form is None:
            return redirect("memberships:join")
    context = {"form": form, "scale": scale_of(timezone.localdate().year), "standings": standings(user) if user.is_authenticated else []}
    return render(request, "memberships/join.html", context)


def scale_of(year):
    """{year, groups: [(collège, lines)], demo} of the latest scale up to `year`; None when there is none."""
    lines = FeeScale.objects.filter(year__lte=year).order_by("-year", "kind", "size_from")
    latest = lines.values_list("year", flat=True).first()
    if latest is None:
        return None
    lines = [line for line in lines if line.year == latest]
    groups = [(college, [line for line in lines if line.college == college]) for college in College]
    groups = [(college, _named(found)) for college, found in groups if found]
    return {"year": latest, "groups": groups, "demo": any(line.is_demo for line in lines)}


def _named(lines):
    """[(whom a line is for, line)]: types of structure first, then all the others."""
    others = "Autres structures" if any(line.kind for line in lines) else "Toutes"
    return [(line.get_kind_display() or others, line) for line in sorted(lines, key=lambda line: not line.kind)]
