"""Append-only is held by the database as well."""

from django.db import migrations

from counterpoint.ledger.models import append_only


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [append_only("ledger_event")]
