"""/inscriptions/"""

from django.urls import path

from events.views.registration import by_link, calendar, paper

app_name = "registrations"
urlpatterns = [
    path("<str:token>/calendrier/", calendar, name="calendar"),
    path("<str:token>/documents/<int:pk>/", paper, name="paper"),
    path("<str:token>/", by_link, name="by_link"),
]
