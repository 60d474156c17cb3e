"""What must be in order before a site goes live (SITE-03, META-04).

Other rooms add gates of their own in ``AppConfig.ready()``: columns asks for
the required columns.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _

from sites.models import Site

Gate = Callable[[Site], list[str]]

_gates: list[Gate] = []

# Every page carries these, or the authority asks for them; field → what to do about it.
REQUIRED = (
    "name", "description", "keywords", "id_code", "icp_number", "police_number", "person_in_charge",
    "contact_name", "contact_phone",
)  # fmt: skip


def register(gate: Gate) -> None:
    """Add a check; it returns complete sentences, none where all is well."""
    if gate not in _gates:
        _gates.append(gate)


def blocks(site: Site) -> list[str]:
    """Every sentence that stands between ``site`` and going live."""
    return [*_own(site), *(str(line) for gate in _gates for line in gate(site))]


def _own(site: Site) -> list[str]:
    found = [
        _("“%(field)s”还没有填写。") % {"field": site._meta.get_field(name).verbose_name}
        for name in REQUIRED
        if not str(getattr(site, name)).strip()
    ]
    if not site.has_party_government_mark:
        found.append(_("还没有登记“党政机关网站标识”。请先向机构编制部门申请加挂，再在“登记信息”中勾选。"))
    if not any(domain.is_primary for domain in site.domains.all()):
        found.append(_("还没有主域名。请先登记域名，并设为主域名。"))
    return found
