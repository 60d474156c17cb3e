"""Pages of people, roles and delegations: who sees them, what they do."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.desk import Todo, todos
from accounts.models import Delegation, User
from accounts.roles import PLATFORM_ROLES, REVIEWER_ROLES, Grants, Role
from tests import given

pytestmark = [pytest.mark.django_db, pytest.mark.clause("ORG-04")]
PEOPLE = "/admin/accounts/user/"
DELEGATIONS = "/admin/accounts/delegation/"


def signed_in(user):
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def with_role(role, site):
    return given.staff(role=role, on=None if role in PLATFORM_ROLES else site)


@pytest.fixture
def site():
    return given.site(name="云岭省教育厅")


@pytest.fixture
def boss():
    return given.staff(role=Role.PLATFORM_ADMIN, name="刘平台")


@pytest.mark.parametrize("role", list(Role))
def test_only_administrators_and_managers_open_the_list_of_people(role, site):
    client = signed_in(with_role(role, site))
    allowed = role in {Role.PLATFORM_ADMIN, Role.SITE_MANAGER}
    assert (client.get(PEOPLE).status_code == 200) is allowed
    assert (PEOPLE in client.get("/admin/").content.decode()) is allowed
    assert (client.get(f"{PEOPLE}add/").status_code == 200) is (role == Role.PLATFORM_ADMIN)


@pytest.mark.parametrize("role", list(Role))
def test_every_entry_of_the_sidebar_opens(role, site):
    client = signed_in(with_role(role, site))
    groups = client.get("/admin/").context["sidebar_navigation"]
    links = [item["link"] for group in groups for item in group["items"]]
    assert links[0] == "/admin/"
    for link in links:
        assert client.get(link).status_code == 200, link


@pytest.mark.parametrize(
    ("path", "current"),
    [("/admin/", "工作台"), ("/admin/content/item/to-review/", "待我审核"), ("/admin/content/item/", "稿件库")],
)
def test_the_sidebar_marks_only_the_present_page(site, path, current):
    client = signed_in(with_role(Role.REVIEWER_1, site))
    groups = client.get(path).context["sidebar_navigation"]
    assert [str(one["title"]) for group in groups for one in group["items"] if one["active"]] == [current]


def test_nobody_ever_deletes_a_person(boss):
    user = given.staff()
    client = signed_in(boss)
    assert client.post(f"{PEOPLE}{user.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.post(PEOPLE, {"action": "delete_selected", "_selected_action": [user.pk]}).status_code in {200, 302}
    assert User.objects.filter(pk=user.pk).exists()


def test_a_manager_sees_the_people_of_the_own_site_and_their_roles_there(site):
    other = given.site()
    manager = given.staff(role=Role.SITE_MANAGER, on=site)
    here = given.staff(role=Role.EDITOR, on=given.column(site), name="此处编辑")
    given.grant(here, Role.REVIEWER_2, other)
    given.staff(organisation=site.organisation, name="同事无角色")
    stranger = given.staff(role=Role.EDITOR, on=other, name="外站编辑")
    client = signed_in(manager)

    text = client.get(PEOPLE).content.decode()
    assert "此处编辑" in text
    assert "未启用" in text
    assert "同事无角色" in text
    assert "外站编辑" not in text
    assert other.name not in client.get(f"{PEOPLE}{here.pk}/change/").content.decode()
    for act in ("change", "grant", "revoke", "deactivate", "reset_password"):
        response = client.get(f"{PEOPLE}{stranger.pk}/{act}/")
        assert response.status_code == 404 or (act == "change" and response.status_code == 302)


@pytest.mark.parametrize("act", ["deactivate", "reactivate", "reset_password", "forget_devices", "unlock"])
def test_a_manager_does_not_administer_accounts(act, site):
    colleague = given.staff(organisation=site.organisation)
    client = signed_in(given.staff(role=Role.SITE_MANAGER, on=site))
    assert client.get(f"{PEOPLE}{colleague.pk}/{act}/").status_code == 404
    assert client.post(f"{PEOPLE}{colleague.pk}/{act}/").status_code == 404


@pytest.mark.clause("ORG-05")
def test_a_new_account_shows_its_password_once(boss):
    client = signed_in(boss)
    response = client.post(f"{PEOPLE}add/", {"username": "liwen", "name": "李文", "phone": "", "email": ""})
    made = User.objects.get(username="liwen")
    password = response.context["password"]
    assert made.check_password(password)
    assert password in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert password not in client.get(f"{PEOPLE}{made.pk}/change/").content.decode()


def test_a_refused_account_keeps_what_was_typed(boss):
    response = signed_in(boss).post(
        f"{PEOPLE}add/", {"username": "有汉字", "name": "李文", "is_contractor": "on", "phone": "0871-1"}
    )
    text = response.content.decode()
    assert "外包人员必须填写合同到期日。" in text
    assert 'value="0871-1"' in text
    assert not User.objects.filter(name="李文").exists()


def test_facts_are_corrected_and_the_account_name_is_not(boss):
    user = given.staff(username="liwen", name="李文")
    response = signed_in(boss).post(
        f"{PEOPLE}{user.pk}/change/", {"username": "other", "name": "李雯", "phone": "", "email": ""}
    )
    user.refresh_from_db()
    assert response.status_code == 302
    assert (user.username, user.name) == ("liwen", "李雯")


def test_nobody_changes_their_own_rights(boss):
    given.staff(role=Role.PLATFORM_ADMIN)
    client = signed_in(boss)
    page = client.get(f"{PEOPLE}{boss.pk}/change/").content.decode()
    assert "这是您自己的账号" in page
    assert f"{PEOPLE}{boss.pk}/grant/" not in page
    for act in ("grant", "deactivate", "reset_password"):
        assert client.get(f"{PEOPLE}{boss.pk}/{act}/").status_code == 404
    assert client.post(f"{PEOPLE}{boss.pk}/change/", {"name": "改名"}).status_code == 403
    assert client.post(f"{PEOPLE}{boss.pk}/revoke/?role=platform_admin").status_code == 404


def test_a_role_is_granted_on_a_column_by_the_form(boss, site):
    column, user = given.column(site, name="政策文件"), given.staff()
    client = signed_in(boss)
    address = f"{PEOPLE}{user.pk}/grant/"

    listed = client.post(address, {"show": "1", "role": "editor", "site": site.pk})
    assert "政策文件" in listed.content.decode()
    response = client.post(address, {"role": "editor", "site": site.pk, "column": column.pk})

    assert response.status_code == 302
    assert Grants.of(user).reach(Role.EDITOR).columns == {column.pk}
    assert "政策文件" in client.get(f"{PEOPLE}{user.pk}/change/").content.decode()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"role": "editor"}, "请选择“内容编辑”在哪个网站有效"),
        ({"role": "auditor", "site": "{site}"}, "不能限定网站"),
        ({"role": "reviewer_3", "site": "{site}"}, "起草的人不能签发"),
        ({"role": "editor", "site": "999999"}, "您不能在这个网站授予角色"),
        ({"role": "editor", "site": "{site}", "column": "{foreign}"}, "不属于所选的网站"),
        ({"role": "king", "site": "{site}"}, "king"),
        ({"role": "editor", "site": "1e9", "column": "'"}, "您不能在这个网站授予角色"),
    ],
)
def test_a_refused_grant_says_why_and_changes_nothing(boss, site, data, sentence):
    user = given.staff(role=Role.EDITOR, on=given.column(site))
    foreign = given.column(given.site())
    before = Grants.of(user)
    values = {key: value.format(site=site.pk, foreign=foreign.pk) for key, value in data.items()}
    response = signed_in(boss).post(f"{PEOPLE}{user.pk}/grant/", values)
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert Grants.of(user) == before


def test_a_manager_is_offered_the_own_site_and_the_desk_roles_only(site):
    given.site(name="别的网站")
    colleague = given.staff(organisation=site.organisation)
    client = signed_in(given.staff(role=Role.SITE_MANAGER, on=site))
    form = client.get(f"{PEOPLE}{colleague.pk}/grant/").context["form"]
    assert [value for value, _label in form.fields["role"].choices[1:]] == ["editor", *REVIEWER_ROLES]
    assert list(form.fields["site"].queryset) == [site]

    client.post(f"{PEOPLE}{colleague.pk}/grant/", {"role": "reviewer_1", "site": site.pk})
    assert Grants.of(colleague).has(Role.REVIEWER_1)
    client.post(f"{PEOPLE}{colleague.pk}/grant/", {"role": "manager", "site": site.pk})
    assert not Grants.of(colleague).has(Role.SITE_MANAGER)


def test_a_role_is_taken_back_after_asking(boss, site):
    user = given.staff(role=Role.EDITOR, on=site)
    client = signed_in(boss)
    address = f"{PEOPLE}{user.pk}/revoke/?role=editor&site={site.pk}"
    assert "撤销后立即生效" in client.get(address).content.decode()
    assert Grants.of(user).has(Role.EDITOR)
    client.post(address)
    assert not Grants.of(user).has(Role.EDITOR)
    again = client.post(address, follow=True)
    assert "可能刚被他人撤销" in again.content.decode()


@pytest.mark.clause("ORG-05")
def test_an_account_is_switched_off_reset_and_unlocked(boss):
    user = given.staff(name="钱离")
    theirs = signed_in(user)
    client = signed_in(boss)
    TOTPDevice.objects.create(user=user, name="default")
    AccessAttempt.objects.create(
        username=user.username, ip_address="10.0.0.1", failures_since_start=5, attempt_time=timezone.now()
    )
    assert "登录锁定" in client.get(f"{PEOPLE}?state=locked").content.decode()
    assert [todo.count for todo in client.get("/admin/").context["todos"]] == [1]

    client.post(f"{PEOPLE}{user.pk}/unlock/")
    client.post(f"{PEOPLE}{user.pk}/forget_devices/")
    password = client.post(f"{PEOPLE}{user.pk}/reset_password/").context["password"]
    user.refresh_from_db()
    assert user.check_password(password)
    assert user.must_change_password
    assert not AccessAttempt.objects.exists()
    assert not TOTPDevice.objects.exists()
    assert theirs.get("/admin/").status_code == 302

    client.post(f"{PEOPLE}{user.pk}/deactivate/", {"reason": "调离"})
    user.refresh_from_db()
    assert not user.is_active
    assert "已经停用" in client.post(f"{PEOPLE}{user.pk}/deactivate/", follow=True).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        *("role=editor", "role=none", "role=x", "organisation=x", "organisation=99999999999999999999", "q=李"),
        *("state=active", "state=off", "state=over", "state=ending", "state=contractor", "state=never", "state=x"),
    ],
)
def test_every_filter_answers(boss, query):
    assert signed_in(boss).get(f"{PEOPLE}?{query}").status_code in {200, 302}


def test_the_list_takes_as_many_queries_for_many_people_as_for_few(boss, site):
    client, counts = signed_in(boss), []
    for more in (2, 12):
        for _n in range(more):
            user = given.staff(role=Role.EDITOR, on=given.column(site), organisation=given.organisation())
            given.grant(user, Role.REVIEWER_1, given.site())
        client.get(PEOPLE)
        with CaptureQueriesContext(connection) as queries:
            client.get(PEOPLE)
        counts.append(len(queries))
    assert counts[0] == counts[1]


# --- Delegations -------------------------------------------------------------
def period(days=7):
    now = timezone.localtime() + timedelta(minutes=1)
    end = now + timedelta(days=days)
    return {
        "starts_at_0": f"{now:%Y-%m-%d}", "starts_at_1": f"{now:%H:%M:%S}",
        "ends_at_0": f"{end:%Y-%m-%d}", "ends_at_1": f"{end:%H:%M:%S}",
    }  # fmt: skip


@pytest.mark.parametrize("role", list(Role))
def test_only_reviewers_are_offered_to_delegate(role, site):
    client = signed_in(with_role(role, site))
    assert (client.get(f"{DELEGATIONS}add/").status_code == 200) is (role in REVIEWER_ROLES)


def test_a_reviewer_delegates_to_a_colleague_and_takes_it_back(site):
    reviewer = given.staff(role=Role.REVIEWER_1, on=site)
    colleague = given.staff(role=Role.EDITOR, on=given.column(site))
    stranger = given.staff()
    client = signed_in(reviewer)

    refused = client.post(f"{DELEGATIONS}add/", {"deputy": stranger.pk, "reason": "出差"} | period())
    assert refused.status_code == 200
    assert not Delegation.objects.exists()
    made = client.post(f"{DELEGATIONS}add/", {"deputy": colleague.pk, "reason": "出差"} | period())

    assert made.status_code == 302, made.context["adminform"].errors
    delegation = Delegation.objects.get()
    assert (delegation.principal, delegation.deputy) == (reviewer, colleague)
    assert "生效" in client.get(DELEGATIONS).content.decode() or "尚未开始" in client.get(DELEGATIONS).content.decode()
    assert client.get(f"{DELEGATIONS}{delegation.pk}/change/").status_code == 200
    address = reverse("admin:accounts_delegation_revoke", args=[delegation.pk])
    assert signed_in(colleague).post(address).status_code == 404
    client.post(address, {"reason": "提前返回"})
    delegation.refresh_from_db()
    assert delegation.revoked_at
    assert "已撤销" in client.get(DELEGATIONS).content.decode()


def test_a_refused_delegation_keeps_what_was_typed(site):
    signer = given.staff(role=Role.REVIEWER_3, on=site)
    editor = given.staff(role=Role.EDITOR, on=site)
    response = signed_in(signer).post(f"{DELEGATIONS}add/", {"deputy": editor.pk, "reason": "出差学习"} | period(400))
    text = response.content.decode()
    assert "同一范围的内容编辑" in text
    assert "最长一年" in text
    assert "出差学习" in text


# --- First screen ------------------------------------------------------------
def test_the_first_screen_says_so_when_there_is_nothing_to_do(site):
    text = signed_in(given.staff(role=Role.EDITOR, on=site)).get("/admin/").content.decode()
    assert "现在没有等您处理的事情。" in text


def test_without_a_role_the_first_screen_says_whom_to_ask():
    assert "还没有任何角色" in signed_in(given.staff()).get("/admin/").content.decode()


def test_the_most_urgent_comes_first_and_nothing_is_not_shown(monkeypatch):
    from accounts import desk

    lines = [Todo("一", 1, "/"), Todo("零", 0, "/"), Todo("二", 2, "/", "danger"), Todo("三", 3, "/", "warning")]
    monkeypatch.setattr(desk, "_sources", [lambda request: lines])
    assert [todo.label for todo in todos(None)] == ["二", "三", "一"]


@pytest.mark.clause("ORG-08")
def test_a_contract_about_to_end_is_announced_to_both(boss):
    ends = timezone.localdate() + timedelta(days=12)
    contractor = given.staff(is_contractor=True, contract_ends_on=ends)
    assert [todo.count for todo in signed_in(boss).get("/admin/").context["todos"]] == [1]
    assert [todo.count for todo in signed_in(contractor).get("/admin/").context["todos"]] == [12]


def test_models_of_other_packages_are_not_in_the_admin():
    labels = {model._meta.app_label for model in admin.site._registry}
    assert not labels & {"auth", "axes", "otp_totp", "otp_static", "guardian", "two_factor_webauthn"}
