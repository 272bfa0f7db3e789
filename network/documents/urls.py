"""Addresses of the documents."""

from django.urls import path

from network.documents import views

app_name = "documents"
urlpatterns = [
    path("", views.mine, name="list"),
    path("demander/<slug:kind>/", views.ask, name="ask"),
    path("<uuid:pk>/", views.detail, name="detail"),
    path("<uuid:pk>/avancement/", views.progress, name="progress"),
    path("<uuid:pk>/fichier/", views.file, name="file"),
]
