"""One main colour and at most two more, all of them readable (PAGE-01, WCAG 1.4.3 and 1.4.11)."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

HEX = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE | re.ASCII)
WHITE = "#ffffff"
# Text in the main colour on white, and white text on it, against WCAG AA.
MAIN_CONTRAST = 4.5
# Lines and marks in a further colour.
FURTHER_CONTRAST = 3.0
FIELDS = {"main_colour": MAIN_CONTRAST, "accent_colour": FURTHER_CONTRAST, "third_colour": FURTHER_CONTRAST}


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` after WCAG 2.1, from 0 (black) to 1 (white)."""
    values = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in values]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str = WHITE) -> float:
    """Contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def colour_faults(values: Mapping[str, Any]) -> dict[str, list[str]]:
    """Sentences per field for those of the colour fields that are in ``values``."""
    found: dict[str, list[str]] = {}
    for name, least in FIELDS.items():
        colour = str(values.get(name) or "")
        if not colour and name != "main_colour":
            continue
        if name in values and (line := _fault(colour, least)):
            found[name] = [line]
    if values.get("third_colour") and not values.get("accent_colour"):
        found.setdefault("accent_colour", []).append(_("填写第三色之前，请先填写辅色。"))
    return found


def _fault(colour: str, least: float) -> str:
    if not HEX.fullmatch(colour):
        return _("颜色应写成 # 加六位十六进制数，例如 #b3202a。")
    ratio = contrast(colour)
    if ratio >= least:
        return ""
    # Rounded down: a colour just below the mark must not be reported as reaching it.
    return _("%(colour)s 与白色的对比度为 %(ratio)s:1，至少要达到 %(least)s:1，请换一个更深的颜色。") % {
        "colour": colour,
        "ratio": f"{int(ratio * 100) / 100:.2f}",
        "least": f"{least:g}",
    }
