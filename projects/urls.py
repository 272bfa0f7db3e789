"""Addresses of the directory of projects."""

from django.urls import path

from projects.views.detail import detail
from projects.views.files import paper, picture
from projects.views.list import ProjectList

app_name = "projects"
urlpatterns = [
    path("", ProjectList.as_view(), name="list"),
    path("<slug:slug>/", detail, name="detail"),
    path("<slug:slug>/images/<int:pk>/", picture, name="picture"),
    path("<slug:slug>/documents/<int:pk>/", paper, name="paper"),
]
