"""Log-in, sign-up, second factor and sessions: django-allauth's addresses."""

from django.urls import include, path

urlpatterns = [path("", include("allauth.urls"))]
