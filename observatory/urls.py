"""Addresses of the observatory."""

from django.urls import path

from observatory.views import page

app_name = "observatory"
urlpatterns = [
    path("", page.page, name="page"),
    path("acteurs/", page.actors, name="actors"),
    path("donnees/", page.data, name="data"),
    path("tableaux/<slug:name>/", page.table, name="table"),
]
