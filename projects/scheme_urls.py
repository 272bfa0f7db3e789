"""Addresses of the directory of schemes."""

from django.urls import path

from projects.views.schemes import scheme_detail, scheme_list

app_name = "schemes"
urlpatterns = [
    path("", scheme_list, name="list"),
    path("<slug:slug>/", scheme_detail, name="detail"),
]
