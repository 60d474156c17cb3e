"""What every action of this room does the same way."""

from collections.abc import Callable, Iterable
from functools import partial, wraps
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from audit.log import recording_refusals
from sites.errors import Invalid, NotAllowed, NotFound
from sites.models import Site
from sites.policies import SitePolicy, policy_of
from sites.signals import site_changed

Answer = TypeVar("Answer")

# One lock for the whole tree of organisations: MPTT renumbers it at every change,
# and two new roots at once would share a number.
ORGANISATION_TREE_LOCK = 0x6F726773


def act(verb: str) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """Run an action in one transaction, and log under ``verb`` whoever was not allowed to.

    The actor ``None`` is the system itself (commands, migrations of old data).
    """

    def wrap(function: Callable[..., Answer]) -> Callable[..., Answer]:
        @wraps(function)
        def run(*, actor: Any, **values: Any) -> Answer:
            tried = {name: value for name, value in values.items() if name.endswith("_id")}
            with recording_refusals(NotAllowed, verb=verb, actor=actor, tried=tried), transaction.atomic():
                return function(actor=actor, **values)

        return run

    return wrap


def require_platform_admin(actor: Any) -> None:
    """Raises NotAllowed unless ``actor`` administers the platform or is the system."""
    if actor is not None:
        policy_of(actor).require_platform_admin()


def policy_for(actor: Any) -> SitePolicy | None:
    """The policy that binds ``actor``; None for the system."""
    return None if actor is None else policy_of(actor)


def locked_site(site_id: int) -> Site:
    """The site, its row locked until the transaction ends. Raises NotFound."""
    try:
        return Site.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=site_id)
    except Site.DoesNotExist:
        raise NotFound from None


def lock_organisation_tree() -> None:
    """Let nobody else change the tree until the transaction ends; SQLite does so by itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ORGANISATION_TREE_LOCK])


def clean(instance: models.Model, exclude: Iterable[str] = ()) -> None:
    """Check every field of ``instance``. Raises Invalid with the sentences per field."""
    try:
        instance.full_clean(exclude=set(exclude))
    except ValidationError as error:
        raise Invalid(fields=error.message_dict) from None


def assign(instance: models.Model, fields: dict[str, Any], allowed: frozenset[str]) -> tuple[dict, dict]:
    """Set ``fields`` and return what changed, old and new, as the log wants it. Raises Invalid for an unknown one."""
    if unknown := set(fields) - allowed:
        raise Invalid(_("不能修改：%(names)s。"), names=_("、").join(sorted(unknown)))
    old: dict[str, str | int | bool | None] = {}
    new: dict[str, str | int | bool | None] = {}
    for name, value in fields.items():
        before = shown(instance, name)
        setattr(instance, name, value.strip() if isinstance(value, str) else value)
        after = shown(instance, name)
        if before != after:
            old[name], new[name] = before, after
    return old, new


def shown(instance: models.Model, name: str) -> str | int | bool | None:
    """The value of a field as the log keeps it: related things by their name."""
    try:
        value = getattr(instance, name)
    except ObjectDoesNotExist:  # a new row without its required relation yet
        return None
    return value if value is None or isinstance(value, bool | int) else str(value)


def announce(site: Site) -> None:
    """Tell the other rooms after commit that what citizens see of ``site`` may have changed."""
    transaction.on_commit(partial(site_changed.send, sender=Site, site_id=site.pk))
