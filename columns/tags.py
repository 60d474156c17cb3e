"""What a column says of itself in the head of its pages (META-02)."""

from columns.models import Column
from columns.querysets import ColumnNode
from publishing.meta import ColumnTags, split_values


def column_tags(column: Column | ColumnNode) -> ColumnTags:
    """All four tags; a content page prints only name and type."""
    return ColumnTags(
        name=column.name,
        types=column.types,
        descriptions=[column.description],
        keywords=split_values(column.keywords),
    )
