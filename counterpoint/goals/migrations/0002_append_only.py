"""Readings are append-only, held so by the database as well."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from counterpoint.ledger.models import guard, unguard


def close(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in guard("goals_reading", schema_editor.connection.vendor):
        schema_editor.execute(statement)


def reopen(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in unguard("goals_reading", schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("goals", "0001_initial")]
    operations = [migrations.RunPython(close, reopen)]
