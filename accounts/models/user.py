"""One table of people; staff and citizens are different kinds."""

from datetime import date

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin, UserManager
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from guardian.mixins import GuardianUserMixin


class UserKind(models.TextChoices):
    STAFF = "staff", _("工作人员")
    CITIZEN = "citizen", _("公众用户")


class PeopleManager(UserManager["User"]):
    """No way to make a superuser: the first administrator comes from ``createstaff``."""

    def create_superuser(self, *args: object, **kwargs: object) -> "User":
        raise NotImplementedError("Use manage.py createstaff; superusers do not exist here.")


class User(GuardianUserMixin, AbstractBaseUser, PermissionsMixin):
    """A person with an account. What staff may do comes from ``accounts.roles`` alone."""

    username = models.CharField(
        _("账号"), max_length=60, unique=True, validators=[ASCIIUsernameValidator()],
        error_messages={"unique": _("这个账号已经有人使用。")},
    )  # fmt: skip
    name = models.CharField(_("姓名"), max_length=50)
    kind = models.CharField(_("类别"), max_length=10, choices=UserKind, default=UserKind.STAFF)
    organisation = models.ForeignKey(
        "gov_sites.Organisation",
        models.PROTECT,
        verbose_name=_("所在单位"),
        null=True,
        blank=True,
        related_name="people",
    )
    phone = models.CharField(_("电话"), max_length=30, blank=True)
    email = models.EmailField(_("电子邮箱"), blank=True)
    is_active = models.BooleanField(_("启用"), default=True)
    # A contractor may work until the contract ends, and never approves (ORG-08).
    is_contractor = models.BooleanField(_("外包人员"), default=False)
    contract_ends_on = models.DateField(_("合同到期日"), null=True, blank=True)
    date_joined = models.DateTimeField(_("建立时间"), default=timezone.now)
    last_login_address = models.GenericIPAddressField(_("上次登录地址"), null=True, blank=True)
    password_changed_at = models.DateTimeField(_("密码修改时间"), null=True, blank=True)
    must_change_password = models.BooleanField(_("下次登录须修改密码"), default=False)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = PeopleManager()

    class Meta:
        verbose_name = verbose_name_plural = _("人员")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_contractor=False) | models.Q(contract_ends_on__isnull=False),
                name="contractor_has_contract_end",
                violation_error_message=_("外包人员必须填写合同到期日。"),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @property
    def is_staff(self) -> bool:
        """What the admin asks for: an active staff account whose contract, if any, still runs."""
        return self.kind == UserKind.STAFF and self.is_active and not self.contract_over()

    def contract_over(self, on: date | None = None) -> bool:
        """Has the contract of this contractor ended before ``on`` (default: today)?"""
        day = on or timezone.localdate()
        return self.is_contractor and (self.contract_ends_on is None or self.contract_ends_on < day)
