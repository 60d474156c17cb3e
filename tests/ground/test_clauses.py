"""The clause table says what the marks say."""

import ast

from tests import clauses

SOURCE = """
import pytest
pytestmark = [pytest.mark.django_db, pytest.mark.clause("SEC-03")]

@pytest.mark.clause("META-01", "META-02")
@pytest.mark.parametrize("x", [1])
def test_a_page_is_tagged(x): ...

@pytest.mark.clause("ORG-04")
class TestRoles:
    def test_nobody_signs_alone(self): ...

def helper(): ...
"""


def test_marks_are_read_from_functions_classes_and_modules():
    found = sorted(clauses.proofs_in(ast.parse(SOURCE)))

    assert found == [
        ("META-01", "test_a_page_is_tagged"),
        ("META-02", "test_a_page_is_tagged"),
        ("ORG-04", "TestRoles.test_nobody_signs_alone"),
        ("SEC-03", "TestRoles.test_nobody_signs_alone"),
        ("SEC-03", "test_a_page_is_tagged"),
    ]


def test_a_stale_table_is_refused(tmp_path, monkeypatch, capsys):
    table = tmp_path / "clauses.md"
    table.write_text("old")
    monkeypatch.setattr(clauses, "TABLE", table)

    assert clauses.main(["--check"]) == 1
    assert "make docs" in capsys.readouterr().err
    assert clauses.main([]) == 0
    assert clauses.main(["--check"]) == 0


def test_a_mark_with_an_unknown_clause_is_refused(monkeypatch, capsys):
    monkeypatch.setattr(clauses, "proofs_in", lambda tree: [("META-99", "test_something")])

    assert clauses.main(["--check"]) == 1
    assert "META-99" in capsys.readouterr().err


def test_every_clause_of_the_file_has_a_source_and_a_title():
    assert all(source and title for source, title in clauses.titles().values())
