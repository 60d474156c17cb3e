"""What this room puts on the first screen."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.desk import Todo, Tone
from accounts.lockout import locked_usernames
from accounts.models import Delegation, User
from accounts.policies import PeoplePolicy
from accounts.roles import REVIEWER_ROLES

SOON = timedelta(days=30)
PASSWORD_WARNING = timedelta(days=10)


def own_account(request: HttpRequest) -> list[Todo]:
    """One's own password, contract and delegations."""
    user, found = request.user, []
    if user.password_changed_at:
        left = user.password_changed_at + settings.PASSWORD_MAX_AGE - timezone.now()
        if left < PASSWORD_WARNING:
            found.append(
                Todo(_("天后密码到期，请修改"), max(left.days, 1), reverse("accounts:password_change"), Tone.WARNING)
            )
    if user.is_contractor and user.contract_ends_on:
        days = (user.contract_ends_on - timezone.localdate()).days
        if days <= SOON.days:
            found.append(Todo(_("天后合同到期，账号将停用"), max(days, 1), reverse("two_factor:profile"), Tone.WARNING))
    if any(request.grants.has(role) for role in REVIEWER_ROLES):
        running = Delegation.objects.running(timezone.now())
        url = reverse("admin:accounts_delegation_changelist")
        found.append(Todo(_("项他人委托您的审核权限正在生效"), running.filter(deputy=user).count(), url))
        found.append(Todo(_("项您委托他人的审核权限正在生效"), running.filter(principal=user).count(), url))
    return found


def people(request: HttpRequest) -> list[Todo]:
    """What a platform administrator or site manager should look after."""
    policy = PeoplePolicy(request.grants)
    if not policy.may_enter():
        return []
    url = reverse("admin:accounts_user_changelist")
    today = timezone.localdate()
    seen = policy.visible(User.objects.filter(is_active=True))
    ending = seen.filter(is_contractor=True, contract_ends_on__range=(today, today + SOON)).count()
    found = [Todo(_("名外包人员的合同30天内到期"), ending, f"{url}?state=ending", Tone.WARNING)]
    if policy.administers:
        locked = seen.filter(username__in=locked_usernames()).count()
        found.append(Todo(_("个账号因多次输错密码被锁定"), locked, f"{url}?state=locked", Tone.DANGER))
    return found
