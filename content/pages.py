"""The head of each kind of page, from the models (META-01 to META-04)."""

from columns.querysets import ColumnNode
from columns.tags import column_tags
from content.models import Placement
from content.tags import article_tags
from publishing.meta import PageMeta
from sites.models import Site
from sites.tags import site_tags


def home_meta(site: Site, root: ColumnNode) -> PageMeta:
    """The home page carries all four column tags, from the hidden root column."""
    return PageMeta(site=site_tags(site), title=site.name, column=column_tags(root), canonical=site.absolute_url("/"))


def column_meta(site: Site, column: ColumnNode, *, address: str, page: int = 1) -> PageMeta:
    """A page of a column or topic; ``address`` is the path of this very page of the list."""
    title = column.name if page == 1 else f"{column.name}（第{page}页）"
    return PageMeta(site=site_tags(site), title=title, column=column_tags(column), canonical=site.absolute_url(address))


def item_meta(site: Site, placement: Placement, *, image: str = "") -> PageMeta:
    """A content page. ``placement`` is the canonical one; ``image`` is a path on the site."""
    revision = placement.item.live_revision
    assert revision is not None  # the placement is live
    assert placement.published_at is not None
    url = site.absolute_url(placement.get_absolute_url())
    article = article_tags(
        revision,
        published_at=placement.published_at,
        url=url,
        image=site.absolute_url(image) if image.startswith("/") else image,
    )
    return PageMeta(
        site=site_tags(site),
        title=revision.title,
        column=column_tags(placement.column),
        article=article,
        canonical=url,
    )


def plain_meta(site: Site, title: str, address: str = "") -> PageMeta:
    """A page that belongs to no column: site map, search, statements, errors."""
    return PageMeta(site=site_tags(site), title=title, canonical=site.absolute_url(address) if address else "")
