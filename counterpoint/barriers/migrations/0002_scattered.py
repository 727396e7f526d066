"""What waits without a name lies in no order, in PostgreSQL too."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from counterpoint.ledger.models import gather, scatter

TABLES = ("barriers_raisedby",)


def close(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table in TABLES:
        for statement in scatter(table, schema_editor.connection.vendor):
            schema_editor.execute(statement)


def reopen(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table in TABLES:
        for statement in gather(table, schema_editor.connection.vendor):
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("barriers", "0001_initial")]
    operations = [migrations.RunPython(close, reopen)]
