"""What one does for one's organisations, in one's space; and the links that an e-mail holds (each opens one thing, for a time)."""

from django.urls import path

from actors.views import freshness, people

app_name = "organisations"
OWN = "mon-espace/organisations/<slug:slug>/"
urlpatterns = [
    path(f"{OWN}confirmer/", freshness.confirm, name="confirm"),
    path(f"{OWN}personnes/", people.people, name="people"),
    path(f"{OWN}personnes/<int:pk>/role/", people.role, name="role"),
    path(f"{OWN}personnes/<int:pk>/retirer/", people.end, name="end"),
    path(f"{OWN}personnes/invitations/<int:pk>/renvoyer/", people.invite_again, name="invite_again"),
    path(f"{OWN}personnes/invitations/<int:pk>/annuler/", people.cancel_invitation, name="cancel_invitation"),
    path("mon-espace/invitations/<int:pk>/", people.answer, name="answer"),
    path("lien/fiche-exacte/<str:token>/", freshness.still_true, name="still_true"),
    path("lien/invitation/<str:token>/", people.invitation, name="invitation"),
]
