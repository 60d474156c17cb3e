"""The 说明 of a prescribed column that has nothing to show yet: written by one, reviewed by another (PAGE-08)."""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit import log
from columns.actions.locking import locked_column
from columns.models import Column
from columns.policies import ColumnVerb, require
from sites.errors import Invalid, WrongState

LONGEST = 300


def set_explanation(*, actor: User | None, column_id: int, text: str) -> Column:
    """Write the explanation of a prescribed column, or take it back with an empty ``text``.

    A new text waits for review, whatever stood there before. Raises NotAllowed,
    Invalid (not prescribed, too long), NotFound.
    """
    text = text.strip()
    with locked_column(column_id) as column:
        require(actor, ColumnVerb.EXPLAIN, column)
        if not column.is_prescribed:
            raise Invalid(_("只有法定栏目可以用说明代替内容；其他空栏目不会显示。"))
        if len(text) > LONGEST:
            raise Invalid(fields={"explanation": [_("说明最多%(n)d个字。") % {"n": LONGEST}]})
        old = column.explanation
        if text == old:
            return column
        column.explanation, column.explanation_by = text, actor if text else None
        column.explanation_reviewed_at = column.explanation_reviewed_by = None
        column.save()
        log.record("columns.column.explain", column, actor=actor, old={"text": old}, new={"text": text})
    return column


def review_explanation(*, actor: User | None, column_id: int, text: str) -> Column:
    """Approve the explanation ``text`` that the reviewer read; from now on the column shows with it.

    Raises NotAllowed (also for the author), WrongState if nothing waits or the
    text is no longer the one that was read, NotFound.
    """
    with locked_column(column_id) as column:
        require(actor, ColumnVerb.REVIEW_EXPLANATION, column)
        if not column.explanation or column.explanation_reviewed_at or column.explanation != text:
            raise WrongState(_("这条说明已被修改或已经审核，请刷新页面后再看。"))
        column.explanation_reviewed_at, column.explanation_reviewed_by = timezone.now(), actor
        column.save()
        log.record("columns.column.review_explanation", column, actor=actor, new={"text": text})
    return column
