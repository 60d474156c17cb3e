"""Who may have a site by the national guidelines, and what registration numbers usually look like.

A province that is stricter (Sichuan refuses townships) adds rules of its own.
"""

from django.db import migrations

STATE, PROVINCE, CITY, COUNTY, TOWNSHIP = range(1, 6)
GUIDE = "国办发〔2017〕47号 三（一）1"

PORTAL = f"{GUIDE}：县级以上各级人民政府、国务院部门要开设政府门户网站。"
TOWN = f"{GUIDE}：乡镇、街道原则上不开设政府门户网站，确有特殊需求的，提出申请获批后可保留或开设（部分省份规定一律不开设，如四川地方标准4.3.1.1）。"
DEPARTMENT = f"{GUIDE}：省级、地市级政府部门可根据需要开设本单位网站。"
COUNTY_DEPARTMENT = f"{GUIDE}：县级政府部门原则上不开设政府网站，确有特殊需求的，提出申请获批后可保留或开设（四川地方标准4.3.1.4同）。"
VERTICAL = f"{GUIDE}：实行全系统垂直管理部门设在地方的县处级以上机构可根据需要开设本单位网站，报国务院有关部门办公厅（室）批准。"
VERTICAL_COUNTY = f"{GUIDE}：垂直管理部门设在地方的机构，县处级以上的方可开设；请写明机构级别和国务院有关部门的批准情况。"
DISPATCHED = "国办发〔2017〕47号“政府网站”定义包括派出机构；三（一）1未列明其开设条件，须经省级政府办公厅批准。"
INSTITUTION = "国办发〔2017〕47号“政府网站”定义包括承担行政职能的事业单位；三（一）1未列明其开设条件，须经省级政府办公厅批准。"
BELOW_COUNTY = f"{GUIDE}：乡镇、街道所属单位不开设网站，通过上级政府门户网站开展政务公开。"

# level, kind, vertical, outcome, basis
RULES = [
    *[(level, "government", False, "allowed", PORTAL) for level in (STATE, PROVINCE, CITY, COUNTY)],
    (TOWNSHIP, "government", False, "special_need", TOWN),
    (STATE, "department", False, "allowed", PORTAL),
    *[(level, "department", False, "allowed", DEPARTMENT) for level in (PROVINCE, CITY)],
    (COUNTY, "department", False, "special_need", COUNTY_DEPARTMENT),
    (TOWNSHIP, "department", False, "refused", BELOW_COUNTY),
    *[
        (level, kind, True, "allowed", VERTICAL)
        for level in (STATE, PROVINCE, CITY)
        for kind in ("department", "dispatched")
    ],
    *[(COUNTY, kind, True, "special_need", VERTICAL_COUNTY) for kind in ("department", "dispatched")],
    *[(level, "dispatched", False, "special_need", DISPATCHED) for level in (STATE, PROVINCE, CITY, COUNTY)],
    (TOWNSHIP, "dispatched", False, "special_need", TOWN),
    *[
        (level, "institution", vertical, "special_need", INSTITUTION)
        for level in (STATE, PROVINCE, CITY)
        for vertical in (False, True)
    ],
    *[(COUNTY, "institution", vertical, "special_need", COUNTY_DEPARTMENT) for vertical in (False, True)],
]

# kind, format, example
PATTERNS = [
    ("id_code", "##########", "5109030018"),
    ("id_code", "bm########", "bm07000001"),
    ("icp_number", "{省}ICP备########[#[#]]号[-#[#[#]]]", "京ICP备05070218号-1"),
    ("police_number", "{省}公网安备[ ]##############号", "京公网安备 11010202000001号"),
]


def forwards(apps, schema_editor):
    rule, pattern = (apps.get_model("gov_sites", name) for name in ("SiteOpeningRule", "IdentifierPattern"))
    rule.objects.bulk_create(
        rule(level=level, kind=kind, vertical=vertical, outcome=outcome, basis=basis)
        for level, kind, vertical, outcome, basis in RULES
    )
    pattern.objects.bulk_create(pattern(kind=kind, format=text, example=example) for kind, text, example in PATTERNS)


def backwards(apps, schema_editor):
    apps.get_model("gov_sites", "SiteOpeningRule").objects.filter(province=None).delete()
    apps.get_model("gov_sites", "IdentifierPattern").objects.filter(province=None).delete()


class Migration(migrations.Migration):
    dependencies = [("gov_sites", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
