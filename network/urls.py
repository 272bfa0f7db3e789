"""Every address of the portal, mission by mission."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("portal.urls")),
    path("api/", include("portal.api.urls")),
    path("annuaire/", include("actors.urls")),
    path("", include("actors.space_urls")),
    path("", include("projects.space_urls")),
    path("", include("memberships.urls")),
    path("projets/", include("projects.urls")),
    path("dispositifs/", include("projects.scheme_urls")),
    path("agenda/", include("events.urls")),
    path("formations/", include("trainings.urls")),
    path("inscriptions/", include("events.registration_urls")),
    path("groupes-de-travail/", include("events.group_urls")),
    path("attestations/", include("trainings.certificate_urls")),
    path("observatoire/", include("observatory.urls")),
    path("territoires/", include("network.taxonomy.urls")),
    path("compte/", include("network.accounts.urls")),
    path("documents/", include("network.documents.urls")),
    path("courriels/", include("network.notifications.urls")),
    path("interface/", include("network.ui.urls")),
    path("admin/", admin.site.urls),
]
handler400 = "network.ui.errors.bad_request"
handler403 = "network.ui.errors.forbidden"
handler404 = "network.ui.errors.not_found"
handler500 = "network.ui.errors.server_error"
