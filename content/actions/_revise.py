"""Making a revision: append-only, numbered, sealed by its digest."""

from urllib.parse import unquote

from django.utils.translation import gettext as _

from accounts.models import User
from content.digest import digest_of
from content.draft import TEXT_FIELDS, Draft
from content.models import Asset, AssetRole, DocumentFacts, Item, Revision, RevisionAsset
from content.sanitise import images
from sites.errors import Invalid

MEDIA = "/media/"


def make_revision(item: Item, draft: Draft, *, author: User | None, number: int) -> Revision:
    """Write ``draft``, already clean, as revision ``number`` of ``item``, with its facts and files.

    Raises Invalid if it uses a file that is not in the library of the item's site.
    """
    revision, uses, facts = unsaved_revision(item, draft, author=author, number=number)
    revision.save(force_insert=True)
    if facts is not None:
        facts.revision = revision
        facts.save(force_insert=True)
    for use in uses:
        use.revision = revision
    RevisionAsset.objects.bulk_create(uses)
    return revision


def unsaved_revision(
    item: Item, draft: Draft, *, author: User | None, number: int
) -> tuple[Revision, list[RevisionAsset], DocumentFacts | None]:
    """The rows that ``draft`` would become, digest included, to write or to compare with."""
    texts = {name: getattr(draft, name) for name in TEXT_FIELDS}
    revision = Revision(item=item, number=number, body=draft.body, created_by=author, **texts)
    facts = None
    if draft.facts is not None:
        facts = DocumentFacts(**{name: getattr(draft.facts, name) for name in draft.facts.__slots__})
    uses = _uses(item, draft)
    revision.digest = digest_of(revision, uses, facts)
    return revision, uses, facts


def _uses(item: Item, draft: Draft) -> list[RevisionAsset]:
    asked = [use for use in draft.assets if use.role != AssetRole.BODY]  # those are read from the body
    shown = list(dict.fromkeys(unquote(one["src"]).removeprefix(MEDIA) for one in images(draft.body)))
    if not asked and not shown:
        return []
    own = Asset.objects.filter(site_id=item.site_id)
    by_id = {one.pk: one for one in own.filter(pk__in=[use.asset_id for use in asked])} if asked else {}
    by_name = {one.file.name: one for one in own.filter(file__in=shown)} if shown else {}
    if any(use.asset_id not in by_id for use in asked):
        raise Invalid(fields={"assets": [_("没有找到所选的图片或附件，请从本站的资源库中重新选择。")]})
    if len(by_name) < len(shown):
        raise Invalid(fields={"body": [_("正文中有图片不在本站的资源库中，请先上传，再插入正文。")]})
    uses = []
    for order, use in enumerate(asked):
        asset = by_id[use.asset_id]
        title = " ".join(use.title.split())[:200] or asset.title
        uses.append(RevisionAsset(asset=asset, role=use.role, title=title, alt_text=asset.alt_text, order=order))
    for order, name in enumerate(shown):
        asset = by_name[name]
        uses.append(RevisionAsset(asset=asset, role=AssetRole.BODY, title=asset.title, order=order))
    return uses
