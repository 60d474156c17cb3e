"""The forms of a site's record."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from sites.actions import change_site, create_site
from sites.admin.base import ActionForm
from sites.models import Organisation, Site


class NewSiteForm(ActionForm):
    """Everything a site starts with."""

    domain = forms.CharField(
        label=_("主域名"),
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("门户网站为 www.□□□.gov.cn，部门网站为 ○○○.□□□.gov.cn。可以以后登记。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "organisation" in self.fields:
            # The action says in words why a body cannot have (another) site.
            self.fields["organisation"].queryset = Organisation.objects.all()
        for name in ("id_code", "person_in_charge", "contact_phone"):
            if name in self.fields:  # asked for before the site goes live
                self.fields[name].required = False

    def act(self, values: dict[str, Any], *, confirmed: bool) -> Site:
        return create_site(actor=self.actor, confirmed=confirmed, **values)


class SiteForm(ActionForm):
    """The record of a site that exists. ``version`` is that of the page the person looks at."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version
        for name in ("id_code", "person_in_charge", "contact_phone"):
            if name in self.fields:
                self.fields[name].required = False

    def act(self, values: dict[str, Any], *, confirmed: bool) -> Site:
        changed = {name: value for name, value in values.items() if name in self.changed_data and name != "version"}
        if not changed:
            return self.instance
        return change_site(
            actor=self.actor, site_id=self.instance.pk, version=values.get("version"), confirmed=confirmed, **changed
        )


class StepForm(forms.Form):
    """What a step of a site's life asks for: a reason, a domain, or nothing but consent."""

    reason = forms.CharField(label=_("原因"), max_length=500, widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}))
    host = forms.CharField(
        label=_("域名"),
        max_length=200,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("例如 jyt.yunling.gov.cn，或中文域名“云岭.政务”。"),
    )
    confirmed = forms.BooleanField(required=False)

    def __init__(self, *args: Any, asks: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - {*asks, "confirmed"}:
            del self.fields[name]

    def asked(self) -> list[forms.BoundField]:
        """The fields to show, without the box that only appears when something is doubted."""
        return [field for field in self if field.name != "confirmed"]
