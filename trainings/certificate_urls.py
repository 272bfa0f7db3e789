"""/attestations/"""

from django.urls import path

from trainings.views.certificates import check, form

app_name = "certificates"
urlpatterns = [
    path("", form, name="form"),
    path("<str:code>/", check, name="check"),
]
