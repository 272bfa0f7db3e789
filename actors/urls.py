"""Addresses of this app."""

app_name = "actors"
urlpatterns = []
