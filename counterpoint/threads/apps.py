from django.apps import AppConfig


class ThreadsConfig(AppConfig):
    name = "counterpoint.threads"
    label = "threads"
