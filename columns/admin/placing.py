"""From where a person dropped a column, or which way they pushed it, to a parent and a neighbour."""

from columns.models import Column

PLACES = ("before", "after", "inside")


def beside(column: Column, target: Column, where: str) -> tuple[int, int | None]:
    """``(parent_id, after_id)`` for ``move_column`` so that ``column`` comes before, after or (last) inside ``target``.

    Beside the root there is no place: that too means inside it. Raises ValueError
    for another word.
    """
    if where not in PLACES:
        raise ValueError(where)
    if where == "inside" or target.parent_id is None:
        return target.pk, _last(_children(target.pk, without=column))
    siblings = _children(target.parent_id, without=column)
    if target.pk not in siblings:  # dropped on itself: stay
        return target.parent_id, _before(_children(target.parent_id), column.pk)
    if where == "after":
        return target.parent_id, target.pk
    return target.parent_id, _before(siblings, target.pk)


def pushed(column: Column, direction: str) -> tuple[int, int | None]:
    """``(parent_id, after_id)`` one place ``up`` or ``down`` among its siblings; where it is at the end."""
    siblings = _children(column.parent_id)
    at = siblings.index(column.pk)
    step = {"up": -1, "down": 1}[direction]
    to = min(max(at + step, 0), len(siblings) - 1)
    siblings.insert(to, siblings.pop(at))
    return column.parent_id, _before(siblings, column.pk)


def _children(parent_id: int | None, without: Column | None = None) -> list[int]:
    rows = Column.objects.filter(parent_id=parent_id).order_by("lft").values_list("pk", flat=True)
    return [pk for pk in rows if without is None or pk != without.pk]


def _last(ids: list[int]) -> int | None:
    return ids[-1] if ids else None


def _before(ids: list[int], pk: int) -> int | None:
    at = ids.index(pk)
    return ids[at - 1] if at else None
