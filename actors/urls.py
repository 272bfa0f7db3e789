"""Addresses of the directory of actors."""

from django.urls import path

from actors.views.detail import detail, logo
from actors.views.list import ActorList

app_name = "actors"
urlpatterns = [
    path("", ActorList.as_view(), name="list"),
    path("<slug:slug>/", detail, name="detail"),
    path("<slug:slug>/logo/", logo, name="logo"),
]
