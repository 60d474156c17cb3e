"""Getting in: password, second factor, lockout, time-out, password age (ORG-05)."""

from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import User, UserKind
from accounts.roles import Role
from audit.models import LogEntry
from tests import given

pytestmark = [pytest.mark.django_db, pytest.mark.clause("ORG-05")]
LOGIN, ADMIN = "/account/login/", "/admin/"
START = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


def browser():
    return Client(headers={"host": "127.0.0.1"}, REMOTE_ADDR="10.1.2.3")


def sign_in(client, user, password=given.PASSWORD, where=f"{LOGIN}?next=/admin/"):
    return step(client, "auth", where, **{"auth-username": user.username, "auth-password": password})


def step(client, name, where=f"{LOGIN}?next=/admin/", **fields):
    return client.post(where, {"staff_login_view-current_step": name} | fields)


def token_of(device):
    return f"{totp(device.bin_key):06d}"


@pytest.fixture
def two_factors(settings):
    settings.STAFF_TWO_FACTOR_REQUIRED = True


@pytest.fixture
def admin():
    return given.staff(role=Role.PLATFORM_ADMIN, name="刘平台")


def where_to(response):
    target = urlsplit(response["Location"])
    return target.path, {key: values[0] for key, values in parse_qs(target.query).items()}


def test_two_factors_are_the_rule_and_only_the_demo_goes_without():
    from govsite import settings as real

    assert real.STAFF_TWO_FACTOR_REQUIRED is (not real.DEMO)


def test_a_stranger_is_sent_to_sign_in_and_back():
    client = browser()
    response = client.get("/admin/accounts/user/", follow=True)
    assert response.redirect_chain[-1][0] == f"{LOGIN}?next=%2Fadmin%2Faccounts%2Fuser%2F"
    assert "工作人员登录" in response.content.decode()


def test_the_password_is_enough_only_where_one_factor_is(admin):
    client = browser()
    response = sign_in(client, admin)
    assert where_to(response) == (ADMIN, {})
    assert "现在要做的事" in client.get(ADMIN).content.decode()


def test_no_device_yet_means_setting_one_up_first(two_factors, admin):
    client = browser()
    sign_in(client, admin)
    response = client.get("/admin/accounts/user/", follow=True)
    assert [urlsplit(url).path for url, _status in response.redirect_chain] == [
        "/admin/login/",
        "/account/two_factor/setup/",
    ]
    assert "启用双因素验证" in response.content.decode()


def test_setting_up_an_authenticator_opens_the_door(two_factors, admin):
    client = browser()
    sign_in(client, admin)
    setup = "/account/two_factor/setup/?next=/admin/"
    client.get(setup)
    name = "staff_setup_view-current_step"
    page = client.post(setup, {name: "method", "method-method": "generator"})
    key = page.context["form"].key
    assert client.get("/account/two_factor/qrcode/")["Content-Type"].startswith("image/svg+xml")

    wrong = client.post(setup, {name: "generator", "generator-token": "000000"})
    done = client.post(setup, {name: "generator", "generator-token": f"{totp(bytes.fromhex(key)):06d}"})

    assert wrong.status_code == 200
    assert wrong.context["form"].errors
    assert where_to(done) == (ADMIN, {})
    assert client.get(ADMIN).status_code == 200
    assert LogEntry.objects.filter(verb="accounts.user.add_device", actor=admin).exists()


def test_with_a_device_the_password_alone_opens_nothing(two_factors, admin):
    device = TOTPDevice.objects.create(user=admin, name="default")
    client = browser()

    second = sign_in(client, admin)
    assert "第二步" in second.content.decode()
    assert client.get(ADMIN).status_code == 302
    wrong = step(client, "token", **{"token-otp_token": "000000"})
    assert wrong.status_code == 200
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    done = step(client, "token", **{"token-otp_token": token_of(device)})

    assert where_to(done) == (ADMIN, {})
    assert client.get(ADMIN).status_code == 200


def test_a_backup_code_works_once(two_factors, admin):
    TOTPDevice.objects.create(user=admin, name="default")
    StaticDevice.objects.create(user=admin, name="backup").token_set.create(token="abcd2345")
    for works in (True, False):
        client = browser()
        sign_in(client, admin)
        client.post(LOGIN, {"wizard_goto_step": "backup", "staff_login_view-current_step": "token"})
        response = step(client, "backup", **{"backup-otp_token": "abcd2345"})
        assert (response.status_code == 302) is works


def test_signed_in_before_the_device_was_set_up_does_not_go_round_in_circles(two_factors, admin):
    client = browser()
    sign_in(client, admin)
    TOTPDevice.objects.create(user=admin, name="default")  # set up in another browser
    response = client.get(ADMIN, follow=True)
    assert response.status_code == 200
    assert len(response.redirect_chain) == 2
    assert "完成双因素验证" in response.content.decode()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"kind": UserKind.CITIZEN}, "只供工作人员登录"),
        ({"is_contractor": True, "contract_ends_on": timezone.localdate() - timedelta(days=1)}, "合同已到期"),
        ({"is_active": False}, "账号或密码不正确"),
    ],
)
def test_who_is_not_staff_any_more_or_at_all_stays_outside(values, sentence):
    client = browser()
    user = given.staff(**values)
    response = sign_in(client, user)
    assert sentence in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_citizen_with_a_session_does_not_get_in_either():
    client = browser()
    client.force_login(given.staff(kind=UserKind.CITIZEN), backend="django.contrib.auth.backends.ModelBackend")
    response = client.get(ADMIN, follow=True)
    assert response.redirect_chain[-1][0].startswith(LOGIN)
    assert "不能进入管理后台" in response.content.decode()


def test_five_wrong_passwords_lock_the_account_and_the_page_says_what_to_do(admin, settings):
    settings.PLATFORM_CONTACT = "0871-60000000"
    client = browser()
    for _n in range(4):
        assert "账号或密码不正确" in sign_in(client, admin, "wrong-Password1").content.decode()
    locked = sign_in(client, admin, "wrong-Password1")
    text = locked.content.decode()
    assert locked.status_code == 429
    assert "30 分钟" in text
    assert "平台管理员" in text
    assert "0871-60000000" in text
    assert sign_in(client, admin).status_code == 429
    assert "_auth_user_id" not in client.session


def test_the_lock_ends_by_itself_and_does_not_hit_other_places(admin):
    with time_machine.travel(START, tick=False):
        for _n in range(5):
            sign_in(browser(), admin, "wrong-Password1")
        elsewhere = Client(headers={"host": "127.0.0.1"}, REMOTE_ADDR="10.9.9.9")
        assert sign_in(elsewhere, admin).status_code == 302
    with time_machine.travel(START + timedelta(minutes=31), tick=False):
        assert sign_in(browser(), admin).status_code == 302


def test_behind_our_proxy_a_stranger_locks_nobody_else_out(admin, settings):
    settings.AXES_IPWARE_PROXY_COUNT = 1
    stranger, owner = (
        Client(headers={"host": "127.0.0.1", "x-forwarded-for": f"6.6.6.6, {address}"}, REMOTE_ADDR="10.0.0.1")
        for address in ("203.0.113.5", "10.1.2.3")
    )
    for _attempt in range(settings.AXES_FAILURE_LIMIT):
        locked = sign_in(stranger, admin, "wrong-Password1")
    assert locked.status_code == 429
    assert where_to(sign_in(owner, admin))[0] == "/admin/"


def test_a_lock_is_not_shaken_off_by_a_made_up_sender(admin, settings):
    for attempt in range(settings.AXES_FAILURE_LIMIT):
        client = Client(
            headers={"host": "127.0.0.1", "x-forwarded-for": f"203.0.113.{attempt}"}, REMOTE_ADDR="10.1.2.3"
        )
        locked = sign_in(client, admin, "wrong-Password1")
    assert locked.status_code == 429


def test_an_endless_name_is_a_wrong_one():
    response = browser().post(
        LOGIN, {"auth-username": "a" * 300, "auth-password": "x", "staff_login_view-current_step": "auth"}
    )
    assert response.status_code == 200
    assert "账号或密码不正确" in response.content.decode()


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/no-such-page/"]
)
def test_next_leads_nowhere_else(admin, target):
    response = sign_in(browser(), admin, where=f"{LOGIN}?next={target}")
    assert response.status_code == 302
    assert where_to(response)[0] in {ADMIN, "/no-such-page/"}


def test_idle_too_long_means_signing_in_again_and_coming_back(admin):
    client = browser()
    with time_machine.travel(START, tick=False) as clock:
        sign_in(client, admin)
        client.get(ADMIN)
        clock.move_to(START + settings.STAFF_IDLE_TIMEOUT)
        assert client.get(ADMIN).status_code == 200
        clock.shift(settings.STAFF_IDLE_TIMEOUT + timedelta(seconds=1))
        response = client.get("/admin/accounts/user/?state=off")
        assert where_to(response) == (LOGIN, {"next": "/admin/accounts/user/?state=off", "why": "idle"})
        assert "超过30分钟没有操作" in client.get(response["Location"]).content.decode()
        assert "_auth_user_id" not in client.session


def test_a_page_that_is_worked_on_stays_signed_in(admin):
    client = browser()
    with time_machine.travel(START, tick=False) as clock:
        sign_in(client, admin)
        for _n in range(4):
            clock.shift(timedelta(minutes=20))
            assert client.get(reverse("accounts:alive")).status_code == 204
        assert client.get(ADMIN).status_code == 200


def test_what_was_typed_survives_the_time_out_except_passwords(admin):
    client = browser()
    with time_machine.travel(START, tick=False) as clock:
        sign_in(client, admin)
        client.get(ADMIN)
        clock.shift(timedelta(hours=2))
        body = {"name": "李文<script>", "phone": "0871", "new_password": "secret-Word9"}
        response = client.post("/admin/accounts/user/add/", body)
    text = response.content.decode()
    assert response.status_code == 403
    assert "李文&lt;script&gt;</textarea>" in text
    assert 'action="/admin/accounts/user/add/"' in text
    assert "secret-Word9" not in text
    assert not User.objects.filter(name__contains="李文").exists()


def test_a_one_time_password_is_changed_before_anything_else():
    user = given.staff(role=Role.PLATFORM_ADMIN, must_change_password=True)
    client = browser()
    sign_in(client, user)
    response = client.get("/admin/accounts/user/")
    assert where_to(response) == (reverse("accounts:password_change"), {"next": "/admin/accounts/user/"})
    assert "一次性密码" in client.get(response["Location"]).content.decode()

    done = client.post(response["Location"], {"old": given.PASSWORD, "new": "Hao-Shan-77", "again": "Hao-Shan-77"})

    assert where_to(done) == ("/admin/accounts/user/", {})
    assert client.get("/admin/accounts/user/").status_code == 200
    user.refresh_from_db()
    assert user.check_password("Hao-Shan-77")
    assert not user.must_change_password


def test_an_old_password_has_to_be_changed_too(admin):
    with time_machine.travel(START, tick=False) as clock:
        User.objects.update(password_changed_at=timezone.now())
        clock.shift(settings.PASSWORD_MAX_AGE)
        client = browser()
        sign_in(client, admin)
        assert client.get(ADMIN).status_code == 200
        clock.shift(timedelta(seconds=1))
        assert where_to(client.get(ADMIN))[0] == reverse("accounts:password_change")


@pytest.mark.parametrize(
    ("old", "new", "again", "sentence"),
    [
        ("wrong", "Hao-Shan-77", "Hao-Shan-77", "当前密码不正确"),
        (given.PASSWORD, "Hao-Shan-77", "Hao-Shan-78", "不一致"),
        (given.PASSWORD, given.PASSWORD, given.PASSWORD, "不能与当前密码相同"),
        (given.PASSWORD, "onlyletters", "onlyletters", "三种"),
        (given.PASSWORD, "Ab1-", "Ab1-", "10"),
        (given.PASSWORD, "Liupingtai-admin-1", "Liupingtai-admin-1", "相似"),
    ],
)
def test_a_new_password_keeps_the_rules(old, new, again, sentence):
    user = given.staff(username="liupingtai-admin", role=Role.PLATFORM_ADMIN)
    client = browser()
    sign_in(client, user)
    response = client.post(reverse("accounts:password_change"), {"old": old, "new": new, "again": again})
    assert response.status_code == 200
    assert sentence in response.content.decode()
    user.refresh_from_db()
    assert user.check_password(given.PASSWORD)


def test_changing_the_password_ends_the_other_sessions_and_keeps_the_second_factor(two_factors, admin):
    device = TOTPDevice.objects.create(user=admin, name="default")
    here, other = browser(), browser()
    for client in (here, other):
        TOTPDevice.objects.update(last_t=-1)
        sign_in(client, admin)
        assert step(client, "token", **{"token-otp_token": token_of(device)}).status_code == 302

    here.post(
        reverse("accounts:password_change"), {"old": given.PASSWORD, "new": "Hao-Shan-77", "again": "Hao-Shan-77"}
    )

    assert here.get(ADMIN).status_code == 200
    assert other.get(ADMIN).status_code == 302


def test_the_first_screen_shows_the_last_sign_in_and_wrong_attempts(admin):
    with time_machine.travel(START, tick=False) as clock:
        sign_in(browser(), admin)
        clock.shift(timedelta(days=1))
        client = browser()
        sign_in(client, admin, "wrong-Password1")
        sign_in(client, admin)
        text = client.get(ADMIN).content.decode()
    assert "2026-03-02 09:00" in text
    assert "10.1.2.3" in text
    assert "1 次输错密码" in text


def test_giving_up_the_device_leads_to_a_new_one_where_two_factors_are_required(two_factors, admin):
    device = TOTPDevice.objects.create(user=admin, name="default")
    client = browser()
    sign_in(client, admin)
    step(client, "token", **{"token-otp_token": token_of(device)})
    response = client.post(reverse("two_factor:disable"), {"understand": "on"})
    assert where_to(response)[0] == reverse("two_factor:setup")
    assert not TOTPDevice.objects.exists()
    assert LogEntry.objects.filter(verb="accounts.user.forget_devices").exists()


@pytest.mark.clause("ORG-04")
@pytest.mark.parametrize("path", ["/admin/", "/admin/login/", LOGIN, "/account/password/"])
def test_the_host_of_a_site_has_no_admin_and_no_sign_in(path):
    given.site(host="jyt.yunling.gov.cn")
    client = Client(headers={"host": "jyt.yunling.gov.cn"})
    assert client.get(path).status_code == 404
    assert client.head(path).status_code == 404
    assert client.post(path).status_code == client.post("/no-such-page/").status_code


def test_the_admin_has_its_own_script_policy_and_the_sign_in_the_strict_one(admin):
    client = browser()
    assert "unsafe" not in client.get(LOGIN)["Content-Security-Policy"]
    sign_in(client, admin)
    policy = client.get(ADMIN)["Content-Security-Policy"]
    assert "'unsafe-eval'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy.split("script-src")[1].split(";")[0]


def test_the_demo_says_that_it_is_one(admin, settings):
    settings.DEMO = True
    client = browser()
    assert "演示环境" in client.get(LOGIN).content.decode()
    sign_in(client, admin)
    assert "演示环境：未启用双因素登录" in client.get(ADMIN).content.decode()
