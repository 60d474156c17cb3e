"""Name and describe a file of the library anew; the file itself never changes."""

from django.db import transaction

from accounts.models import User
from accounts.roles import Grants
from audit.log import record
from content.draft import clean_caption
from content.models import Asset
from content.policies import ItemPolicy
from sites.errors import NotAllowed, NotFound, Stale

NAMES = ("title", "alt_text", "rights_note")


@transaction.atomic
def change_asset(
    *,
    actor: User,
    asset_id: int,
    title: str,
    alt_text: str = "",
    rights_note: str = "",
    seen: dict[str, str] | None = None,
) -> Asset:
    """Set title, alternative text and note of rights, each at most 200 characters.

    Revisions keep the texts they were made with: what was approved stays as it
    is shown, the new texts count from the next revision. ``seen`` holds the texts
    the person had before them; Stale if they are no longer those. Raises
    NotFound, NotAllowed, Invalid.
    """
    asset = Asset.objects.select_for_update(of=("self",)).select_related("site").filter(pk=asset_id).first()
    if asset is None:
        raise NotFound
    if not ItemPolicy(Grants.of(actor)).may_upload(asset.site):
        raise NotAllowed
    old = {name: getattr(asset, name) for name in NAMES}
    if seen is not None and seen != old:
        raise Stale
    new = clean_caption(title_needed=True, title=title, alt_text=alt_text, rights_note=rights_note)
    if new == old:
        return asset
    for name, value in new.items():
        setattr(asset, name, value)
    asset.save(update_fields=NAMES)
    record("content.asset.change", asset, actor=actor, old=old, new=new)
    return asset
