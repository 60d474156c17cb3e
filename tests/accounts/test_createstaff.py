"""The first administrator comes from a command; no account exists by default."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from accounts.roles import Grants, Role
from audit.models import LogEntry
from tests import given

pytestmark = [pytest.mark.django_db, pytest.mark.clause("ORG-04")]


def run(**options):
    out = StringIO()
    call_command("createstaff", stdout=out, **options)
    return out.getvalue()


def test_there_is_no_default_account():
    assert not User.objects.exists()


@pytest.mark.clause("ORG-05")
def test_it_makes_an_administrator_with_a_one_time_password():
    text = run(username="admin1", name="刘平台")
    user = User.objects.get()
    password = text.split("一次性密码：")[1].split()[0]
    assert user.check_password(password)
    assert user.must_change_password
    assert Grants.of(user).platform == {Role.PLATFORM_ADMIN}
    entry = LogEntry.objects.get(verb="accounts.role.grant")
    assert (entry.actor, entry.channel) == (None, "command")


def test_it_makes_others_for_a_site():
    site = given.site(host="jyt.yunling.gov.cn")
    run(username="liwen", name="李文", role="editor", site="jyt.yunling.gov.cn", organisation=site.organisation.name)
    assert Grants.of(User.objects.get(username="liwen")).reach(Role.EDITOR).sites == {site.pk}


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"username": "u", "name": "李", "role": "editor"}, "--site"),
        ({"username": "u", "name": "李", "role": "editor", "site": "no.gov.cn"}, "no.gov.cn"),
        ({"username": "u", "name": "李", "role": "auditor", "site": "no.gov.cn"}, "全平台"),
        ({"username": "u", "name": "李", "organisation": "没有的厅"}, "没有的厅"),
        ({"username": "汉字", "name": "李"}, "。"),
        ({"name": "李"}, "--username"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(options, sentence, monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO())
    with pytest.raises(CommandError, match=sentence):
        run(**options)
    assert not User.objects.exists()


def test_superusers_do_not_exist():
    with pytest.raises(NotImplementedError):
        User.objects.create_superuser(username="root", name="根")
