"""/agenda/"""

from django.urls import path

from events.views.agenda import agenda
from events.views.detail import detail
from events.views.register import register

app_name = "events"
urlpatterns = [
    path("", agenda, name="list"),
    path("<slug:slug>/inscription/", register, name="register"),
    path("<slug:slug>/", detail, name="detail"),
]
