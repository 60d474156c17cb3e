"""The database itself refuses to change or remove a row of the operation log (SEC-03)."""

from django.db import migrations

MESSAGE = "operation log rows are never changed or removed"

POSTGRES = f"""
CREATE FUNCTION audit_logentry_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$;
CREATE TRIGGER audit_logentry_append_only BEFORE UPDATE OR DELETE ON audit_logentry
    FOR EACH ROW EXECUTE FUNCTION audit_logentry_append_only();
"""
POSTGRES_BACK = """
DROP TRIGGER audit_logentry_append_only ON audit_logentry;
DROP FUNCTION audit_logentry_append_only();
"""
SQLITE = [
    f"""CREATE TRIGGER audit_logentry_no_{act} BEFORE {act} ON audit_logentry
        BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"""
    for act in ("update", "delete")
]
SQLITE_BACK = [f"DROP TRIGGER audit_logentry_no_{act}" for act in ("update", "delete")]


def run(postgres, sqlite):
    def apply(apps, schema_editor):
        statements = {"postgresql": [postgres], "sqlite": sqlite}[schema_editor.connection.vendor]
        with schema_editor.connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    return apply


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(run(POSTGRES, SQLITE), run(POSTGRES_BACK, SQLITE_BACK))]
