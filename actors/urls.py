"""Addresses of the directory of actors."""

from django.urls import path

from actors.views.list import ActorList

app_name = "actors"
urlpatterns = [path("", ActorList.as_view(), name="list")]
