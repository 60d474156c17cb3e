"""Public names of the room's models."""

from content.models.asset import Asset, AssetKind
from content.models.document import DocumentFacts
from content.models.item import Item, ItemKind, State
from content.models.placement import Placement
from content.models.revision import AssetRole, Revision, RevisionAsset
from content.models.step import ReviewStep, Verb

__all__ = [
    "Asset",
    "AssetKind",
    "AssetRole",
    "DocumentFacts",
    "Item",
    "ItemKind",
    "Placement",
    "ReviewStep",
    "Revision",
    "RevisionAsset",
    "State",
    "Verb",
]
