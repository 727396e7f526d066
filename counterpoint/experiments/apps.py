from django.apps import AppConfig


class ExperimentsConfig(AppConfig):
    name = "counterpoint.experiments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from counterpoint.experiments.queries import telling
        from counterpoint.goals.queries.tries import ROOM

        ROOM["experiments"] = telling
