from django.apps import AppConfig


class HourConfig(AppConfig):
    name = "counterpoint.hour"
    default_auto_field = "django.db.models.BigAutoField"
