"""Addresses of the directory of actors."""

from django.urls import path

from actors.views.detail import detail, logo
from actors.views.list import ActorList
from actors.views.message import write

app_name = "actors"
urlpatterns = [
    path("", ActorList.as_view(), name="list"),
    path("<slug:slug>/", detail, name="detail"),
    path("<slug:slug>/ecrire/", write, name="write"),
    path("<slug:slug>/logo/", logo, name="logo"),
]
