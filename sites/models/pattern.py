"""What registration numbers look like: a table that a province may add to (SITE-03)."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀贵黔云滇藏陕秦甘陇青宁新港澳台"
PROVINCE_MARK = "{省}"


class IdentifierKind(models.TextChoices):
    ID_CODE = "id_code", _("网站标识码")
    ICP = "icp_number", _("ICP备案号")
    POLICE = "police_number", _("公安备案号")


def compile_format(text: str) -> re.Pattern[str]:
    """Turn ``{省}ICP备########号[-#]`` into an expression. Raises ValidationError for unbalanced brackets.

    People write these, so they are no regular expressions: ``#`` is a digit,
    ``{省}`` the short name of a province, ``[…]`` may be left out. What comes out
    never backtracks far, whatever is entered.
    """
    parts, depth = [], 0
    for piece in re.split(r"(\{省\}|[#\[\]])", text.strip()):
        depth += (piece == "[") - (piece == "]")
        if depth < 0:
            break
        parts.append(
            {"#": "[0-9]", PROVINCE_MARK: f"[{PROVINCES}]", "[": "(?:", "]": ")?"}.get(piece, re.escape(piece))
        )
    if depth != 0:
        raise ValidationError(_("格式中的方括号没有成对出现。"), code="unbalanced")
    return re.compile("".join(parts))


class IdentifierPattern(models.Model):
    """One usual form of a number. A number that fits none of them asks for confirmation."""

    kind = models.CharField(_("编号种类"), max_length=20, choices=IdentifierKind)
    province = models.ForeignKey(
        "gov_sites.Organisation", models.CASCADE, verbose_name=_("适用省份"), null=True, blank=True, related_name="+",
        help_text=_("留空时全国适用。"),
    )  # fmt: skip
    format = models.CharField(
        _("格式"), max_length=60, validators=[compile_format],  # type: ignore[list-item]
        help_text=_("# 代表一位数字，{省} 代表省份简称，方括号内的部分可以没有，例如 {省}ICP备########号[-#]。"),
    )  # fmt: skip
    example = models.CharField(_("示例"), max_length=60)

    class Meta:
        verbose_name = verbose_name_plural = _("编号格式")
        ordering = ["kind", "pk"]

    def __str__(self) -> str:
        return self.format

    def clean(self) -> None:
        super().clean()
        if self.format and self.example and not self.fits(self.example):
            raise ValidationError({"example": _("示例不符合上面的格式，请核对。")})

    def fits(self, number: str) -> bool:
        return bool(compile_format(self.format).fullmatch(number))
