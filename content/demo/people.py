"""Staff of every role, with passwords made at random: the demo has no default account (ORG-04)."""

import os
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from accounts.actions import create_staff, delegate, grant_role, reset_password
from accounts.models import User
from accounts.roles import Role
from columns.models import Column
from content.demo.places import read_toml
from sites.models import Site

EVERYWHERE = "*"
CONTRACT_DAYS = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSpec:
    username: str
    name: str
    at: str
    roles: list[list[str]]
    contractor: bool = False
    deputy_of: str = ""

    @property
    def role_names(self) -> str:
        """The roles as people call them, each once."""
        named = list(dict.fromkeys(str(Role(role).label) for role, _place in self.roles))
        if self.deputy_of:
            named.append("受托复审（B岗）")
        return "、".join(named) + ("（外包人员）" if self.contractor else "")


@cache
def person_specs() -> tuple[PersonSpec, ...]:
    return tuple(PersonSpec(**row) for row in read_toml("people")["person"])


def make_people(sites: dict[str, Site]) -> dict[str, str]:
    """Create who is missing, with roles and the delegation; username → password of the new ones."""
    passwords = {}
    for spec in person_specs():
        if User.objects.filter(username=spec.username).exists():
            continue
        user, passwords[spec.username] = create_staff(
            actor=None,
            username=spec.username,
            name=spec.name,
            organisation=sites[spec.at].organisation,
            is_contractor=spec.contractor,
            contract_ends_on=timezone.localdate() + timedelta(days=CONTRACT_DAYS) if spec.contractor else None,
        )
        for role, place in spec.roles:
            grant_role(actor=None, user=user, role=Role(role), on=_place(place, sites))
        if spec.deputy_of:
            _delegate(User.objects.get(username=spec.deputy_of), user)
    _let_click(passwords)
    return passwords


def new_passwords() -> dict[str, str]:
    """A new password for everybody of the demo; the old ones and all sessions end."""
    people = User.objects.filter(username__in=[spec.username for spec in person_specs()])
    passwords = {user.username: reset_password(actor=None, user=user) for user in people}
    _let_click(passwords)
    return passwords


def person(role: Role, site_key: str) -> User:
    """Whoever holds ``role`` on the site of the demo."""
    names = [spec.username for spec in person_specs() if [role.value, site_key] in spec.roles]
    return User.objects.get(username=names[0])


def account_lines(passwords: dict[str, str]) -> list[str]:
    """One line a person: account, password, name, roles."""
    width = max(len(spec.username) for spec in person_specs())
    return [
        f"{spec.username:<{width}}  {passwords[spec.username]}  {spec.name}  {spec.role_names}"
        for spec in person_specs()
        if spec.username in passwords
    ]


def write_accounts(lines: list[str]) -> Path:
    """Keep ``lines`` in the data directory, readable by the owner alone from the first byte on."""
    path = Path(settings.DATA_DIR) / "demo-accounts.txt"
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    return path


def _let_click(passwords: dict[str, str]) -> None:
    """Whoever tries the demo signs in with a dozen accounts: here nobody must change the password first."""
    User.objects.filter(username__in=passwords).update(must_change_password=False)


def _place(place: str, sites: dict[str, Site]) -> Site | Column | None:
    if place == EVERYWHERE:
        return None
    key, _slash, path = place.partition("/")
    return Column.tree.get(site=sites[key], path=path) if path else sites[key]


def _delegate(principal: User, deputy: User) -> None:
    now = timezone.now()
    delegate(
        actor=None,
        principal=principal,
        deputy=deputy,
        starts_at=now,
        ends_at=now + timedelta(days=60),
        reason="外出学习期间，由B岗代为复审。",
    )
