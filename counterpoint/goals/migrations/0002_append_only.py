"""Readings are append-only, held so by the database as well."""

from django.db import migrations

from counterpoint.ledger.models import append_only


class Migration(migrations.Migration):
    dependencies = [("goals", "0001_initial")]
    operations = [append_only("goals_reading")]
