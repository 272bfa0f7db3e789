"""/formations/"""

from django.urls import path

from trainings.views.catalogue import module_detail, module_list

app_name = "trainings"
urlpatterns = [
    path("", module_list, name="list"),
    path("<slug:slug>/", module_detail, name="detail"),
]
