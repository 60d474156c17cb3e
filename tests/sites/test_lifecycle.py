"""From preparation to the public and back."""

import pytest

from accounts.roles import Role
from audit.models import LogEntry
from sites import gates
from sites.actions import change_site, close_site, go_live, take_offline
from sites.errors import Blocked, Invalid, NotAllowed, WrongState
from sites.models import Site, SiteStatus
from tests import given

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_gates_only(monkeypatch):
    monkeypatch.setattr(gates, "_gates", [])


@pytest.fixture
def draft():
    return given.site(status=SiteStatus.DRAFT)


def test_a_complete_site_goes_live_on_the_day(draft, admin, time_machine):
    time_machine.move_to("2026-11-20 23:30+08:00", tick=False)
    site = go_live(actor=admin, site_id=draft.pk)
    assert (site.status, str(site.opened_on)) == ("live", "2026-11-20")
    row = LogEntry.objects.order_by("sequence").last()
    assert (row.verb, row.old, row.new) == ("sites.site.go_live", {"status": "draft"}, {"status": "live"})


@pytest.mark.clause("META-04")
@pytest.mark.parametrize("field", gates.REQUIRED)
def test_an_empty_required_field_blocks(draft, admin, field):
    Site.objects.filter(pk=draft.pk).update(**{field: " "})
    with pytest.raises(Blocked) as refusal:
        go_live(actor=admin, site_id=draft.pk)
    assert refusal.value.lines == [f"“{Site._meta.get_field(field).verbose_name}”还没有填写。"]
    assert Site.objects.get(pk=draft.pk).status == "draft"


def test_the_mark_and_the_main_domain_block(draft, admin):
    Site.objects.filter(pk=draft.pk).update(has_party_government_mark=False)
    draft.domains.all().delete()
    with pytest.raises(Blocked) as refusal:
        go_live(actor=admin, site_id=draft.pk)
    assert ["党政机关网站标识" in refusal.value.lines[0], "主域名" in refusal.value.lines[1]] == [True, True]


def test_gates_of_other_rooms_block_too(draft, admin):
    gates.register(lambda site: ["栏目“政策文件”还没有内容。"])
    with pytest.raises(Blocked, match="政策文件"):
        go_live(actor=admin, site_id=draft.pk)


def test_offline_and_back_keeps_the_day_of_opening(draft, admin, time_machine):
    time_machine.move_to("2026-11-20 12:00+08:00", tick=False)
    go_live(actor=admin, site_id=draft.pk)
    take_offline(actor=admin, site_id=draft.pk, reason="机房检修")
    time_machine.move_to("2026-12-20 12:00+08:00", tick=False)
    assert str(go_live(actor=admin, site_id=draft.pk).opened_on) == "2026-11-20"
    assert [row.reason for row in LogEntry.objects.filter(verb="sites.site.take_offline")] == ["机房检修"]


def test_going_off_the_net_needs_a_reason(draft, admin):
    go_live(actor=admin, site_id=draft.pk)
    for act in (take_offline, close_site):
        with pytest.raises(Invalid):
            act(actor=admin, site_id=draft.pk, reason="  ")


def test_a_closed_site_stays_closed(draft, admin):
    close_site(actor=admin, site_id=draft.pk, reason="机构撤销")
    with pytest.raises(WrongState, match="已关闭"):
        go_live(actor=admin, site_id=draft.pk)
    with pytest.raises(WrongState):
        close_site(actor=admin, site_id=draft.pk, reason="再关")
    with pytest.raises(WrongState):
        change_site(actor=admin, site_id=draft.pk, contact_phone="1")


def test_only_live_sites_are_taken_offline(draft, admin):
    with pytest.raises(WrongState, match="筹建"):
        take_offline(actor=admin, site_id=draft.pk, reason="x")


def test_nobody_but_the_platform_administrator(draft):
    for person in (given.staff(role=Role.SITE_MANAGER, on=draft), given.staff(role=Role.AUDITOR)):
        for act, more in ((go_live, {}), (take_offline, {"reason": "x"}), (close_site, {"reason": "x"})):
            with pytest.raises(NotAllowed):
                act(actor=person, site_id=draft.pk, **more)
