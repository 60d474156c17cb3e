"""Do registration numbers look right? A doubt is a warning to confirm, never a wall (SITE-03)."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from sites.models import IdentifierKind, IdentifierPattern, Organisation

REGION_DIGITS = 6
PROVINCE_DIGITS = 2


def identifier_warnings(organisation: Organisation, numbers: Mapping[str, Any]) -> dict[str, list[str]]:
    """Warnings per field for those of id_code, icp_number and police_number that are in ``numbers``."""
    found: dict[str, list[str]] = {}
    for kind in IdentifierKind:
        number = str(numbers.get(kind) or "").strip()
        if number:
            lines = [*_pattern(organisation, kind, number), *_region(organisation, kind, number)]
            if lines:
                found[kind.value] = lines
    return found


def _pattern(organisation: Organisation, kind: IdentifierKind, number: str) -> list[str]:
    province = organisation.province()
    patterns = [
        one
        for one in IdentifierPattern.objects.filter(kind=kind)
        if one.province_id is None or (province and one.province_id == province.pk)
    ]
    if not patterns or any(one.fits(number) for one in patterns):
        return []
    examples = _("、").join(one.example for one in patterns)
    return [_("“%(number)s”与常见格式不同，常见的如：%(examples)s。") % {"number": number, "examples": examples}]


def _region(organisation: Organisation, kind: IdentifierKind, number: str) -> list[str]:
    code = organisation.region_code
    if len(code) != REGION_DIGITS:
        return []
    digits = "".join(one for one in number if one in "0123456789")
    if kind == IdentifierKind.ID_CODE and number.isdigit() and not number.startswith(code):
        return [
            _("标识码前六位“%(start)s”与主办单位的行政区划代码“%(code)s”不一致。")
            % {"start": number[:REGION_DIGITS], "code": code}
        ]
    if kind == IdentifierKind.POLICE and digits and not digits.startswith(code[:PROVINCE_DIGITS]):
        return [
            _("公安备案号的区划“%(start)s”与主办单位所在省份的代码“%(code)s”不一致。")
            % {"start": digits[:PROVINCE_DIGITS], "code": code[:PROVINCE_DIGITS]}
        ]
    return []
