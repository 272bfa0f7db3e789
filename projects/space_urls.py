"""Addresses about partnerships: those of one's space, and those of the links that an e-mail holds."""

from django.urls import path

from projects.views import partnerships

app_name = "partnerships"
urlpatterns = [
    path("mon-espace/partenariats/<int:pk>/", partnerships.answer, name="answer"),
    path("lien/partenariat/<str:token>/", partnerships.by_link, name="by_link"),
]
