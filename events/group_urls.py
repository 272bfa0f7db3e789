"""/groupes-de-travail/"""

from django.urls import path

from events.views.groups import group, groups

app_name = "groups"
urlpatterns = [
    path("", groups, name="list"),
    path("<slug:slug>/", group, name="detail"),
]
