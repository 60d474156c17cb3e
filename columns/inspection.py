"""Are the columns of a site as the standards want them? One list for the command, the gate and the admin."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from columns.models import ColumnType
from columns.rules import HOME_TYPE, WORD
from columns.sitetree import ColumnNode, SiteTree, site_tree
from sites.models import Site

CHANNELS = range(5, 9)


class Severity(models.TextChoices):
    FAULT = "fault", gettext_lazy("不合格")
    WARNING = "warning", gettext_lazy("提醒")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, as a sentence that says what to do. ``column`` is None for the whole site."""

    severity: Severity
    message: str
    column: ColumnNode | None = None


def inspect(site: Site, now: datetime | None = None) -> list[Finding]:
    """Everything wrong with the columns of ``site`` at ``now`` (default: now). Two queries.

    Faults: a required column is missing or empty (PAGE-07), a required tag would
    be empty or of an unknown type (META-02, META-04). Warnings: channels outside
    5–8 (PAGE-09), stale columns, prescribed ones without content or explanation
    (PAGE-08), topics without a picture (PAGE-10).
    """
    tree, moment = site_tree(site), now or timezone.now()
    types = {one.name: one for one in ColumnType.objects.all()}
    return [
        *_required(tree, types),
        *_tags(tree, types),
        *_explanations(tree),
        *_channels(tree),
        *_topics(tree, moment),
        *_stale(tree, moment),
    ]


def blocks(site: Site) -> list[str]:
    """The gate before going live: every fault of the site's columns."""
    return [finding.message for finding in inspect(site) if finding.severity is Severity.FAULT]


def channel_warning(tree: SiteTree) -> str:
    """A sentence if the number of channels that show is outside 5–8 (PAGE-09), else empty."""
    n = len(tree.channels)
    if n in CHANNELS:
        return ""
    return _("现有%(n)d个频道显示在顶部导航中，宜设5至8个，请调整栏目的“频道”选项。") % {"n": n}


def stale_sentence(node: ColumnNode, now: datetime) -> str:
    """How long a stale column has rested, and what its rhythm asks."""
    newest = node.newest_at if node.parent is None else node.last_published_at
    assert newest is not None  # what never had content is empty, not stale
    return _("“%(name)s”已%(days)d天没有更新，更新期限为%(rhythm)d天。") % {
        "name": node.name,
        "days": (now - newest) // timedelta(days=1),
        "rhythm": node.rhythm_days,
    }


def _required(tree: SiteTree, types: dict[str, ColumnType]) -> Iterator[Finding]:
    """The six kinds that every site must have, then what this site marked as required itself."""
    kinds = dict.fromkeys(one.required_as for one in types.values() if one.required_as)
    told: set[int] = set()
    for kind in kinds:
        names = {one.name for one in types.values() if one.required_as == kind}
        having = [node for node in tree.nodes[1:] if names & set(node.types)]
        text = {"kind": kind, "types": "、".join(name for name in types if name in names)}
        if not having:
            yield _fault(_("缺少必设栏目“%(kind)s”：请设置一个类别为“%(types)s”的栏目。") % text)
        elif not any(node.shows and node.total_count for node in having):
            message = _("必设栏目“%(kind)s”没有内容或没有显示：请在类别为“%(types)s”的栏目中发布内容。")
            told |= {node.id for node in having}
            yield _fault(message % text, having[0])
    for node in tree.nodes[1:]:
        if node.is_required and node.id not in told and not (node.shows and node.total_count):
            yield _fault(_("必设栏目“%(name)s”没有内容或没有显示。") % {"name": node.name}, node)


def _tags(tree: SiteTree, types: dict[str, ColumnType]) -> Iterator[Finding]:
    for node in tree.nodes:
        for name, label in (("description", _("栏目描述")), ("keywords", _("栏目关键词"))):
            if not WORD.search(getattr(node, name)):
                yield _fault(_("“%(name)s”的%(label)s是空的。") % {"name": node.name, "label": label}, node)
        for name in node.types:
            if name not in types:
                yield _fault(_("“%(name)s”的类别“%(type)s”不在类别表中。") % {"name": node.name, "type": name}, node)
        if (HOME_TYPE in node.types) != (node.parent is None):
            yield _fault(_("“%(name)s”的类别不正确：“首页”只属于网站首页。") % {"name": node.name}, node)


def _explanations(tree: SiteTree) -> Iterator[Finding]:
    for node in tree.nodes[1:]:
        if node.is_prescribed and not node.is_hidden and not node.total_count and not node.explanation:
            state = _("说明尚未审核") if node.explanation_text else _("没有内容，也没有说明")
            message = _("法定栏目“%(name)s”%(state)s，因此没有显示：请发布内容，或填写说明并由另一人审核。")
            yield _warning(message % {"name": node.name, "state": state}, node)


def _channels(tree: SiteTree) -> Iterator[Finding]:
    if message := channel_warning(tree):
        yield _warning(message)


def _topics(tree: SiteTree, now: datetime) -> Iterator[Finding]:
    for node in tree.topics(timezone.localdate(now)).running:
        if not node.picture:
            yield _warning(_("专题“%(name)s”没有图片，首页入口需要一张。") % {"name": node.name}, node)


def _stale(tree: SiteTree, now: datetime) -> Iterator[Finding]:
    for node in tree.nodes:
        if node.is_stale(now):
            yield _warning(stale_sentence(node, now), node)


def _fault(message: str, column: ColumnNode | None = None) -> Finding:
    return Finding(Severity.FAULT, message, column)


def _warning(message: str, column: ColumnNode | None = None) -> Finding:
    return Finding(Severity.WARNING, message, column)
