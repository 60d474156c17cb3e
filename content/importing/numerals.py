"""Chinese numerals of articles: 第一百三十五条之一 → ``135-1``."""

import re

DIGITS = {mark: value for value, mark in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
UNITS = {"十": 10, "百": 100, "千": 1000}
NUMERAL = "[零〇一二两三四五六七八九十百千0-9]+"
ARTICLE = re.compile(rf"第({NUMERAL})条(?:之({NUMERAL}))?")
ENTRY = re.compile(rf"条目({NUMERAL})")


def number_of(numeral: str) -> int:
    """The value of a Chinese (below ten thousand) or Arabic numeral; ``numeral`` holds nothing else."""
    if numeral.isascii():
        return int(numeral)
    total = digit = 0
    for mark in numeral:
        if mark in UNITS:
            total += (digit or 1) * UNITS[mark]
            digit = 0
        else:
            digit = digit * 10 + DIGITS[mark] if digit else DIGITS[mark]
    return total + digit


def anchor_of(name: str) -> str:
    """``art-23`` for 第二十三条, ``art-135-1`` for 第一百三十五条之一, ``art-item-2`` for 条目二, else empty."""
    if found := ARTICLE.fullmatch(name):
        return "-".join(["art", *(str(number_of(one)) for one in found.groups() if one)])
    if found := ENTRY.fullmatch(name):
        return f"art-item-{number_of(found[1])}"
    return ""
