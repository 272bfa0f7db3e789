"""Addresses of the directory of projects."""

from django.urls import path

from projects.views.adding import search
from projects.views.detail import detail
from projects.views.files import paper, picture
from projects.views.list import ProjectList
from projects.views.of_actor import of_actor
from projects.views.radar import show
from projects.views.writing import continue_from, create, sectors, update, withdraw

app_name = "projects"
urlpatterns = [
    path("", ProjectList.as_view(), name="list"),
    path("referencer/", create, name="create"),
    path("secteurs/", sectors, name="sectors"),
    path("radar/", show, name="radar"),
    path("<slug:slug>/", detail, name="detail"),
    path("acteur/<slug:slug>/", of_actor, name="of_actor"),
    path("<slug:slug>/images/<int:pk>/", picture, name="picture"),
    path("<slug:slug>/documents/<int:pk>/", paper, name="paper"),
    path("<slug:slug>/modifier/", update, name="update"),
    path("<slug:slug>/modifier/<slug:step>/", update, name="update"),
    path("<slug:slug>/partenaires/", search, name="partners"),
    path("<slug:slug>/prolonger/", continue_from, name="continue"),
    path("<slug:slug>/archiver/", withdraw, name="archive"),
]
