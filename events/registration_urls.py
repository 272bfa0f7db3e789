"""/inscriptions/"""

from django.urls import path

from events.views.registration import by_link

app_name = "registrations"
urlpatterns = [path("<str:token>/", by_link, name="by_link")]
