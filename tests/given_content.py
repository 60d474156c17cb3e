"""What tests of content start from: items with revisions and placements, written beside the actions."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from accounts.models import User
from columns.models import Column
from content.digest import digest_of
from content.draft import Draft
from content.models import (
    Asset,
    AssetKind,
    AssetRole,
    DocumentFacts,
    Item,
    ItemKind,
    Placement,
    ReviewStep,
    Revision,
    RevisionAsset,
    State,
    Verb,
)
from sites.models import Site
from sites.scoping import all_sites
from tests import given

BODY = "<p>云岭省人民政府召开常务会议，研究部署防汛工作。</p>"
REVISION_FIELDS = {one.name for one in Revision._meta.get_fields()}


def draft(**values: Any) -> Draft:
    """What an editor hands in; say only what matters."""
    defaults = {"title": f"省政府召开第{next(given.numbers)}次常务会议", "source": "云岭省人民政府办公厅", "body": BODY}
    return Draft(**defaults | values)


def draft_item(
    site: Site, *, column: Column | None = None, author: User | None = None, state: State = State.DRAFT, **values: Any
) -> Item:
    """An item with one revision and its main place, in ``state``, not live.

    Values named like a field of Revision (title, body, summary …) go there;
    ``facts`` is a dict for DocumentFacts; the rest goes to the Item.
    """
    texts = {name: value for name, value in values.items() if name in REVISION_FIELDS}
    item_values = {name: value for name, value in values.items() if name not in texts and name != "facts"}
    facts = values.get("facts")
    texts.pop("facts", None)
    with all_sites():
        column = column or given.column(site)
        author = author or given.staff()
        texts = {"title": f"第{next(given.numbers)}号稿件", "source": "云岭省人民政府办公厅", "body": BODY} | texts
        in_review = state in {State.REVIEW_1, State.REVIEW_2, State.REVIEW_3, State.SCHEDULED}
        item = Item.objects.create(
            site=site, column=column, title=texts["title"], created_by=author, state=state,
            **{"kind": ItemKind.NEWS, "round": int(in_review)} | item_values,
        )  # fmt: skip
        item.head = add_revision(item, author=author, facts=facts, **texts)
        item.save()
        Placement.objects.create(site=site, item=item, column=column, is_canonical=True)
        step(item, Verb.CREATE, author, to_state=State.DRAFT)
        if in_review:
            step(item, Verb.SUBMIT, author, round=item.round)
    return item


def live_item(site: Site, *, column: Column | None = None, published_at: Any = None, **values: Any) -> Item:
    """A published item, live in its column since ``published_at`` (default: now). Takes what draft_item takes."""
    at = published_at or timezone.now()
    item = draft_item(site, column=column, state=State.PUBLISHED, **values)
    with all_sites():
        item.live_revision, item.first_published_at = item.head, at
        item.save()
        Placement.objects.filter(item=item).update(is_live=True, published_at=at)
        step(item, Verb.SIGN, given.staff(), level=3)
        count_column(item.column)
    return item


def withdrawn_item(site: Site, **values: Any) -> Item:
    """Once public, taken down since: its address answers 410."""
    item = live_item(site, **values)
    with all_sites():
        Item.objects.filter(pk=item.pk).update(state=State.WITHDRAWN, live_revision=None)
        Placement.objects.filter(item=item).update(is_live=False)
        count_column(item.column)
        item.refresh_from_db()
    return item


def listed(item: Item, column: Column, *, published_at: Any = None) -> Placement:
    """List ``item`` in a further ``column`` (引用)."""
    with all_sites():
        made = Placement.objects.create(
            site_id=item.site_id, item=item, column=column, is_live=item.is_live,
            published_at=published_at or item.first_published_at,
        )  # fmt: skip
        count_column(column)
    return made


def count_column(column: Column) -> None:
    """Bring the figures that ``column`` keeps of its content up to date, as the actions do."""
    newest = Placement.objects.filter(column=column, is_live=True).order_by("-published_at").first()
    figures = {
        "live_count": Placement.objects.filter(column=column, is_live=True).count(),
        "last_published_at": newest.published_at if newest else None,
    }
    Column.tree.filter(pk=column.pk).update(**figures)


def add_revision(
    item: Item, *, author: User | None, facts: dict[str, Any] | None = None, uses: Any = (), **texts: Any
) -> Revision:
    """Append a revision, digest included; ``uses`` are (asset, role) pairs."""
    texts = {"title": item.title, "source": "云岭省人民政府办公厅", "body": BODY} | texts
    number = item.revisions.count() + 1
    revision = Revision(item=item, number=number, created_by=author, **texts)
    kept = DocumentFacts(**facts) if facts else None
    used = [
        RevisionAsset(asset=asset, role=AssetRole(role), title=asset.title, alt_text=asset.alt_text, order=order)
        for order, (asset, role) in enumerate(uses)
    ]
    revision.digest = digest_of(revision, used, kept)
    revision.save()
    if kept:
        kept.revision = revision
        kept.save()
    for one in used:
        one.revision = revision
        one.save()
    return revision


def step(item: Item, verb: Verb, actor: User | None, **values: Any) -> ReviewStep:
    defaults = {"to_state": item.state, "revision": item.head, "round": item.round}
    return ReviewStep.objects.create(item=item, verb=verb, actor=actor, **defaults | values)


def picture(name: str = "huiyi.png", *, size: tuple[int, int] = (8, 6), colour: str = "#b3202a", format: str = "PNG"):
    """An uploaded image made by code."""
    buffer = BytesIO()
    Image.new("RGB", size, colour).save(buffer, format)
    return SimpleUploadedFile(name, buffer.getvalue())


def pdf(name: str = "附件.pdf", text: str = "") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, f"%PDF-1.4\n% {text or next(given.numbers)}\n%%EOF\n".encode())


def asset(site: Site, *, upload: Any = None, **values: Any) -> Asset:
    """A stored file: a small picture unless ``upload`` is given."""
    n = next(given.numbers)
    upload = upload or picture(f"tu{n}.png", colour=f"#{n % 0xFFFFFF:06x}")
    kind = AssetKind.IMAGE if upload.name.endswith((".png", ".jpg")) else AssetKind.DOCUMENT
    defaults = {
        "kind": kind,
        "title": f"第{n}号文件",
        "alt_text": "会议现场" if kind == AssetKind.IMAGE else "",
        "mime": "image/png" if kind == AssetKind.IMAGE else "application/pdf",
        "size": upload.size,
        "digest": f"{n:064x}",
    }
    with all_sites():
        made = Asset(site=site, uploaded_by=values.pop("uploaded_by", None) or given.staff(), **defaults | values)
        made.file.save(upload.name, upload, save=False)
        made.save()
    return made
