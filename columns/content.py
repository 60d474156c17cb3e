"""What hangs in columns is told by the rooms above, which register a counter here.

``columns`` knows no item. It stores, per column, how much is live and when the
newest was published: enough to decide what shows (PAGE-08) and what is stale.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from sites.scoping import all_sites


@dataclass(frozen=True, slots=True)
class Figures:
    """How many live things hang in one column itself, and when the newest was published."""

    live_count: int = 0
    last_published_at: datetime | None = None

    def __add__(self, other: "Figures") -> "Figures":
        moments = [one.last_published_at for one in (self, other) if one.last_published_at]
        return Figures(self.live_count + other.live_count, max(moments, default=None))


# column ids → their figures; ids with nothing in them may be left out
Counter = Callable[[Collection[int]], dict[int, Figures]]

_counters: dict[str, Counter] = {}


def register_counter(name: str, count: Counter) -> None:
    """Let ``count`` tell what a room keeps in columns; call it in ``AppConfig.ready()``."""
    _counters[name] = count


def figures(column_ids: Collection[int]) -> dict[int, Figures]:
    """Recount ``column_ids`` from the truth, summed over all rooms. Every id is in the answer."""
    found = {column_id: Figures() for column_id in column_ids}
    with all_sites():
        for count in _counters.values():
            for column_id, one in count(column_ids).items():
                found[column_id] += one
    return found
