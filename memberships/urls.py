"""Addresses of memberships."""

from django.urls import path, re_path

from memberships.views.join import join
from memberships.views.mine import call, mine
from memberships.views.roll import roll, roll_export

app_name = "memberships"
urlpatterns = [
    path("adherer/", join, name="join"),
    path("adhesions/", mine, name="mine"),
    path("adhesions/membres/", roll, name="roll"),
    re_path(r"^adhesions/membres/export/(?P<kind>csv|xlsx)/$", roll_export, name="roll_export"),
    path("adhesions/<slug:number>/", call, name="call"),
]
