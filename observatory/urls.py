"""Addresses of the observatory."""

from django.urls import path

from observatory.views import page, snapshots

app_name = "observatory"
urlpatterns = [
    path("", page.page, name="page"),
    path("acteurs/", page.actors, name="actors"),
    path("donnees/", page.data, name="data"),
    path("tableaux/<slug:name>/", page.table, name="table"),
    path("instantanes/", snapshots.snapshots, name="snapshots"),
    path("instantanes/<int:number>/", snapshots.snapshot, name="snapshot"),
    path("instantanes/<int:number>/tableaux/<slug:name>/", snapshots.table, name="frozen_table"),
    path("instantanes/<int:number>/<slug:what>/", snapshots.counted, name="frozen_sheets"),
    path("comparer/", snapshots.comparison, name="comparison"),
    path("comparer/fiches/", snapshots.moves, name="moves"),
]
