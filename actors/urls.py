"""Addresses of the directory of actors."""

from django.urls import path

from actors.views.claims import claim, claim_answer
from actors.views.detail import detail, logo
from actors.views.list import ActorList
from actors.views.message import write
from actors.views.moved import follow_merges
from actors.views.sheet_forms import create, duplicates, update, withdraw

app_name = "actors"
urlpatterns = [
    path("", ActorList.as_view(), name="list"),
    path("inscrire/", create, name="create"),
    path("inscrire/doublons/", duplicates, name="duplicates"),
    path("demandes/<int:pk>/", claim_answer, name="claim_answer"),
    path("<slug:slug>/", detail, name="detail"),
    path("<slug:slug>/ecrire/", write, name="write"),
    path("<slug:slug>/logo/", logo, name="logo"),
    path("<slug:slug>/modifier/", update, name="update"),
    path("<slug:slug>/modifier/<slug:step>/", update, name="update"),
    path("<slug:slug>/representer/", claim, name="claim"),
    path("<slug:slug>/archiver/", withdraw, name="archive"),
]
urlpatterns = follow_merges(urlpatterns)
