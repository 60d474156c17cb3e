"""The values of ``ColumnType`` in the order of the standard (META-02), and one of our own.

``required_as``: the six kinds of column that every site must have (PAGE-07).
``rhythm_days``: news 14 days, notices and documents half a year, others a year.
An authority edits or extends the table in the admin; a row that exists already
is left alone.
"""

from django.db import migrations

YEAR, HALF_YEAR, FORTNIGHT = 365, 182, 14
STANDARD = [
    ("首页", "", FORTNIGHT),
    ("概况信息", "", YEAR),
    ("机构职能", "机构职能", YEAR),
    ("负责人信息", "负责人信息", YEAR),
    ("工作动态", "工作动态", FORTNIGHT),
    ("政策文件", "政策文件", HALF_YEAR),
    ("信息公开指南", "", YEAR),
    ("信息公开目录", "", YEAR),
    ("信息公开年报", "", YEAR),
    ("依申请公开", "", YEAR),
    ("数据发布", "", YEAR),
    ("数据开放", "", YEAR),
    ("政策解读", "解读回应", YEAR),
    ("回应关切", "解读回应", YEAR),
    ("办事服务", "", YEAR),
    ("咨询投诉", "互动交流", YEAR),
    ("征集调查", "互动交流", YEAR),
    ("在线访谈", "互动交流", YEAR),
]
OWN = [("通知公告", "", HALF_YEAR)]


def add_types(apps, schema_editor):
    column_type = apps.get_model("columns", "ColumnType")
    rows = [(name, required_as, days, True) for name, required_as, days in STANDARD]
    rows += [(name, required_as, days, False) for name, required_as, days in OWN]
    column_type.objects.bulk_create(
        [
            column_type(name=name, required_as=required_as, rhythm_days=days, is_standard=standard, order=10 * n)
            for n, (name, required_as, days, standard) in enumerate(rows, start=1)
        ],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("columns", "0001_initial")]

    operations = [migrations.RunPython(add_types, migrations.RunPython.noop)]
