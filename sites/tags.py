"""What a site says of itself in the head of each of its pages (META-01)."""

from publishing.meta import SiteTags
from sites.models import Site

NOTE_LABELS = ("规范名称：", "规范名称:")


def proper_name(site: Site) -> str:
    """The name by the naming rule: the note's, where the old name does not comply (SITE-05)."""
    name = site.name_note.strip()
    for label in NOTE_LABELS:
        name = name.removeprefix(label)
    return name.strip() or site.name


def site_tags(site: Site) -> SiteTags:
    """Tags of every page. All domains count, the main one first; ``domains`` should be prefetched."""
    rows = sorted(site.domains.all(), key=lambda one: (not one.is_primary, one.host))
    hosts = [one.host for one in rows]
    english = [host for host in hosts if host.isascii() and "xn--" not in host]
    return SiteTags(name=proper_name(site), domains=english or hosts, id_code=site.id_code)
