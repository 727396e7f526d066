"""What was expected is held by the database as well: once an experiment has begun, its plan does not change."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "experiments_experiment"
HELD = (
    "idea_id", "aim_id", "scale_id", "plan_id", "prediction_id", "expected", "expected_on", "likely", "put_at", "begun_at",
)  # fmt: skip
REFUSAL = "what was expected is held once it has begun"


def statements(vendor: str) -> list[str]:
    differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    changed = " OR ".join(f"NEW.{name} {differs} OLD.{name}" for name in HELD)
    when = f"WHEN (OLD.begun_at IS NOT NULL AND ({changed}))"
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {TABLE}_held BEFORE UPDATE ON {TABLE} {when} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        ]
    return [
        f"CREATE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
        f"CREATE TRIGGER {TABLE}_held BEFORE UPDATE ON {TABLE} FOR EACH ROW {when} "
        f"EXECUTE FUNCTION {TABLE}_refuse()",
    ]


def close(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def reopen(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_held")
        return
    schema_editor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_held ON {TABLE}")
    schema_editor.execute(f"DROP FUNCTION IF EXISTS {TABLE}_refuse()")


class Migration(migrations.Migration):
    dependencies = [("experiments", "0001_initial")]
    operations = [migrations.RunPython(close, reopen)]
