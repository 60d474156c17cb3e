"""The seven roles as groups (ORG-04)."""

from django.db import migrations

ROLES = ["platform_admin", "manager", "editor", "reviewer_1", "reviewer_2", "reviewer_3", "auditor"]


def make_groups(apps, schema_editor):
    group = apps.get_model("auth", "Group")
    for name in ROLES:
        group.objects.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("auth", "0012_alter_user_first_name_max_length")]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
