"""Each profile starts as promised, and an unsafe one does not start."""

import os
import socket
import subprocess
import sys
from contextlib import closing
from http.client import HTTPConnection

import pytest
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import RequestFactory

from govsite.checks import check_production, check_role
from govsite.management.commands.run import refuse_busy_port
from govsite.middleware import RoleMiddleware
from tests import given


def test_a_busy_port_is_said_in_a_sentence():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"端口 {port} 已被其他程序占用"):
            refuse_busy_port("127.0.0.1", port)


def test_run_refuses_a_database_that_is_not_migrated(tmp_path):
    answer = manage("run", data=tmp_path, GOVSITE_DEMO="1", PORT="0")

    assert answer.returncode == 1
    assert "manage.py migrate" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_production_settings_pass_their_own_checks(tmp_path):
    answer = manage("check", "--deploy", "--fail-level", "ERROR", data=tmp_path)

    assert answer.returncode == 0, answer.stderr


@pytest.mark.clause("ORG-05")
def test_production_without_two_factor_does_not_start(tmp_path):
    answer = manage("run", data=tmp_path, GOVSITE_TWO_FACTOR="0", PORT="0")

    assert answer.returncode == 1
    assert "govsite.E003" in answer.stderr


def test_a_data_directory_that_cannot_be_made_is_said_in_a_sentence(tmp_path):
    blocker = tmp_path / "file"
    blocker.touch()

    answer = manage("check", data=blocker / "var")

    assert answer.returncode != 0
    assert "不能建立数据目录" in answer.stderr


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("DEMO", True, "govsite.E002"),
        ("STAFF_TWO_FACTOR_REQUIRED", False, "govsite.E003"),
        ("SECURE_TRANSPORT", False, "govsite.E004"),
    ],
)
def test_nothing_of_the_demo_passes_the_deployment_checks(settings, name, value, code):
    safe = {"DEMO": False, "STAFF_TWO_FACTOR_REQUIRED": True, "SECURE_TRANSPORT": True}
    for key, setting in (safe | {name: value}).items():
        setattr(settings, key, setting)

    assert [found.id for found in check_production() if found.is_serious()] == [code]


def test_an_unknown_role_is_refused(settings):
    settings.ROLE = "publik"
    assert [found.id for found in check_role()] == ["govsite.E001"]


@pytest.mark.clause("SEC-01")
@pytest.mark.parametrize(("role", "on_site", "status"), [
    ("public", True, 200), ("public", False, 404), ("admin", True, 404), ("admin", False, 200),
])  # fmt: skip
def test_each_role_answers_on_its_own_hosts_only(settings, role, on_site, status):
    settings.ROLE = role
    request = RequestFactory().get("/admin/")
    request.site = object() if on_site else None

    assert RoleMiddleware(lambda request: HttpResponse())(request).status_code == status


@pytest.mark.clause("SEC-01")
def test_a_public_process_has_no_address_of_the_admin(tmp_path):
    code = (
        "import django; django.setup()\n"
        "from django.urls import NoReverseMatch, reverse\n"
        "for name in ('admin:index', 'two_factor:login'):\n"
        "    try:\n        print(reverse(name))\n"
        "    except NoReverseMatch:\n        print('none')\n"
    )
    answer = python("-c", code, data=tmp_path, GOVSITE_ROLE="public")

    assert answer.stdout.split() == ["none", "none"], answer.stderr


def test_the_whole_server_starts_serves_by_host_and_stops(tmp_path):
    """The embedded profile from an empty directory: database, static files, both processes."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "manage.py", "run", "--prepare", "--workers", "1"],
        env=environment(tmp_path, GOVSITE_TWO_FACTOR="1", GOVSITE_HTTPS="1", PORT=str(port)),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        lines = []
        for line in server.stdout:
            lines.append(line)
            if "/admin/" in line:
                break
        assert server.poll() is None, "".join(lines)
        assert f"http://127.0.0.1:{port}/" in "".join(lines)
        assert status_of(port, "nobody.gov.cn") == 404
        assert status_of(port, given.PLATFORM_HOST) in (200, 302)
    finally:
        server.terminate()
        rest, _ = server.communicate(timeout=30)
    assert server.returncode == 0, rest
    assert "Traceback" not in rest


def test_every_command_explains_itself():
    for command in ("run", "scheduler"):
        with pytest.raises(SystemExit) as ended:
            call_command(command, "--help")
        assert ended.value.code == 0


def status_of(port: int, host: str) -> int:
    with closing(HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request("GET", "/admin/login/", headers={"Host": host})
        with connection.getresponse() as answer:
            return answer.status


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(data, **values: str) -> dict[str, str]:
    """A clean environment of the embedded profile."""
    keep = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    return keep | {"GOVSITE_DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "govsite.settings"} | values


def python(*arguments: str, data, **values: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], env=environment(data, **values), capture_output=True, text=True, timeout=120
    )


def manage(*arguments: str, data, **values: str) -> subprocess.CompletedProcess[str]:
    return python("manage.py", *arguments, data=data, **values)
