"""/groupes-de-travail/"""

from django.urls import path

from events.views import groups

app_name = "groups"
urlpatterns = [
    path("", groups.groups, name="list"),
    path("<slug:slug>/", groups.group, name="detail"),
    path("<slug:slug>/rejoindre/", groups.join_group, name="join"),
    path("<slug:slug>/quitter/", groups.leave_group, name="leave"),
    path("<slug:slug>/pieces/<int:pk>/", groups.paper, name="paper"),
]
