"""The mailbox of the local run."""

from django.urls import path

from network.notifications import mailbox

app_name = "notifications"
urlpatterns = [
    path("", mailbox.mailbox, name="mailbox"),
    path("<int:pk>/", mailbox.message, name="message"),
    path("<int:pk>/contenu/", mailbox.frame, name="frame"),
]
