"""Steps in the life of a site, each on a page of its own that says what will happen."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from sites.actions import add_domain, close_site, go_live, remove_domain, set_primary_domain, take_offline
from sites.admin.base import policy_of_request
from sites.admin.site_forms import StepForm
from sites.domains import readable
from sites.errors import Blocked, Invalid, NeedsConfirmation, Refused
from sites.gates import blocks
from sites.models import Site, SiteStatus

DRAFT, LIVE, OFFLINE = SiteStatus.DRAFT, SiteStatus.LIVE, SiteStatus.OFFLINE


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One act: its name, what will happen, what it asks for, from which statuses it is offered."""

    title: Any
    says: Any
    done: Any
    act: Callable[..., object]
    asks: tuple[str, ...] = ()
    danger: bool = False
    on_domain: bool = False
    doubts: bool = False
    sources: frozenset[SiteStatus] = frozenset({DRAFT, LIVE, OFFLINE})


STEPS = {
    "go_live": Step(
        title=_("网站上线"),
        says=_("上线后，公众可以立即访问这个网站，平台目录中也会列出。"),
        done=_("网站已上线。"),
        act=go_live,
        sources=frozenset({DRAFT, OFFLINE}),
    ),
    "take_offline": Step(
        title=_("临时下线"),
        says=_("下线后，网站的所有网址立即无法访问。内容全部保留，可以重新上线。"),
        done=_("网站已临时下线。"),
        act=take_offline,
        asks=("reason",),
        danger=True,
        sources=frozenset({LIVE}),
    ),
    "close": Step(
        title=_("关闭网站"),
        says=_("关闭后，网站的所有网址永久无法访问，也不能再重新上线。内容和记录保留在库中。"),
        done=_("网站已关闭。"),
        act=close_site,
        asks=("reason",),
        danger=True,
    ),
    "add_domain": Step(
        title=_("登记域名"),
        says=_("第一个域名为主域名；其他域名会自动转到主域名。域名须事先按规定注册，并解析到本平台。"),
        done=_("域名已登记。"),
        act=add_domain,
        asks=("host",),
        doubts=True,
    ),
    "set_primary": Step(
        title=_("设为主域名"),
        says=_("设定后，网站以这个域名为准，其他域名自动转到这里，各页面中的“网站域名”标签也随之改变。"),
        done=_("主域名已设定。"),
        act=set_primary_domain,
        on_domain=True,
        doubts=True,
    ),
    "remove_domain": Step(
        title=_("删除域名"),
        says=_("删除后，这个域名下的网址立即无法访问。注销域名须先在网站首页公告至少30天。"),
        done=_("域名已删除。"),
        act=remove_domain,
        danger=True,
        on_domain=True,
    ),
}


def offered(site: Site) -> list[tuple[str, Step]]:
    """Steps of the site itself that its status allows, the way forward first."""
    return [
        (name, step)
        for name, step in STEPS.items()
        if not step.on_domain and name != "add_domain" and site.status in step.sources
    ]


def step_view(
    request: HttpRequest, *, name: str, object_id: int, domain_id: int | None = None, page: dict[str, Any]
) -> HttpResponse:
    """Show what a step will do, and do it when the person says so."""
    step = STEPS[name]
    site = Site.objects.filter(pk=object_id).select_related("organisation").prefetch_related("domains").first()
    if site is None or not policy_of_request(request).is_platform_admin:
        raise Http404
    domain = next((one for one in site.domains.all() if one.pk == domain_id), None)
    if step.on_domain and domain is None:
        raise Http404
    form = StepForm(request.POST if request.method == "POST" else None, asks=step.asks)
    doubts: list[str] = []
    if request.method == "POST" and form.is_valid():
        target = {"site_id": site.pk, **({"domain_id": domain_id} if step.on_domain else {})}
        doubts = _do(request, step, form, target)
        if not form.errors and not doubts:
            messages.success(request, step.done)
            return redirect("admin:gov_sites_site_change", site.pk)
    context = {
        **page,
        "title": f"{site.name}：{step.title}",
        "step": step,
        "site": site,
        "domain": readable(domain.host) if domain else "",
        "form": form,
        "doubts": doubts,
        "blocks": blocks(site) if name == "go_live" else [],
    }
    return TemplateResponse(request, "admin/gov_sites/step.html", context)


def _do(request: HttpRequest, step: Step, form: StepForm, target: dict[str, Any]) -> list[str]:
    """Run the action; what it refuses goes into the form, what it doubts is returned."""
    values = {name: form.cleaned_data[name] for name in step.asks}
    if step.doubts:
        values["confirmed"] = form.cleaned_data["confirmed"]
    try:
        step.act(actor=request.user, **target, **values)
    except NeedsConfirmation as doubt:
        return [line for lines in doubt.fields.values() for line in lines]
    except Blocked:
        form.add_error(None, str(_("还有下列事项没有完成，网站没有上线。")))
    except Invalid as refusal:
        for lines in refusal.fields.values():
            for line in lines:
                form.add_error(step.asks[0] if step.asks else None, line)
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return []
