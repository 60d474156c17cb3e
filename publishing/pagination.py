"""Pages of a list, numbered from 1, each with an address of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

AROUND = 2  # numbers shown on each side of the current page


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Which page of how many; ``address`` gives the URL of a page number."""

    number: int
    count: int
    total: int
    address: Callable[[int], str]

    @property
    def previous(self) -> str:
        return self.address(self.number - 1) if self.number > 1 else ""

    @property
    def next(self) -> str:
        return self.address(self.number + 1) if self.number < self.count else ""

    def links(self) -> list[tuple[int | None, str]]:
        """Numbers and addresses to draw; ``(None, "")`` stands for numbers left out."""
        near = range(self.number - AROUND, self.number + AROUND + 1)
        shown = sorted({1, self.count, *(one for one in near if 1 <= one <= self.count)})
        found: list[tuple[int | None, str]] = []
        for before, number in zip([0, *shown], shown, strict=False):
            if number - before > 1:
                found.append((None, ""))
            found.append((number, self.address(number)))
        return found


def paginate(total: int, number: int, size: int, address: Callable[[int], str]) -> Pages | None:
    """The page ``number`` of ``total`` rows, or None if there is no such page. Page 1 always exists."""
    count = max(1, ceil(total / size))
    if not 1 <= number <= count:
        return None
    return Pages(number=number, count=count, total=total, address=address)
