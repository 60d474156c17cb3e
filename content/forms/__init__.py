"""Forms of the editor's desk."""

from content.forms.asset import AssetForm
from content.forms.asset_rows import AssetRows, uses_of
from content.forms.item import ItemForm

__all__ = ["AssetForm", "AssetRows", "ItemForm", "uses_of"]
