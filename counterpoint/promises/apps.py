from django.apps import AppConfig


class PromisesConfig(AppConfig):
    name = "counterpoint.promises"
    default_auto_field = "django.db.models.BigAutoField"
