"""The colours of a site as a small stylesheet of custom properties.

Strict content policy forbids style in the page itself, so the colours come from
an address of their own. Only valid, readable colours get through: whatever is in
the database, the sheet cannot be broken out of and white text stays legible.
"""

import re
from hashlib import sha256

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
FALLBACK = "#b3202a"
READABLE = 4.5  # WCAG 2.1 AA for text of normal size

Rgb = tuple[float, float, float]
WHITE: Rgb = (255, 255, 255)
BLACK: Rgb = (0, 0, 0)


def _rgb(colour: str) -> Rgb:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _hex(rgb: Rgb) -> str:
    return "#" + "".join(f"{round(one):02x}" for one in rgb)


def _luminance(rgb: Rgb) -> float:
    parts = [(one / 255) / 12.92 if one / 255 <= 0.04045 else ((one / 255 + 0.055) / 1.055) ** 2.4 for one in rgb]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two ``#rrggbb`` colours, from 1 to 21."""
    light, dark = sorted((_luminance(_rgb(one)), _luminance(_rgb(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mix(colour: str, share: float, other: Rgb) -> str:
    """``colour`` with ``share`` (0 to 1) of ``other`` in it."""
    return _hex(tuple(a * (1 - share) + b * share for a, b in zip(_rgb(colour), other, strict=True)))  # type: ignore[arg-type]


def readable(colour: str, fallback: str = FALLBACK) -> str:
    """``colour``, darkened until text of it can be read on white and on its own tint."""
    found = colour.lower() if COLOUR.fullmatch(colour or "") else fallback
    while contrast(found, mix(found, 0.94, WHITE)) < READABLE:
        found = mix(found, 0.1, BLACK)
    return found


def theme_css(main: str, accent: str = "", third: str = "") -> str:
    """The stylesheet for a site's colours; empty ones follow the main colour (PAGE-01)."""
    base = readable(main)
    second = readable(accent, base)
    values = {
        "main": base,
        "main-dark": mix(base, 0.25, BLACK),
        "main-line": mix(base, 0.72, WHITE),
        "main-tint": mix(base, 0.94, WHITE),
        "accent": second,
        "accent-tint": mix(second, 0.92, WHITE),
        "third": readable(third, second),
    }
    return ":root{" + "".join(f"--{name}:{value};" for name, value in values.items()) + "}\n"


def theme_version(css: str) -> str:
    """A short name for this very sheet, so that browsers keep it until it changes."""
    return sha256(css.encode()).hexdigest()[:10]
