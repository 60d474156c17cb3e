"""Taking an empty column out of the tree."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import ProtectedError
from django.utils.translation import gettext as _
from guardian.models import UserObjectPermission

from accounts.models import User
from audit import log
from columns.actions.addresses import hand_over
from columns.actions.locking import locked_column
from columns.models import Column
from columns.policies import ColumnVerb, require
from sites.errors import WrongState


def delete_column(*, actor: User | None, column_id: int) -> None:
    """Delete an empty column; its addresses redirect to the column above for ever.

    Raises WrongState with the reason if it has sub-columns, content (withdrawn
    and draft items included) or people with a role on it; NotAllowed, NotFound.
    """
    with locked_column(column_id) as column:
        parent = column.parent
        if parent is None:
            raise WrongState(_("网站的根栏目不能删除。"))
        require(actor, ColumnVerb.DELETE, parent)
        _refuse_unless_empty(column)
        hand_over(column, parent)
        try:
            column.delete()
        except ProtectedError as error:
            raise WrongState(
                _("栏目“%(column)s”中还有稿件（包括草稿和已撤下的），请先移走。"), column=column.name
            ) from error
        column.pk = column_id  # the log names what is gone
        log.record("columns.column.delete", column, actor=actor, old={"path": column.path, "redirects_to": parent.pk})


def _refuse_unless_empty(column: Column) -> None:
    if not column.is_leaf_node():
        raise WrongState(_("栏目“%(column)s”还有下级栏目，请先移走或删除它们。"), column=column.name)
    holders = UserObjectPermission.objects.filter(
        content_type=ContentType.objects.get_for_model(Column), object_pk=str(column.pk)
    )
    if holders.exists():
        raise WrongState(_("还有人员的职责设在栏目“%(column)s”上，请先收回。"), column=column.name)
