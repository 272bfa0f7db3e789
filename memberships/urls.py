"""Addresses of memberships."""

from django.urls import path

from memberships.views.join import join
from memberships.views.mine import call, mine
from memberships.views.roll import roll, roll_export

app_name = "memberships"
urlpatterns = [
    path("adherer/", join, name="join"),
    path("adhesions/", mine, name="mine"),
    path("adhesions/membres/", roll, name="roll"),
    path("adhesions/membres/export/<slug:kind>/", roll_export, name="roll_export"),
    path("adhesions/<slug:number>/", call, name="call"),
]
