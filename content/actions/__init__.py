"""Every way to change content: one verb a file, one transaction each (see docs/architecture.md)."""

from content.actions.add_asset import add_asset
from content.actions.approve import approve
from content.actions.change_asset import change_asset
from content.actions.create import create_item
from content.actions.import_item import import_item
from content.actions.place import place, unplace
from content.actions.publish import publish_due
from content.actions.recall import recall
from content.actions.refile import refile
from content.actions.save import save_draft
from content.actions.send_back import send_back
from content.actions.submit import submit
from content.actions.withdraw import withdraw

__all__ = [
    "add_asset",
    "approve",
    "change_asset",
    "create_item",
    "import_item",
    "place",
    "publish_due",
    "recall",
    "refile",
    "save_draft",
    "send_back",
    "submit",
    "unplace",
    "withdraw",
]
