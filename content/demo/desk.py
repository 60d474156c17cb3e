"""Work in progress: items that went through the real review, so that no inbox of the demo is empty."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from columns.models import Column
from content import actions
from content.demo.compose import news, notice, subjects
from content.demo.library import Shelves
from content.demo.people import person
from content.demo.piece import Piece
from content.models import Item
from content.workflow import LEVELS, REVIEW_STATES, REVIEWER_OF
from sites.scoping import site_scope

# What happens to the next story of a desk: (site, subject, form of its news or -1 for its notice, course).
PLAN = (
    ("province", "campus-safety", 1, "draft"), ("province", "expressway", 0, "draft"),
    ("province", "lakes", 1, "returned"), ("province", "vocational", 1, "first"),
    ("province", "rural-roads", 0, "first"), ("province", "air", -1, "first"),
    ("province", "biodiversity", 2, "second"), ("province", "transit", 1, "second"),
    ("province", "university", 1, "third"), ("province", "eia", 0, "third"),
    ("province", "expressway", 1, "published"), ("province", "biodiversity", 0, "published"),
    ("province", "rural-roads", 1, "scheduled"), ("province", "compulsory", 1, "contractor"),
    ("education", "vocational", 1, "draft"), ("education", "compulsory", 1, "returned"),
    ("education", "university", 1, "first"), ("education", "campus-safety", 1, "second"),
    ("education", "compulsory", 2, "third"), ("education", "vocational", 2, "scheduled"),
    ("shiquan", "drinking", 1, "first"), ("shiquan", "rural-roads", 2, "third"),
    ("qinglan", "rivers", 1, "first"), ("linjiang", "expressway", 2, "second"),
)  # fmt: skip
RETURNS = ("请核对文中的两处数据，并补充图片说明。", "标题与正文所说的地点不一致，请与供稿单位核实后再送审。")
PASSED = ("内容属实，同意。", "文字已核对，同意。", "同意发布。")


class Desk:
    """The people of one site at work, each with their own account."""

    def __init__(self, shelves: Shelves) -> None:
        self.shelves, self.key, self.site = shelves, shelves.spec.key, shelves.site

    def work(self) -> int:
        """Everything planned for the site that was not begun yet; return how many items were made."""
        plan = [(number, line[1:]) for number, line in enumerate(PLAN) if line[0] == self.key]
        with site_scope(self.site):
            return sum(self._begin(number, *line) for number, line in plan)

    def _begin(self, number: int, subject: str, form: int, course: str) -> bool:
        piece = self._piece(subject, form)
        if Item.objects.filter(title=piece.title, imported_from="").exists():
            return False
        author = User.objects.get(username="yl-helper") if course == "contractor" else self.shelves.editor
        column = Column.objects.get(path=piece.path)
        item = actions.create_item(actor=author, column=column, kind=piece.kind, draft=self.shelves.draft(piece))
        steps: dict[str, Callable[[], object]] = {
            "draft": lambda: None,
            "contractor": lambda: self._submit(item, author),
            "first": lambda: self._submit(item, author),
            "second": lambda: self._pass(self._submit(item, author), 1),
            "third": lambda: self._pass(self._submit(item, author), len(self._levels()) - 1),
            "published": lambda: self._pass(self._submit(item, author), len(self._levels())),
            "scheduled": lambda: self._pass(self._submit(item, author, _tomorrow_morning()), len(self._levels())),
            "returned": lambda: self._return(self._submit(item, author), RETURNS[number % len(RETURNS)]),
        }
        steps[course]()
        return True

    def _piece(self, subject: str, form: int) -> Piece:
        spec, calendar = self.shelves.spec, self.shelves.calendar
        if form < 0:
            return notice(spec, calendar, subjects()[subject])
        return news(spec, calendar, subjects()[subject], form, order=0, key=f"desk/{subject}/{form}")

    def _levels(self) -> tuple:
        return LEVELS[self.site.review_levels]

    def _submit(self, item: Item, author: User, publish_at: datetime | None = None) -> Item:
        return actions.submit(actor=author, item_id=item.pk, version=item.version, publish_at=publish_at)

    def _pass(self, item: Item, levels: int) -> Item:
        """Let the first ``levels`` reviews approve what is there."""
        for state in self._levels()[:levels]:
            item = actions.approve(
                actor=person(REVIEWER_OF[state], self.key),
                item_id=item.pk,
                version=item.version,
                digest=item.head.digest,
                comment=PASSED[REVIEW_STATES.index(state)],
            )
        return item

    def _return(self, item: Item, reason: str) -> Item:
        reviewer = person(REVIEWER_OF[self._levels()[0]], self.key)
        return actions.send_back(actor=reviewer, item_id=item.pk, version=item.version, reason=reason)


def _tomorrow_morning() -> datetime:
    return (timezone.localtime() + timedelta(days=1)).replace(hour=8, minute=30, second=0, microsecond=0)
