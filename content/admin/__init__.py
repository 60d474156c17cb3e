"""The editor's and the reviewer's desk. Everything here is thin: it asks policies and calls actions."""

from content.admin.assets import AssetAdmin
from content.admin.items import ItemAdmin

__all__ = ["AssetAdmin", "ItemAdmin"]
