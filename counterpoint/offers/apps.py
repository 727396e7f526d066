from django.apps import AppConfig


class OffersConfig(AppConfig):
    name = "counterpoint.offers"
    default_auto_field = "django.db.models.BigAutoField"
