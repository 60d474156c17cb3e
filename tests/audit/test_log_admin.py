"""The auditor reads, searches and exports the log; nobody else sees it, nobody changes it."""

import csv
import io

import pytest
from django.urls import reverse

from accounts.roles import Role
from audit.admin import LogEntryAdmin
from audit.export import harmless
from audit.log import record
from audit.models import LogEntry
from tests import given

pytestmark = [pytest.mark.django_db, pytest.mark.clause("SEC-03")]


def url(name, *args):
    return reverse(f"admin:audit_logentry_{name}", args=args, urlconf="govsite.urls.platform")


@pytest.fixture
def auditor():
    return given.staff(role=Role.AUDITOR, name="周审")


@pytest.fixture
def desk(signed_in, auditor):
    return signed_in(auditor)


@pytest.fixture
def rows(time_machine):
    site, person = given.site(name="云岭省教育厅"), given.staff(name="李文")
    time_machine.move_to("2026-03-01 23:59+08:00", tick=False)
    first = record(
        "sites.site.change", site, actor=person, old={"status": "draft"}, new={"status": "live", "slogan": "云"}
    )
    time_machine.move_to("2026-03-02 00:00+08:00", tick=False)
    second = record("sites.site.close", site, actor=person, reason="机构撤销", result="refused")
    time_machine.move_to("2026-03-05 12:00+08:00", tick=True)
    return first, second


@pytest.mark.parametrize("role", [Role.PLATFORM_ADMIN, Role.SITE_MANAGER, Role.EDITOR, Role.REVIEWER_3, None])
def test_nobody_but_the_auditor(signed_in, rows, role):
    on = given.site() if role not in (Role.PLATFORM_ADMIN, None) else None
    client = signed_in(given.staff(role=role, on=on))
    for address in (url("changelist"), url("change", rows[0].pk), url("export")):
        answer = client.get(address)
        assert answer.status_code in (403, 404)
        assert "云岭省教育厅" not in answer.text


def test_the_auditor_changes_nothing(desk, rows):
    assert desk.get(url("add")).status_code == 403
    assert desk.post(url("change", rows[0].pk), {"verb": "x"}).status_code == 403
    assert desk.post(url("delete", rows[0].pk), {"post": "yes"}).status_code == 403
    assert LogEntry.objects.get(pk=rows[0].pk).verb == "sites.site.change"


def listed(desk, **query):
    return [
        row.pk for row in desk.get(url("changelist"), query).context["cl"].result_list if row.verb.startswith("sites.")
    ]


def test_search_finds_people_acts_and_things_by_their_chinese_names(desk, rows):
    first, second = (row.pk for row in rows)
    assert set(listed(desk, q="李文")) == {first, second}
    assert listed(desk, q="关闭网站") == [second]
    assert listed(desk, q="机构撤销") == [second]
    assert set(listed(desk, q="教育厅")) == {first, second}
    assert listed(desk, q="没有这个人") == []


def test_filters_by_day_act_and_result(desk, rows):
    first, second = (row.pk for row in rows)
    assert listed(desk, **{"from": "2026-03-02", "to": "2026-03-02"}) == [second]
    assert listed(desk, to="2026-03-01") == [first]
    assert listed(desk, verb="sites.site.close") == [second]
    assert listed(desk, result="ok") == [first]


@pytest.mark.parametrize("day", ["2026-13-45", "garbage", "9999-12-31", "0001-01-01", ""])
def test_a_day_that_is_none_is_left_out_of_account(desk, rows, day):
    assert len(listed(desk, **{"from": day, "to": day})) == 2


def test_one_row_shows_old_and_new_in_words(desk, rows):
    text = desk.get(url("change", rows[0].pk)).text
    for word in ("筹建", "运行", "宣传语", "李文", "2026-03-01 23:59:00", "与写入时一致"):
        assert word in text
    assert "(&#x27;" not in text


def test_what_was_typed_by_others_is_escaped(desk):
    row = record("a.b.c", reason="<script>alert(1)</script>", new={"<b>x</b>": "<script>alert(2)</script>"})
    text = desk.get(url("change", row.pk)).text
    assert "<script>alert" not in text
    assert "<b>x</b>" not in text


def test_the_export_holds_what_the_filter_shows_and_is_logged(desk, auditor, rows):
    answer = desk.get(url("export"), {"verb": "sites.site.close"})
    text = answer.getvalue().decode("utf-8-sig")
    table = list(csv.reader(io.StringIO(text)))
    assert len(table) == 2
    assert table[1][2] == "李文"
    assert "关闭网站" in table[1]
    assert "attachment" in answer["Content-Disposition"]
    last = LogEntry.objects.first()
    assert (last.verb, last.actor, last.new["filter"]) == ("audit.log.export", auditor, {"verb": "sites.site.close"})


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "＝1", "－1"])
def test_no_cell_is_taken_for_a_formula(cell):
    assert harmless(cell) == f"'{cell}"


def test_ordinary_cells_stay_as_they_are():
    assert harmless("云岭=1") == "云岭=1"


def test_the_list_costs_the_same_with_many_rows(desk):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries():
        with CaptureQueriesContext(connection) as seen:
            assert desk.get(url("changelist")).status_code == 200
        return len(seen)

    record("a.b.c", actor=given.staff())
    queries()
    few = queries()
    for _number in range(15):
        record("a.b.c", actor=given.staff())
    assert queries() == few


@pytest.mark.parametrize("query", ["at=abc", "nothing=1", "actor__password__startswith=p"])
def test_an_export_asked_for_nonsense_is_no_fault_of_the_server(desk, rows, query):
    assert desk.get(f"{url('export')}?{query}").status_code in (400, 404)


def test_an_export_of_a_page_there_is_not_is_not_found(desk, rows, monkeypatch):
    monkeypatch.setattr(LogEntryAdmin, "list_per_page", 1)
    assert desk.get(f"{url('export')}?p=999").status_code == 404
