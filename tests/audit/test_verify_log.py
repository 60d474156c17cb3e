"""The command says whether the log is whole."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from audit.log import record
from audit.models import LogHead

pytestmark = [pytest.mark.clause("SEC-03"), pytest.mark.django_db]


def test_a_whole_log_prints_its_anchor(capsys):
    for _number in range(3):
        record("a.b.c")
    call_command("verify_log")
    printed = capsys.readouterr().out
    assert "共检查 3 条" in printed
    assert f"3:{LogHead.objects.get().digest}" in printed


def test_an_empty_log_is_whole(capsys):
    call_command("verify_log")
    assert "共检查 0 条" in capsys.readouterr().out


def test_each_fault_is_listed_and_the_exit_code_is_1(capsys, without_database_guard):
    for _number in range(6):
        record("a.b.c")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_logentry SET verb = 'x' WHERE sequence = 2")
        cursor.execute("DELETE FROM audit_logentry WHERE sequence = 5")
    with pytest.raises(CommandError) as failure:
        call_command("verify_log")
    assert failure.value.returncode == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("：")[0] for line in lines] == ["第 2 条", "第 5 条"]


def test_a_later_start_leaves_older_faults_aside(capsys, without_database_guard):
    for _number in range(4):
        record("a.b.c")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_logentry SET verb = 'x' WHERE sequence = 2")
    call_command("verify_log", "--from", "3")
    assert "共检查 2 条" in capsys.readouterr().out


def test_an_anchor_that_does_not_fit_is_a_fault(capsys):
    record("a.b.c")
    with pytest.raises(CommandError):
        call_command("verify_log", "--expect", f"1:{'0' * 64}")
    assert "另行保存" in capsys.readouterr().out
