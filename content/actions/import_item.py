"""Take in material that is already public elsewhere, in one act."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Grants
from columns.actions import content_changed
from columns.models import Column
from content.actions._steps import announce, enter
from content.actions.create import new_item
from content.draft import Draft, clean_draft, refuse_unfinished
from content.models import Item, ItemKind, Verb
from content.policies import ItemPolicy, OwnWork
from content.signals import published
from sites.errors import Invalid


def import_item(
    *,
    signer: User | None,
    column: Column,
    kind: ItemKind,
    draft: Draft,
    imported_from: str,
    import_key: str,
    original_published_at: datetime | None = None,
    author: User | None = None,
) -> Item | None:
    """Make an item of already public material, signed by ``signer`` and live at once.

    Without a signer it is left as a draft for the editors of the column. Returns
    None, with nothing changed, if the site has ``import_key`` from ``imported_from``
    already. ``original_published_at`` (aware, past) becomes the time of
    publication and is kept apart as what the source says; the step and the log
    tell when it really came here (MECH-09).

    Raises NotAllowed unless the signer holds 终审 on the column, OwnWork if they
    are the author, Invalid for what is wrong in the draft or its provenance.
    """
    origin = {"imported_from": imported_from, "import_key": import_key, "original_published_at": original_published_at}
    _refuse_provenance(imported_from, import_key, original_published_at)
    known = Item.objects.filter(site_id=column.site_id, imported_from=imported_from, import_key=import_key)
    if known.exists():
        return None
    try:
        if signer is None:
            return _leave_as_draft(column, kind, draft, author, origin)
        return _sign(signer, column, kind, draft, author, origin)
    except IntegrityError:
        if known.exists():  # another import of the same was faster
            return None
        raise


@transaction.atomic
def _leave_as_draft(column: Column, kind: ItemKind, draft: Draft, author: User | None, origin: dict[str, Any]) -> Item:
    item = new_item(column, kind, clean_draft(draft), author=author, **origin)
    enter(Verb.CREATE, item, actor=author, left="", column=column.path, imported_from=origin["imported_from"])
    return item


@transaction.atomic
def _sign(
    signer: User, column: Column, kind: ItemKind, draft: Draft, author: User | None, origin: dict[str, Any]
) -> Item:
    on_behalf_of = ItemPolicy(Grants.of(signer)).sign_import_for(column)
    if author is not None and author.pk in {signer.pk, on_behalf_of}:
        raise OwnWork
    live_at = origin["original_published_at"] or timezone.now()
    item = new_item(column, kind, clean_draft(draft), author=author, live_at=live_at, **origin)
    assert item.head is not None  # every item has one from its creation
    refuse_unfinished(item.head)
    content_changed(column_ids=[column.pk])
    announce(published, item, [(column.site_id, column.pk)])
    enter(
        Verb.SIGN_IMPORT, item, actor=signer, left="", level=3, on_behalf_of=on_behalf_of, column=column.path,
        digest=item.head.digest, imported_from=origin["imported_from"], import_key=origin["import_key"],
    )  # fmt: skip
    return item


def _refuse_provenance(imported_from: str, import_key: str, published_at: datetime | None) -> None:
    if not imported_from.strip() or not import_key.strip():
        raise Invalid(_("导入的稿件必须注明来源和编号。"))
    if published_at is not None and (timezone.is_naive(published_at) or published_at > timezone.now()):
        raise Invalid(fields={"original_published_at": [_("原发布时间应是已经过去的时间。")]})
