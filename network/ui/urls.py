"""Addresses of this app."""

from django.urls import path

from network.ui.views import components

app_name = "ui"
urlpatterns = [path("composants/", components, name="components")]
