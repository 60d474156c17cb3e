"""A government website and the domains it answers at."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class SiteKind(models.TextChoices):
    PORTAL = "portal", _("政府门户网站")
    DEPARTMENT = "department", _("部门网站")


class SiteStatus(models.TextChoices):
    DRAFT = "draft", _("筹建")
    LIVE = "live", _("运行")
    OFFLINE = "offline", _("临时下线")
    CLOSED = "closed", _("已关闭")


class Site(models.Model):
    """One website. Its name, code and domains are in the head of each of its pages (META-01)."""

    code = models.SlugField(_("站点代号"), max_length=40, unique=True, help_text=_("用于文件地址，建成后不再改动。"))
    name = models.CharField(_("网站名称"), max_length=100)
    name_note = models.CharField(
        _("规范名称说明"), max_length=100, blank=True, help_text=_("原有名称不符合规范时，在名称旁注明规范名称。")
    )
    kind = models.CharField(_("类型"), max_length=20, choices=SiteKind)
    status = models.CharField(_("状态"), max_length=20, choices=SiteStatus, default=SiteStatus.DRAFT)
    organisation = models.OneToOneField(
        "gov_sites.Organisation", models.PROTECT, verbose_name=_("主办单位"), related_name="site"
    )
    operator = models.CharField(_("承办单位"), max_length=100, blank=True)
    description = models.CharField(_("网站描述"), max_length=300)
    keywords = models.CharField(_("网站关键词"), max_length=200, help_text=_("多个关键词用逗号分开。"))
    # Registrations (SITE-03); a mismatch with the usual pattern is a warning to confirm.
    id_code = models.CharField(_("网站标识码"), max_length=20)
    icp_number = models.CharField(_("ICP备案号"), max_length=50, blank=True)
    police_number = models.CharField(_("公安备案号"), max_length=50, blank=True)
    has_party_government_mark = models.BooleanField(_("已加挂党政机关网站标识"), default=False)
    # People (ORG-02)
    person_in_charge = models.CharField(_("网站负责人"), max_length=50)
    contact_name = models.CharField(_("联系人"), max_length=50, blank=True)
    contact_phone = models.CharField(_("联系电话"), max_length=50)
    contact_email = models.EmailField(_("电子邮箱"), blank=True)
    contact_address = models.CharField(_("地址"), max_length=200, blank=True)
    # Appearance (SITE-05, SITE-08, PAGE-01)
    logo = models.ImageField(_("徽标"), upload_to="site-logos/", blank=True)
    slogan = models.CharField(_("宣传语"), max_length=60, blank=True)
    show_slogan = models.BooleanField(_("显示宣传语"), default=False)
    main_colour = models.CharField(_("主色"), max_length=7, default="#b3202a")
    accent_colour = models.CharField(_("辅色"), max_length=7, blank=True)
    third_colour = models.CharField(_("第三色"), max_length=7, blank=True)
    # Review (三审三校): how many levels an item passes before it is public.
    review_levels = models.PositiveSmallIntegerField(
        _("审核级数"), default=3, validators=[MinValueValidator(1), MaxValueValidator(3)]
    )
    opened_on = models.DateField(_("开通日期"), null=True, blank=True)
    # SITE-01: why a body that usually has no site got one after all.
    special_need = models.CharField(_("特殊需要及批准情况"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("网站")
        ordering = ["organisation__tree_id", "organisation__lft"]
        permissions = [
            ("act_as_manager", _("担任网站管理员")),
            ("act_as_editor", _("担任内容编辑")),
            ("act_as_reviewer_1", _("担任初审")),
            ("act_as_reviewer_2", _("担任复审")),
            ("act_as_reviewer_3", _("担任终审（签发）")),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def primary_domain(self) -> str:
        """The main domain, empty before one is registered. Prefetch ``domains`` for lists."""
        domains = list(self.domains.all())  # the main one comes first
        return domains[0].host if domains else ""

    def absolute_url(self, path: str = "/") -> str:
        """The address of ``path`` as a citizen types it, in the demo with its suffix and port."""
        host = f"{self.primary_domain}{settings.SITE_HOST_SUFFIX}{settings.SITE_PORT_SUFFIX}"
        return f"{settings.SITE_SCHEME}://{host}{path}"


class SiteDomain(models.Model):
    """A host name of a site; all but the main one redirect to it (SITE-06)."""

    site = models.ForeignKey(Site, models.CASCADE, verbose_name=_("网站"), related_name="domains")
    host = models.CharField(_("域名"), max_length=120, unique=True)
    is_primary = models.BooleanField(_("主域名"), default=False)

    class Meta:
        verbose_name = verbose_name_plural = _("域名")
        ordering = ["-is_primary", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["site"], condition=models.Q(is_primary=True), name="one_primary_domain_per_site"
            )
        ]

    def __str__(self) -> str:
        return self.host
