"""Addresses of the open data. They end without a slash: a redirection would be refused to pages of other sites."""

from django.urls import path

from portal.api import views

app_name = "api"
urlpatterns = [
    path("", views.page, name="page"),
    path("openapi.json", views.description, name="openapi"),
    path("v1/filtres", views.filters, name="filters"),
    path("v1/observatoire/<slug:name>", views.figures, name="figures"),
    path("v1/<slug:name>", views.listing, name="list"),
    path("v1/<slug:name>.geojson", views.places, name="places"),
    path("v1/<slug:name>/<slug:slug>", views.detail, name="detail"),
]
