"""/agenda/"""

from django.urls import path

from events.views import agenda, feeds
from events.views.detail import detail, paper
from events.views.my_calendar import my_calendar
from events.views.of_actor import of_actor
from events.views.register import register

app_name = "events"
urlpatterns = [
    path("", agenda.AgendaView.as_view(), name="list"),
    path("passees/", agenda.PastView.as_view(), name="past"),
    path("mois/<str:month>/", agenda.month, name="month"),
    path("flux/agenda.ics", feeds.feed, name="feed"),
    path("flux/agenda.atom", feeds.AtomFeed(), name="atom"),
    path("acteur/<slug:slug>/", of_actor, name="of_actor"),
    path("mon-calendrier/", my_calendar, name="my_calendar"),
    path("mon-calendrier/<str:secret>.ics", feeds.personal, name="personal_feed"),
    path("<slug:slug>/calendrier.ics", feeds.one, name="calendar"),
    path("<slug:slug>/inscription/", register, name="register"),
    path("<slug:slug>/pieces/<int:pk>/", paper, name="paper"),
    path("<slug:slug>/", detail, name="detail"),
]
