"""Addresses of the territory."""

from django.urls import path

from network.taxonomy.views import municipalities

app_name = "taxonomy"
urlpatterns = [path("communes/", municipalities, name="municipalities")]
