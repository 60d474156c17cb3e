"""Add a file to the library of a site, after a look into it."""

from django.core.files import File
from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.roles import Grants
from audit.log import record
from content.draft import clean_caption
from content.models import Asset
from content.policies import ItemPolicy
from content.uploads import Checked, check_upload
from sites.errors import NotAllowed
from sites.models import Site


def add_asset(
    *, actor: User, site: Site, upload: File, title: str = "", alt_text: str = "", rights_note: str = ""
) -> Asset:
    """Check ``upload`` and store it; the same file on the same site is stored once and returned again.

    The file is written before its row and removed if the row cannot be made. If
    a transaction around this call is rolled back later, the file stays behind
    without a row: it is then reachable nowhere.

    Raises NotAllowed for who may not write on the site, Invalid (field ``file``)
    for what may not be uploaded.
    """
    if not ItemPolicy(Grants.of(actor)).may_upload(site):
        raise NotAllowed
    texts = clean_caption(title=title, alt_text=alt_text, rights_note=rights_note)
    checked = check_upload(upload)
    known = Asset.objects.filter(site=site, digest=checked.digest).first()
    if known is not None:
        return known
    texts["title"] = texts["title"] or checked.name.rpartition(".")[0] or checked.name
    return _store(actor, site, upload, checked, texts)


def _store(actor: User, site: Site, upload: File, checked: Checked, texts: dict[str, str]) -> Asset:
    asset = Asset(
        site=site, kind=checked.kind, mime=checked.mime, size=checked.size, width=checked.width,
        height=checked.height, digest=checked.digest, uploaded_by=actor, **texts,
    )  # fmt: skip
    asset.file.save(checked.name, upload, save=False)
    try:
        with transaction.atomic():
            asset.save(force_insert=True)
            record("content.asset.add", asset, actor=actor, new={"mime": asset.mime, "digest": asset.digest})
    except IntegrityError:
        asset.file.delete(save=False)
        return Asset.objects.get(site=site, digest=checked.digest)  # somebody else was faster
    except BaseException:
        asset.file.delete(save=False)
        raise
    return asset
