"""/formations/"""

from django.urls import path

from trainings.views.catalogue import module_detail, module_list
from trainings.views.evaluation import evaluation

app_name = "trainings"
urlpatterns = [
    path("", module_list, name="list"),
    path("evaluation/<str:token>/", evaluation, name="evaluation"),
    path("<slug:slug>/", module_detail, name="detail"),
]
