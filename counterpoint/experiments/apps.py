from django.apps import AppConfig


class ExperimentsConfig(AppConfig):
    name = "counterpoint.experiments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from counterpoint.claims.queries.ahead import TELLERS
        from counterpoint.experiments.queries.ahead import experiments_ahead

        TELLERS["experiments"] = experiments_ahead
