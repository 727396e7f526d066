from django.apps import AppConfig


class BarriersConfig(AppConfig):
    name = "counterpoint.barriers"
    default_auto_field = "django.db.models.BigAutoField"
