"""Addresses of this app."""

app_name = "notifications"
urlpatterns = []
