"""How a column is described before it exists."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from columns.addresses import fault_of_slug
from columns.models import MAX_DEPTH, SLUG, ColumnLayout, ColumnType
from columns.rules import HOME_TYPE, WORD
from sites.errors import Invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSpec:
    """One column to be and all below it. Fields as in ``Column``."""

    name: str
    slug: str
    type: str
    description: str
    keywords: str
    layout: str = ColumnLayout.LIST
    further_types: tuple[str, ...] = ()
    rhythm_days: int | None = None
    is_channel: bool = False
    is_required: bool = False
    is_prescribed: bool = False
    children: tuple["ColumnSpec", ...] = ()

    def values(self) -> dict[str, object]:
        """Field values of the column, without what hangs below."""
        return {
            name: getattr(self, name) for name in VALUE_FIELDS
        } | {"type_id": self.type, "further_types": list(self.further_types)}  # fmt: skip


VALUE_FIELDS = (
    "name", "slug", "description", "keywords", "layout", "rhythm_days", "is_channel", "is_required", "is_prescribed",
)  # fmt: skip


def spec(
    slug: str, name: str, kind: str, description: str, keywords: str, *children: ColumnSpec, **options: Any
) -> ColumnSpec:
    """Short form for writing whole trees."""
    return ColumnSpec(
        slug=slug, name=name, type=kind, description=description, keywords=keywords, children=children, **options
    )


def page(slug: str, name: str, kind: str, description: str, keywords: str, **options: Any) -> ColumnSpec:
    """A column that is a single page."""
    return spec(slug, name, kind, description, keywords, layout=ColumnLayout.PAGE, **options)


def channel(one: ColumnSpec) -> ColumnSpec:
    return replace(one, is_channel=True)


def required(one: ColumnSpec) -> ColumnSpec:
    """Marked as a column that must not be empty when the site goes live (PAGE-07)."""
    return replace(one, is_required=True)


def prescribed(one: ColumnSpec) -> ColumnSpec:
    """Marked as prescribed by law: it may stand empty with a reviewed explanation (PAGE-08)."""
    return replace(one, is_prescribed=True)


def walk(specs: Sequence[ColumnSpec], depth: int = 1) -> Iterator[tuple[int, ColumnSpec]]:
    """All of ``specs`` with their depth, in tree order."""
    for one in specs:
        yield depth, one
        yield from walk(one.children, depth + 1)


def check_specs(specs: Sequence[ColumnSpec]) -> None:
    """Raise Invalid, naming every column at fault, unless all of ``specs`` could be saved one by one."""
    known = set(ColumnType.objects.values_list("name", flat=True)) - {HOME_TYPE}
    faults = [fault for depth, one in walk(specs) for fault in _faults(one, depth, known)]
    for siblings in (specs, *(one.children for _depth, one in walk(specs))):
        for attribute in ("slug", "name"):
            values = [getattr(one, attribute) for one in siblings]
            faults += [_("“%s”在同一上级下重复。") % value for value in set(values) if values.count(value) > 1]
    if faults:
        raise Invalid(" ".join(faults))


def _faults(one: ColumnSpec, depth: int, known: set[str]) -> list[str]:
    found = []
    if not one.name.strip() or len(one.name) > 30:
        found.append(_("栏目名称须为1至30个字。"))
    if not all(WORD.search(text) for text in (one.description, one.keywords)):
        found.append(_("栏目描述和关键词不能为空。"))
    if {one.type, *one.further_types} - known:
        found.append(_("栏目类别不在类别表中。"))
    if depth > MAX_DEPTH:
        found.append(_("栏目最多%(depth)d级。") % {"depth": MAX_DEPTH})
    try:
        SLUG(one.slug)
    except ValidationError as error:
        found += error.messages
    found.append(fault_of_slug(one.slug, top=depth == 1))
    return [f"{one.name or one.slug}：{fault}" for fault in found if fault]
