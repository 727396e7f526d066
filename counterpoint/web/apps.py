from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "counterpoint.web"
    label = "web"
