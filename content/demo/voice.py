"""Filling the gaps of a text for one site and one day, the same way at every run."""

import random
import re
from datetime import date

from content.demo.places import SiteSpec

# A number, with or without a decimal place, or a name.
GAP = re.compile(r"\{n:(\d+)-(\d+)\}(?:\.\{n:(\d+)-(\d+)\})?|\{([a-z_]+)\}")


class Voice:
    """Speaks for ``spec`` on ``day``. ``{n:10-50}`` becomes a number, the other names facts of the site.

    The same ``topic`` on the same site always gives the same text. Within one
    voice the place stays the same, and a gap written twice gets one number, so
    that the title and the text never contradict each other; ``table=True`` draws
    every number anew.
    """

    def __init__(self, spec: SiteSpec, day: date, topic: str, *, table: bool = False) -> None:
        self.spec, self.day, self.table = spec, day, table
        self._drawn: dict[str, str] = {}
        self.dice = random.Random(f"{spec.key}/{topic}")  # noqa: S311 - nobody guards anything with it
        self._values = {
            "area": spec.area,
            "org": spec.body,
            "short": spec.short,
            "part": self.dice.choice(spec.parts),
            "seat": spec.seat,
            "address": spec.address,
            "phone": spec.phone,
            "fax": spec.phone[:-1] + "8",
            "email": spec.email,
            "post": f"{spec.region[:4]}00",
            "superior": spec.superior,
            "year": str(day.year),
            "last": str(day.year - 1),
            "md": f"{day.month}月{day.day}日",
            "date": f"{day.year}年{day.month}月{day.day}日",
        } | spec.figures

    def say(self, text: str, /, **more: str) -> str:
        """``text`` with its gaps filled; ``more`` adds or overrides names. An unknown name raises KeyError."""
        values = self._values | more

        def fill(gap: re.Match[str]) -> str:
            if gap[5]:
                return values[gap[5]]
            number = self._draw(gap)
            return number if self.table else self._drawn.setdefault(gap[0], number)

        return GAP.sub(fill, text)

    def _draw(self, gap: re.Match[str]) -> str:
        number = str(self.dice.randint(int(gap[1]), int(gap[2])))
        return f"{number}.{self.dice.randint(int(gap[3]), int(gap[4]))}" if gap[3] else number

    def pick(self, options: list, count: int) -> list:
        """``count`` of ``options`` in their own order."""
        chosen = sorted(self.dice.sample(range(len(options)), min(count, len(options))))
        return [options[index] for index in chosen]
