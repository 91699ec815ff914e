"""comity validate, as a person and as a program meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.records.cases import GOOD, HERE, ROOT, lay_out

from comity.cli.app import program
from comity.records.checks.registry import CHECKS
from comity.records.defects import Defect, RecordsError
from comity.records.read import load_records
from comity.records.validate import validate

BROKEN = """\
edit instruments/KAZ/KAZ-TGO-2025.yaml
-    destination: KAZ
+    destination: TGO

-kind: bilateral
+kind: bilateral
+subject: Visas

edit sources/press.yaml
+  - id: left-over
+    publisher: A newspaper
+    kind: news
+    read: 2026-11-20
"""

SAID = """\
instruments/KAZ/KAZ-TGO-2025.yaml
  line 8: subject: 'Visas' is no subject [bad_subject]
    expected: a word such as visa_exemption, extradition or double_taxation
    to mend it: write it in small letters with _ for spaces
  line 17: grants[0].destination: TGO grants to itself [grant_to_itself]
    expected: two different states
    to mend it: correct the issuer or the destination

sources/press.yaml
  line 26: sources[4].id: note nothing cites the source 'left-over' [source_never_cited]
    expected: a record that rests on it
    to mend it: cite it or remove it

2 defects in 1 file. 1 note.
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, ["validate", *arguments], standalone_mode=False)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    folder = tmp_path / "register"
    lay_out(f"Two defects and a note.\n\n{BROKEN}\nexpect\n", folder)
    return folder


def test_a_person_reads_every_defect_by_file(broken: Path) -> None:
    result = run(str(broken))
    assert result.output == SAID
    assert result.return_value == 65


def test_notes_can_be_left_out_and_do_not_count(broken: Path) -> None:
    result = run("--no-notes", str(broken))
    assert result.output == SAID.partition("sources/")[0] + "2 defects in 1 file.\n"
    lay_out("", broken.parent / "good")
    (broken.parent / "good/sources/more.yaml").write_text(
        "sources: [{id: x, publisher: A newspaper, kind: news, read: 2026-11-20}]\n"
    )
    noted = run(str(broken.parent / "good"))
    assert noted.return_value == 0
    assert noted.output.splitlines()[-1] == "The records hold together. 1 note."


def test_a_program_reads_json(broken: Path) -> None:
    result = run("--json", str(broken))
    said = json.loads(result.output)
    assert result.return_value == 65
    assert said["counts"] == {"defects": 2, "notes": 1}
    assert said["defects"][1] == {
        "file": "instruments/KAZ/KAZ-TGO-2025.yaml",
        "line": 17,
        "field": "grants[0].destination",
        "code": "grant_to_itself",
        "message": "TGO grants to itself",
        "expected": "two different states",
        "mend": "correct the issuer or the destination",
        "note": False,
    }


def test_a_good_register_holds_together() -> None:
    result = run(str(GOOD))
    assert (result.output, result.return_value) == ("The records hold together.\n", 0)
    assert json.loads(run("--json", str(GOOD)).output) == {
        "defects": [],
        "counts": {"defects": 0, "notes": 0},
    }


def test_a_file_defect_has_no_line(tmp_path: Path) -> None:
    (tmp_path / "stray.txt").write_text("x")
    assert "  file: no record is read from this file [stray_file]\n" in run(str(tmp_path)).output


def test_no_register_at_all(tmp_path: Path) -> None:
    result = run(str(tmp_path / "nowhere"))
    assert "there is no register here" in str(result.exception)


def test_the_register_of_the_checkout_holds_together() -> None:
    assert [str(item) for item in validate(ROOT / "register") if not item.note] == []


def test_loading_names_the_first_defect_and_counts_the_rest(tmp_path: Path) -> None:
    folder = tmp_path / "register"
    lay_out((HERE / "bad" / "bad_value.several.txt").read_text(), folder)
    with pytest.raises(RecordsError) as raised:
        load_records(folder)
    assert len(raised.value.defects) == 5
    assert raised.value.message == "'somewhen' is not allowed here (and 4 more)"
    assert raised.value.where == "instruments/KAZ/KAZ-TGO-2025.yaml:10"
    assert load_records(GOOD).places["instrument:CHE-ZAF-2010"].endswith("CHE-ZAF-2010.yaml")


def test_a_defect_of_a_whole_file_names_no_line() -> None:
    error = RecordsError([Defect("a.yaml", 0, "", "stray_file", "stray")])
    assert error.where == "a.yaml"


def test_every_rule_says_what_it_is_for() -> None:
    validate(GOOD)
    assert len(CHECKS) > 50
    assert all(item.rule.__doc__ for item in CHECKS.values())
