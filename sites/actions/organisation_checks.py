"""What holds for every body, new or changed."""

from django.utils.translation import gettext as _

from sites.actions.shared import clean
from sites.errors import Invalid
from sites.models import Organisation, OrganisationKind

CHANGEABLE = frozenset(
    {
        "name", "short_name", "level", "kind", "management", "has_administrative_function", "region_code",
        "parent", "trade_superior",
    }
)  # fmt: skip
TREE_FIELDS = ("lft", "rght", "tree_id", "tree_depth")


def check_organisation(organisation: Organisation) -> None:
    """Raises Invalid for a broken field, a circle in either relation or a superior of a lower level.

    Call it under the lock of the tree.
    """
    if organisation.parent_id:  # its numbers may have moved since somebody picked it
        organisation.parent = Organisation.objects.filter(pk=organisation.parent_id).first()
    clean(organisation, exclude=TREE_FIELDS)
    faults: dict[str, list[str]] = {}
    for relation in ("parent", "trade_superior"):
        above = getattr(organisation, relation)
        if above is None:
            continue
        if organisation.pk is not None and organisation.pk in _chain(above, relation):
            faults[relation] = [_("“%(name)s”是本机构自己或其下级，不能作为它的上级。") % {"name": above.name}]
        elif above.level > organisation.level:
            faults[relation] = [_("“%(name)s”的层级低于本机构，不能作为它的上级。") % {"name": above.name}]
    is_orphan = organisation.parent_id is None and organisation.trade_superior_id is None
    if is_orphan and organisation.kind != OrganisationKind.GOVERNMENT:
        faults["parent"] = [_("请选择这个单位隶属的人民政府或机构。")]
    if faults:
        raise Invalid(fields=faults)


def _chain(start: Organisation, relation: str) -> set[int]:
    """Ids of ``start`` and of everything above it; ends even where the stored data has a circle."""
    found: set[int] = set()
    above: Organisation | None = start
    while above is not None and above.pk not in found:
        found.add(above.pk)
        above = getattr(above, relation)
    return found
