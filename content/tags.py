"""What a content page says of itself in its head (META-03)."""

from datetime import datetime

from content.models import Revision
from publishing.meta import ArticleTags, split_values


def article_tags(revision: Revision, *, published_at: datetime, url: str = "", image: str = "") -> ArticleTags:
    """Tags of one published revision; ``url`` and ``image`` are absolute addresses."""
    return ArticleTags(
        title=revision.title,
        published_at=published_at,
        source=revision.source,
        keywords=split_values(revision.keywords),
        author=revision.author or revision.responsible_editor,
        description=revision.summary,
        image=image,
        url=url,
    )
