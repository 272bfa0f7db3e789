"""What one does for one's organisations, in one's space; and the links that an e-mail holds (each opens one thing, for a time)."""

from django.urls import path

from actors.views import contacts, freshness, people
from actors.views.moved import follow_merges

app_name = "organisations"
OWN = "mon-espace/organisations/<slug:slug>/"
urlpatterns = [
    path(f"{OWN}confirmer/", freshness.confirm, name="confirm"),
    path(f"{OWN}personnes/", people.people, name="people"),
    path(f"{OWN}personnes/<int:pk>/role/", people.role, name="role"),
    path(f"{OWN}personnes/<int:pk>/retirer/", people.end, name="end"),
    path(f"{OWN}personnes/invitations/<int:pk>/renvoyer/", people.invite_again, name="invite_again"),
    path(f"{OWN}personnes/invitations/<int:pk>/annuler/", people.cancel_invitation, name="cancel_invitation"),
    path(f"{OWN}contacts/ajouter/", contacts.add, name="contact_add"),
    path(f"{OWN}contacts/<int:pk>/", contacts.edit, name="contact_edit"),
    path(f"{OWN}contacts/<int:pk>/effacer/", contacts.remove, name="contact_remove"),
    path(f"{OWN}contacts/<int:pk>/accord/", contacts.ask, name="contact_ask"),
    path(f"{OWN}contacts/<int:pk>/masquer/", contacts.hide, name="contact_hide"),
    path("mon-espace/contacts/<int:pk>/", contacts.mine, name="contact_mine"),
    path("mon-espace/invitations/<int:pk>/", people.answer, name="answer"),
    path("lien/accord/<str:token>/", contacts.consent, name="consent"),
    path("lien/fiche-exacte/<str:token>/", freshness.still_true, name="still_true"),
    path("lien/invitation/<str:token>/", people.invitation, name="invitation"),
]
urlpatterns = follow_merges(urlpatterns)
