from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "counterpoint.programme"
    default_auto_field = "django.db.models.BigAutoField"
