"""Files of the library, and who may read them.

Only files that a row in the database knows are served, by their exact stored
name: there is no way from a path in the address to any other file on the disk.
Pictures are shown, everything else is handed over as a download with the name
an editor gave it.
"""

import mimetypes
from dataclasses import dataclass

from django.contrib import admin
from django.core.files.storage import default_storage
from django.db.models import Exists, F, OuterRef
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, HttpResponseNotModified
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from columns.middleware import site_ids_within
from columns.models import Column
from content.models import Asset, Placement, RevisionAsset
from sites.models import Site, SiteStatus

# Shown in the page; anything else, SVG included, is never rendered from here.
INLINE = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})
MAX_AGE = 600  # seconds; a withdrawn picture must not live on for long
LONGEST_NAME = 255


@dataclass(frozen=True, slots=True)
class Served:
    """A stored file as it goes out."""

    name: str  # in the storage
    mime: str
    title: str = ""
    digest: str = ""


@require_safe
def on_site(request: HttpRequest, path: str) -> HttpResponseBase:
    """``/media/…`` on a site: what its live pages show, its logo, its topics' pictures; else 404."""
    site: Site = request.site  # type: ignore[attr-defined]
    if not _sound(path):
        raise Http404
    asset = Asset.objects.filter(_is_public(), file=path).first()
    if asset is not None:
        return _serve(request, _of(asset))
    if path == site.logo.name or Column.objects.filter(picture=path).exists():
        return _serve(request, _picture(path))
    raise Http404


@require_safe
def at_desk(request: HttpRequest, path: str) -> HttpResponseBase:
    """``/media/…`` on the platform's host: logos for all, the rest for staff of that site (ORG-04)."""
    if not _sound(path):
        raise Http404
    if Site.objects.filter(logo=path, status=SiteStatus.LIVE).exists():
        return _serve(request, _picture(path))
    if not admin.site.has_permission(request):  # the password alone opens no draft (ORG-05)
        raise Http404
    reachable = site_ids_within(request.grants)  # type: ignore[attr-defined]
    if not reachable:  # no work with content: no scope to read in
        raise Http404
    asset = Asset.objects.filter(file=path, site_id__in=reachable).first()
    if asset is not None:
        return _serve(request, _of(asset), private=True)
    if Column.objects.filter(picture=path, site_id__in=reachable).exists():
        return _serve(request, _picture(path), private=True)
    raise Http404


def _sound(path: str) -> bool:
    """No control characters (PostgreSQL refuses NUL) and no more than a stored name can have."""
    return len(path) <= LONGEST_NAME and path.isprintable()


def _is_public() -> Exists:
    """A revision that uses the file is live, in a placement of the open site."""
    shown = Placement.objects.live().filter(item_id=OuterRef("revision__item_id"))
    uses = RevisionAsset.objects.filter(asset_id=OuterRef("pk"), revision__item__live_revision_id=F("revision_id"))
    return Exists(uses.filter(Exists(shown)))


def _of(asset: Asset) -> Served:
    title = asset.title or asset.file.name.rpartition("/")[2]
    ending = f".{asset.extension.lower()}"
    name = title if title.lower().endswith(ending) else title + ending
    return Served(asset.file.name, asset.mime, name, asset.digest)


def _picture(path: str) -> Served:
    return Served(path, mimetypes.guess_type(path)[0] or "application/octet-stream")


def _serve(request: HttpRequest, served: Served, *, private: bool = False) -> HttpResponseBase:
    """Send the file, or 304 if the reader has it; a row without its file is a 404."""
    tag = f'"{served.digest}"' if served.digest else ""
    if tag and request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified()
    try:
        stream = default_storage.open(served.name)
    except (OSError, ValueError) as error:
        raise Http404 from error
    inline = served.mime in INLINE
    harmless = inline or served.mime.startswith("application/")
    response = FileResponse(stream, content_type=served.mime if harmless else "application/octet-stream")
    disposition = content_disposition_header(not inline, served.title) if served.title else None
    if disposition:
        response.headers["Content-Disposition"] = disposition
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = f"private, max-age={MAX_AGE}" if private else f"public, max-age={MAX_AGE}"
    if tag:
        response.headers["ETag"] = tag
    return response
