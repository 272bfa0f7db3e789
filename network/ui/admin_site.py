"""The team's desk: Django's admin under the network's name, its objects grouped by mission rather than by application."""

from unicodedata import normalize

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.utils import timezone

from network.ui.desk import desk_of

# A mission that opens its desk adds its application here; what is in no group comes last.
GROUPS = (
    ("1. Identification", ("actors", "memberships", "crm")),
    ("Projets et dispositifs", ("projects",)),
    ("4. Animation et formations", ("events", "trainings")),
    ("Observatoire", ("observatory",)),
    ("Documents, courriels et imports", ("documents", "notifications", "imports")),
    ("Comptes et journal", ("accounts", "auth", "audit")),
    ("Référentiels", ("taxonomy",)),
)


class NetworkAdminSite(AdminSite):
    """The admin, in French words and in the missions' order."""

    site_title = "Administration"
    index_title = "Tout ce qui se gère ici"
    empty_value_display = "—"

    @property
    def site_header(self):
        """The network's name is a setting."""
        return f"Administration · {settings.NETWORK['name']}"

    def index(self, request, extra_context=None):
        """The desk: what is to do first, then everything that is kept here."""
        to_do, done = desk_of(request.user)
        desk = {"to_do": to_do, "done": done, "today": timezone.localdate()}
        return super().index(request, {**desk, **(extra_context or {})})

    def get_app_list(self, request, app_label=None):
        """One entry a group; inside it, the objects of its applications in their own order."""
        apps = super().get_app_list(request, app_label)
        if app_label:
            return apps
        by_label = {app["app_label"]: app for app in apps}
        groups = [(name, [by_label.pop(label) for label in labels if label in by_label]) for name, labels in GROUPS]
        grouped = [{**found[0], "name": name, "models": _in_order(found)} for name, found in groups if found]
        return grouped + list(by_label.values())


def _in_order(apps):
    """Their models by name; é stands beside e."""
    return sorted((model for app in apps for model in app["models"]), key=lambda model: normalize("NFD", model["name"].lower()))


class NetworkAdminConfig(AdminConfig):
    """Stands for django.contrib.admin in INSTALLED_APPS."""

    default_site = "network.ui.admin_site.NetworkAdminSite"
