"""What must hold of one column before it is saved. Every breach becomes a sentence beside its field."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

from columns.addresses import fault_of_slug
from columns.models import MAX_DEPTH, Column, ColumnType
from columns.pictures import checked_picture
from sites.errors import Invalid

HOME_TYPE = "首页"
SETTABLE = frozenset({
    "name", "slug", "description", "keywords", "type", "further_types", "layout", "owner", "rhythm_days",
    "page_size", "is_channel", "is_hidden", "is_required", "is_prescribed", "is_topic", "topic_starts_on",
    "topic_ends_on", "picture",
})  # fmt: skip
# Its place and its nature are fixed: the root only carries the tags of the home page.
SETTABLE_ON_ROOT = frozenset({"name", "description", "keywords", "owner", "rhythm_days"})
WORD = re.compile(r"[^\s,，;；、]+")

Faults = dict[str, list[str]]


def assign(column: Column, values: dict[str, Any]) -> None:
    """Put ``values`` on ``column``, text without blanks around it. Raises Invalid for a bad picture."""
    if values.keys() - SETTABLE:
        raise TypeError(f"not fields of a column: {sorted(values.keys() - SETTABLE)}")
    if column.parent_id is None and values.keys() - SETTABLE_ON_ROOT:
        raise Invalid(_("首页的根栏目只能修改名称、描述、关键词、责任人和更新期限。"))
    for name, value in values.items():
        if name == "picture" and isinstance(value, File) and not getattr(value, "_committed", False):
            value = _picture(value)
        if name == "type" and isinstance(value, str):
            name = "type_id"
        setattr(column, name, value.strip() if isinstance(value, str) else value)


def _picture(upload: File) -> File:
    try:
        return checked_picture(upload)
    except ValueError as error:
        raise Invalid(fields={"picture": [str(error)]}) from error


def check(column: Column) -> None:
    """Raise Invalid, with sentences by field, if ``column`` breaks a rule (META-02, META-04, PAGE-10)."""
    faults: Faults = {}
    _check_fields(column, faults)
    _check_tags(column, faults)
    if column.parent_id is not None:
        _check_place(column, faults)
        _check_topic(column, faults)
    if column.owner and not (column.owner.is_active and column.owner.is_staff):
        faults.setdefault("owner", []).append(_("责任人必须是在用的工作人员账号。"))
    if faults:
        raise Invalid(fields=faults)


def _check_fields(column: Column, faults: Faults) -> None:
    """Lengths, characters and choices, as the model says them."""
    tree_fields = {"parent", "lft", "rght", "tree_id", "level", "path", "site", "type", "picture"}
    try:
        column.clean_fields(exclude=tree_fields)
    except ValidationError as error:
        faults.update(error.message_dict)


def _check_tags(column: Column, faults: Faults) -> None:
    for name, label in (("description", _("栏目描述")), ("keywords", _("栏目关键词"))):
        if not WORD.search(getattr(column, name)):
            faults[name] = [_("请填写%(label)s，它是页面标签的必填内容。") % {"label": label}]
    is_root = column.parent_id is None
    wanted = {column.type_id, *column.further_types}
    known = set(ColumnType.objects.filter(name__in=wanted).values_list("name", flat=True))
    if column.type_id not in known or (column.type_id == HOME_TYPE) != is_root:
        faults["type"] = [_("请选择栏目类别；“首页”类别只属于网站首页。")]
    if set(column.further_types) - known or HOME_TYPE in column.further_types or column.type_id in column.further_types:
        faults["further_types"] = [_("其他类别只能从类别表中选择，且不能与栏目类别相同或是“首页”。")]


def _check_place(column: Column, faults: Faults) -> None:
    """Slug, depth, and that no sibling has the same name or address."""
    parent = column.parent
    if "slug" not in faults:
        fault = fault_of_slug(column.slug, top=parent.parent_id is None) if column.slug else _("请填写地址名。")
        if fault:
            faults["slug"] = [fault]
    if parent.level + 1 > MAX_DEPTH:
        faults["parent"] = [too_deep()]
    siblings = Column.tree.filter(parent_id=column.parent_id).exclude(pk=column.pk)
    for other in siblings.values("name", "slug"):
        if other["slug"] == column.slug:
            faults["slug"] = [_("同一上级下的栏目“%(name)s”已经使用这个地址名，请换一个。") % other]
        if other["name"] == column.name:
            faults["name"] = [_("同一上级下已有名为“%(name)s”的栏目，请换一个名称。") % other]


def _check_topic(column: Column, faults: Faults) -> None:
    if not column.is_topic:
        return
    if column.topic_starts_on is None:
        faults.setdefault("topic_starts_on", []).append(_("请填写专题的开始日期。"))
    elif column.topic_ends_on is not None and column.topic_ends_on < column.topic_starts_on:
        faults.setdefault("topic_ends_on", []).append(_("专题的结束日期不能早于开始日期。"))


def too_deep() -> str:
    return _("栏目最多%(depth)d级，请放到更高的一级。") % {"depth": MAX_DEPTH}
