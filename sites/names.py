"""A site is named after its region or body (SITE-05; 国办发〔2017〕47号 三（一）3)."""

from django.utils.translation import gettext as _

from sites.models import Organisation, OrganisationKind

GOVERNMENT_ENDING = "人民政府"


def proper_names(organisation: Organisation) -> list[str]:
    """What a complying name contains: the body's full or short name, for a government also its region's."""
    names = [organisation.name, organisation.short_name]
    if organisation.kind == OrganisationKind.GOVERNMENT:
        names.append(organisation.name.removesuffix(GOVERNMENT_ENDING))
    return [name for name in names if name]


def name_faults(organisation: Organisation, name: str, note: str) -> dict[str, list[str]]:
    """Sentences per field; a name that does not comply needs the proper one as a note beside it."""
    proper = proper_names(organisation)
    if any(one in name for one in proper) or any(one in note for one in proper):
        return {}
    return {
        "name_note": [
            _(
                "网站名称要以本地区、本部门机构名称命名（国办发〔2017〕47号 三（一）3）。“%(name)s”中没有“%(body)s”，"
                "请改名；确需保留原有名称的，请在“规范名称说明”中写明规范名称。"
            )
            % {"name": name, "body": organisation.name}
        ]
    }
