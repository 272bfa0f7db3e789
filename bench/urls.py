"""The portal's addresses and a bare view behind the same middleware."""

from django.http import HttpResponse
from django.urls import path

from network.urls import urlpatterns as portal

urlpatterns = [path("nu/", lambda request: HttpResponse("nu")), *portal]
