"""The whole column tree of a site in one query, with what shows already decided (PAGE-08).

Menus, breadcrumbs, site map and home page all read from one ``SiteTree`` a
request; a site has some hundred columns, so light rows in memory beat a query
for each question.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.storage import default_storage
from django.utils import timezone

from columns.models import Column
from sites.models import Site

READ = {
    "id": "id", "parent_id": "parent_id", "depth": "level", "name": "name", "path": "path", "type": "type_id",
    "further_types": "further_types", "layout": "layout", "page_size": "page_size", "description": "description",
    "keywords": "keywords", "owner_id": "owner_id", "own_rhythm_days": "rhythm_days",
    "type_rhythm_days": "type__rhythm_days", "is_channel": "is_channel", "is_hidden": "is_hidden",
    "is_required": "is_required", "is_prescribed": "is_prescribed", "explanation_text": "explanation",
    "explanation_reviewed_at": "explanation_reviewed_at", "is_topic": "is_topic",
    "topic_starts_on": "topic_starts_on", "topic_ends_on": "topic_ends_on", "picture": "picture",
    "live_count": "live_count", "last_published_at": "last_published_at",
}  # fmt: skip


@dataclass(slots=True, eq=False)
class ColumnNode:
    """One column, read-only. ``depth`` is 0 for the root, 1 for the first level."""

    id: int
    parent_id: int | None
    depth: int
    name: str
    path: str
    type: str
    further_types: list[str]
    layout: str
    page_size: int
    description: str
    keywords: str
    owner_id: int | None
    own_rhythm_days: int | None
    type_rhythm_days: int | None
    is_channel: bool
    is_hidden: bool
    is_required: bool
    is_prescribed: bool
    explanation_text: str
    explanation_reviewed_at: datetime | None
    is_topic: bool
    topic_starts_on: date | None
    topic_ends_on: date | None
    picture: str
    live_count: int
    last_published_at: datetime | None
    parent: "ColumnNode | None" = None
    children: list["ColumnNode"] = field(default_factory=list)
    # Over what shows of the subtree, itself included.
    total_count: int = 0
    newest_at: datetime | None = None
    shows: bool = False

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        return f"/{self.path}/" if self.path else "/"

    @property
    def types(self) -> list[str]:
        """All values of the ``ColumnType`` tag."""
        return [self.type, *self.further_types]

    @property
    def shown_children(self) -> list["ColumnNode"]:
        return [child for child in self.children if child.shows]

    @property
    def explanation(self) -> str:
        """The reviewed 说明 of a prescribed column, or an empty string."""
        return self.explanation_text if self.is_prescribed and self.explanation_reviewed_at else ""

    @property
    def picture_url(self) -> str:
        return default_storage.url(self.picture) if self.picture else ""

    @property
    def rhythm_days(self) -> int | None:
        """Days within which something new is due: its own rule, else that of its type."""
        return self.own_rhythm_days or self.type_rhythm_days

    def topic_is_over(self, on: date | None = None) -> bool:
        """Has the topic's period ended before ``on`` (default: today)? Then it shows 已归档."""
        day = on or timezone.localdate()
        return self.is_topic and self.topic_ends_on is not None and self.topic_ends_on < day

    def is_stale(self, now: datetime) -> bool:
        """Is the newest thing in the column itself older than its rhythm allows?

        The home page counts whatever is published anywhere; an archived topic rests.
        """
        newest = self.newest_at if self.parent is None else self.last_published_at
        if newest is None or not self.rhythm_days or not self.shows or self.is_resting(now):
            return False
        return newest < now - timedelta(days=self.rhythm_days)

    def is_resting(self, now: datetime) -> bool:
        """Is it, or is something above it, an archived topic?"""
        on = timezone.localdate(now)
        return any(node.topic_is_over(on) for node in self.trail())

    def trail(self) -> list["ColumnNode"]:
        """From the first level down to this column, without the root: the breadcrumb."""
        found: list[ColumnNode] = []
        node: ColumnNode | None = self
        while node is not None and node.parent is not None:
            found.append(node)
            node = node.parent
        return found[::-1]

    def subtree(self) -> Iterator["ColumnNode"]:
        """Itself and all that shows below it, in tree order."""
        yield self
        for child in self.shown_children:
            yield from child.subtree()

    def subtree_ids(self) -> list[int]:
        """Ids of what its list page draws from."""
        return [node.id for node in self.subtree()]


@dataclass(frozen=True, slots=True)
class Topics:
    """Topics of a site on one day (PAGE-10): on the home page, and in the topic area only."""

    running: list[ColumnNode]
    archived: list[ColumnNode]


class SiteTree:
    """All columns of one site at one moment."""

    def __init__(self, nodes: list[ColumnNode]) -> None:
        """``nodes`` in tree order, the root first. Raises ValueError without a root."""
        if not nodes or nodes[0].parent_id is not None:
            raise ValueError("a site needs a root column")
        self.nodes = nodes
        self.root = nodes[0]
        self._by_id = {node.id: node for node in nodes}
        self._by_path = {node.path: node for node in nodes}
        for node in nodes[1:]:
            assert node.parent_id is not None  # only the root has none
            node.parent = self._by_id[node.parent_id]
            node.parent.children.append(node)
        self._decide_what_shows()

    def _decide_what_shows(self) -> None:
        for node in reversed(self.nodes):
            below = [child for child in node.children if child.shows]
            node.total_count = node.live_count + sum(child.total_count for child in below)
            moments = [one for one in (node.last_published_at, *(child.newest_at for child in below)) if one]
            node.newest_at = max(moments, default=None)
            node.shows = not node.is_hidden and bool(node.total_count or node.explanation or below)
        self.root.shows = True
        for node in self.nodes[1:]:
            node.shows = node.shows and node.parent.shows

    def node(self, column_id: int) -> ColumnNode | None:
        return self._by_id.get(column_id)

    def by_path(self, path: str) -> ColumnNode | None:
        """``path`` without slashes around it; the root's is empty."""
        return self._by_path.get(path)

    def trail(self, column_id: int) -> list[ColumnNode]:
        """The breadcrumb of a column; empty for the root and for unknown ids."""
        node = self.node(column_id)
        return node.trail() if node else []

    def visible(self) -> Iterator[ColumnNode]:
        """What shows, in tree order, without the root."""
        return (node for node in self.nodes[1:] if node.shows)

    @property
    def channels(self) -> list[ColumnNode]:
        """The top navigation, the same on every page (PAGE-09)."""
        return [node for node in self.visible() if node.is_channel]

    def of_type(self, *names: str) -> list[ColumnNode]:
        """Columns that show and have one of the types ``names``, in tree order."""
        return [node for node in self.visible() if not set(names).isdisjoint(node.types)]

    def first_of_type(self, *names: str) -> ColumnNode | None:
        """The first one of ``of_type``, for a block of the home page."""
        return next(iter(self.of_type(*names)), None)

    def topics(self, on: date | None = None) -> Topics:
        """Running and archived topics that show; one whose start lies ahead is in neither."""
        day = on or timezone.localdate()
        found = [node for node in self.visible() if node.is_topic]
        running = [
            node for node in found
            if not node.topic_is_over(day) and (node.topic_starts_on is None or node.topic_starts_on <= day)
        ]  # fmt: skip
        archived = [node for node in found if node.topic_is_over(day)]
        archived.sort(key=lambda node: node.topic_ends_on or day, reverse=True)
        return Topics(running, archived)


def site_tree(site: Site) -> SiteTree:
    """Read the tree of ``site`` in one query, however many columns it has."""
    rows: Any = Column.tree.filter(site=site).order_by("lft").values_list(*READ.values())
    return SiteTree([ColumnNode(*row) for row in rows])
