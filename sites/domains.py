"""Which domains a site may use (SITE-06; 国办发〔2017〕47号 三（一）4, 国办函〔2018〕55号)."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from sites.errors import Invalid
from sites.models import Organisation, OrganisationKind, Site, SiteDomain, SiteKind
from sites.superiors import portal_of_same_level, trade_superior_site

GOV_CN = ".gov.cn"
CHINESE = "政务"
CHINESE_ASCII = "xn--zfr164b"
STATE_PORTAL = "www.gov.cn"
LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.ASCII)
MAX_LENGTH = SiteDomain._meta.get_field("host").max_length or 0


@dataclass(slots=True)
class DomainOpinion:
    """``faults`` refuse a domain, ``warnings`` ask a person to confirm it."""

    faults: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def normalise(text: str) -> str:
    """The host name in ``text`` as browsers send it: lower case, Chinese as punycode, no scheme, port or dot.

    Raises Invalid if there is no host name in it.
    """
    host = re.sub(r"^[a-z]+://", "", text.strip().lower()).replace("。", ".").removesuffix("/")
    host = host.removesuffix(".")
    if "/" in host:
        raise Invalid(
            _("这里只填域名，不带路径：栏目、专题和业务系统使用本网站域名下的地址（国办发〔2017〕47号 三（一）4）。")
        )
    try:
        host = ".".join(label.encode("idna").decode() for label in host.split("."))
    except UnicodeError:
        host = ""
    if not host or len(host) > MAX_LENGTH or not all(LABEL.fullmatch(label) for label in host.split(".")):
        raise Invalid(_("“%(text)s”不是有效的域名，例如应填 www.yunling.gov.cn。") % {"text": text.strip()[:80]})
    return host


def readable(host: str) -> str:
    """``host`` as people write it: 云岭.政务 instead of xn--…"""
    try:
        return ".".join(label.encode().decode("idna") for label in host.split("."))
    except UnicodeError:
        return host


def base_of(host: str) -> str:
    """The domain below which others stand: ``yunling.gov.cn`` for www.yunling.gov.cn."""
    return host.removeprefix("www.")


def judge(site: Site, host: str, *, primary: bool) -> DomainOpinion:
    """Hold the normalised ``host`` against the rules for ``site``.

    The main domain must have the prescribed structure. A further one of an old
    structure may still redirect to it, after confirmation, until it is cancelled.
    """
    opinion = DomainOpinion()
    _suffix(site.organisation, host, opinion)
    if opinion.faults:
        return opinion
    if host.endswith(f".{CHINESE_ASCII}"):
        _chinese(site, host, primary, opinion)
        return opinion
    structure = DomainOpinion()
    if site.kind == SiteKind.PORTAL:
        _portal(site.organisation, host, structure)
    else:
        _department(site.organisation, host, structure)
    opinion.warnings += structure.warnings
    if primary:
        opinion.faults += structure.faults
    elif structure.faults and base_of(host) != base_of(site.primary_domain):
        opinion.warnings += structure.faults
        opinion.warnings.append(_("已有域名不符合要求的，应逐步注销（国办发〔2017〕47号 三（一）4）。"))
    return opinion


def _suffix(organisation: Organisation, host: str, opinion: DomainOpinion) -> None:
    if organisation.kind == OrganisationKind.INSTITUTION and not organisation.has_administrative_function:
        opinion.faults.append(_("不承担行政职能的事业单位不得使用“.gov.cn”“.政务”域名（国办函〔2018〕55号）。"))
    elif not host.endswith((GOV_CN, f".{CHINESE_ASCII}")):
        opinion.faults.append(
            _(
                "政府网站要使用以“.gov.cn”为后缀的英文域名或“.政务”中文域名，"
                "不得使用其他后缀（国办发〔2017〕47号 三（一）4）。"
            )
        )


def _chinese(site: Site, host: str, primary: bool, opinion: DomainOpinion) -> None:
    label = readable(host).removesuffix(f".{CHINESE}")
    body = site.organisation
    if primary:
        opinion.faults.append(_("主域名应为英文域名；中文域名可以登记为其他域名，自动转到主域名。"))
    if "." in label or label not in {body.name, body.short_name, site.name, site.name_note}:
        opinion.warnings.append(
            _("中文域名应为“△△△.政务”，△△△为本单位全称或规范化简称（国办函〔2018〕55号），请核对“%(label)s”。")
            % {"label": label}
        )


def _portal(organisation: Organisation, host: str, opinion: DomainOpinion) -> None:
    labels = host.removesuffix(GOV_CN).split(".")
    if host == STATE_PORTAL:
        if organisation.parent_id is not None or organisation.kind != OrganisationKind.GOVERNMENT:
            opinion.faults.append(_("“www.gov.cn”是中央人民政府门户网站的域名。"))
    elif len(labels) != 2 or labels[0] != "www":
        opinion.faults.append(
            _(
                "门户网站的域名应为“www.□□□.gov.cn”，"
                "□□□为本地区、本部门名称的拼音或英文（国办发〔2017〕47号 三（一）4）。"
            )
        )


def _department(organisation: Organisation, host: str, opinion: DomainOpinion) -> None:
    portal, trade = portal_of_same_level(organisation), trade_superior_site(organisation)
    bases = [base_of(site.primary_domain) for site in (portal, trade) if site and site.primary_domain]
    label, _dot, base = host.partition(".")
    if label == "www" or base.count(".") < 2:
        opinion.faults.append(
            _("部门网站的域名应为“○○○.□□□.gov.cn”，○○○为本部门名称的拼音或英文（国办发〔2017〕47号 三（一）4）。")
        )
    elif bases and base not in bases:
        allowed = _("、").join(f"○○○.{one}" for one in dict.fromkeys(bases))
        opinion.faults.append(
            _("部门网站要使用本级政府或上级部门门户网站的下级域名：%(allowed)s（国办发〔2017〕47号 三（一）4）。")
            % {"allowed": allowed}
        )
    elif not bases:
        opinion.warnings.append(
            _("平台上还没有本级政府或上级部门的门户网站，无法核对“%(base)s”是否为其域名，请自行核对。") % {"base": base}
        )
