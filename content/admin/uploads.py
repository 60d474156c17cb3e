"""Files on their way into the library: by themselves, or along with the form."""

from typing import Any

from django.http import HttpRequest, HttpResponseNotAllowed, JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from columns.models import Column
from content import actions
from content.admin.desk import grants_of
from content.forms import AssetRows
from content.forms.asset_rows import MOST_ROWS, row_of
from content.forms.columns import writable_columns
from content.forms.ids import id_of
from content.models import Asset
from sites.errors import Refused
from sites.models import Site

FILES = "new_files"


def keep_uploads(request: HttpRequest, site_id: int | None) -> tuple[list[Asset], list[str]]:
    """Take every file of the request into the library of the site.

    Returns the assets made and a sentence for each file refused: one bad file
    never costs the others, nor what was typed beside them.
    """
    kept: list[Asset] = []
    refusals: list[str] = []
    uploads = request.FILES.getlist(FILES)
    if uploads and site_id is None:
        return [], [_("请先选择栏目，再上传文件：文件存入栏目所在的网站。")]
    site = Site.objects.get(pk=site_id) if uploads else None
    for upload in uploads:
        try:
            kept.append(actions.add_asset(actor=request.user, site=site, upload=upload))
        except Refused as error:
            refusals.append(_("文件“%(name)s”没有上传：%(why)s") % {"name": upload.name, "why": error})
    return kept, refusals


def site_of(columns: dict[int, Column], chosen: Any) -> int | None:
    """The site of the column chosen; of the only site, when none was chosen."""
    column = columns.get(id_of(chosen) or 0)
    if column:
        return column.site_id
    sites = {one.site_id for one in columns.values()}
    return sites.pop() if len(sites) == 1 else None


def upload(request: HttpRequest) -> HttpResponseBase:
    """Take files in while the form stays open; answers the rows to add to it."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    columns = writable_columns(grants_of(request))
    kept, refusals = keep_uploads(request, site_of(columns, request.POST.get("column")))
    first = min(id_of(request.POST.get("start")) or 0, MOST_ROWS)
    return JsonResponse({"rows": [_row(asset, first + n) for n, asset in enumerate(kept)], "refusals": refusals})


def _row(asset: Asset, number: int) -> str:
    """The row of one new file, numbered to follow those in the form."""
    data = {"files-TOTAL_FORMS": str(number + 1), "files-INITIAL_FORMS": "0"}
    data |= {f"files-{number}-{name}": str(value) for name, value in row_of(asset).items()}
    data[f"files-{number}-ORDER"] = str(number + 1)
    rows = AssetRows(data, assets={asset.pk: asset})
    return render_to_string("admin/content/item/asset_row.html", {"row": rows.forms[number]})
