from django.urls import path

from counterpoint.web import views

urlpatterns = [
    path("-/components/", views.components, name="components"),
    path("-/components/answer/", views.answer, name="answer-sample"),
]
