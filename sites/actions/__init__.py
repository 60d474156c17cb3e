"""Writes of this room, one verb a file."""

from sites.actions.add_domain import add_domain
from sites.actions.change_organisation import change_organisation
from sites.actions.change_site import change_site
from sites.actions.close_site import close_site
from sites.actions.create_organisation import create_organisation
from sites.actions.create_site import create_site
from sites.actions.go_live import go_live
from sites.actions.remove_domain import remove_domain
from sites.actions.set_primary_domain import set_primary_domain
from sites.actions.settings import delete_setting, save_setting
from sites.actions.take_offline import take_offline

__all__ = [
    "add_domain",
    "change_organisation",
    "change_site",
    "close_site",
    "create_organisation",
    "create_site",
    "delete_setting",
    "go_live",
    "remove_domain",
    "save_setting",
    "set_primary_domain",
    "take_offline",
]
