"""The commands that take data in and give it out: audit, export, deadlines, diff, build, import."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from tests.cli.run import narrow, run
from tests.cli.test_json import promised

from comity.register.audit import Finding
from comity.say.export import COLUMNS

ON = ("--on", "2025-10-05")
GOOD = Path(__file__).resolve().parents[1] / "records" / "good"
FACTS = """destination,issuer,documents,stay_days,limits,kind,reciprocal,signed,in_force,\
status,ended,conditions,title,source_url,source_publisher,source_kind,source_date,confidence,remarks
KAZ,TGO,diplomatic+service,90,90/180,bilateral,yes,,2020-03-01,in_force,,,Visa exemption,\
https://example.org/1,A ministry,ministry_list,2024-05-10,high,
TGO,KAZ,diplomatic+service,90,90/180,bilateral,yes,,2020-03-01,in_force,,,Visa exemption,\
https://example.org/1,A ministry,ministry_list,2024-05-10,high,
"""


@pytest.fixture
def layer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place of one's own for a layer."""
    path = tmp_path / "own" / "passport-index.layer"
    monkeypatch.setenv("COMITY_LAYER", str(path))
    return path


# -- audit ---------------------------------------------------------------------------------


def test_findings_as_a_table(register: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = (
        "audit",
        *ON,
        "--kind",
        "not_seen_in_force",
        "--kind",
        "stale",
        "--state",
        "Kazakhstan",
    )
    ran = run(capsys, *asked, "--format", "csv", "--register", register)
    read = list(csv.DictReader(io.StringIO(ran.out)))
    assert ran.status == 0
    assert list(read[0]) == list(Finding.__struct_fields__)
    assert len(read) == 4
    assert {row["kind"] for row in read} == {"not_seen_in_force"}
    assert all("KAZ" in (row["issuer"], row["destination"]) for row in read)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_findings_as_a_page(lang: str, register: str, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "audit", *ON, "--format", "md", "--lang", lang, "--register", register)
    assert ran.status == 0
    lines = ran.out.splitlines()
    assert lines[0].startswith("# ")
    assert lines[2:4] == ["| | |", "| --- | ---: |"]
    assert sum(line.startswith("## ") for line in lines) == 3


def test_a_kind_that_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "audit", "--kind", "gap")
    assert (ran.status, ran.out) == (2, "")
    assert "reciprocity_gap" in ran.err


# -- export --------------------------------------------------------------------------------


def test_a_states_own_list(register: str, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "export", "--states", "China", *ON, "--in-force", "--register", register)
    read = list(csv.DictReader(io.StringIO(ran.out)))
    assert tuple(read[0]) == COLUMNS
    assert {row["state"] for row in read} == {"in_force"}
    assert {(row["issuer"], row["passport_class"]) for row in read} == {
        ("CHN", "diplomatic"), ("CHN", "service"), ("CHN", "public_affairs"),
        ("TGO", "diplomatic"), ("TGO", "service"),
    }  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "parquet", "jsonld"])
def test_a_file_is_written_and_told_of(
    form: str, register: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / f"table.{form}"
    ran = run(capsys, "export", "--format", form, "--to", str(target), "--register", register)
    assert (ran.status, ran.out) == (0, "")
    assert f"table.{form}: 28 rows, {target.stat().st_size:,} bytes" in ran.err


def test_linked_data_on_standard_output(register: str, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "export", "--format", "jsonld", *ON, "--register", register)
    assert json.loads(ran.out)["@type"] == "Dataset"


# -- deadlines -----------------------------------------------------------------------------


def test_a_calendar_is_written_beside_the_page(
    register: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "kazakhstan.ics"
    asked = ("deadlines", "KAZ", *ON, "--ics", str(path), "--register", register)
    ran = run(capsys, *asked)
    assert (ran.status, ran.err) == (0, "")
    narrow(ran.out)
    (event,) = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert event.decoded("dtstart").isoformat() == "2026-09-25"
    assert "KAZ-TGO-2025" in str(event["description"])


def test_only_what_is_due_within_so_many_days(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("deadlines", *ON, "--json", "--register", register)
    assert len(json.loads(run(capsys, *asked).out)) == 2
    assert [item["kind"] for item in json.loads(run(capsys, *asked, "--within", "355").out)] == [
        "age"
    ]
    assert json.loads(run(capsys, *asked, "--within", "354").out) == []
    assert run(capsys, *asked, "--within", "0").status == 2


# -- build, diff ---------------------------------------------------------------------------


def _changed(folder: Path) -> Path:
    """The good records, in force a year later."""
    shutil.copytree(GOOD, folder)
    path = folder / "instruments" / "CHE" / "CHE-ZAF-2010.yaml"
    text = path.read_text()
    assert "2010-09-01" in text
    path.write_text(text.replace("2010-09-01", "2011-09-01"))
    return folder


def test_the_same_records_give_the_same_bundle(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written = []
    for name in ("one", "two"):
        target = tmp_path / f"{name}.bundle"
        ran = run(capsys, "build", str(GOOD), "--to", str(target))
        assert (ran.status, ran.out) == (0, f"{name}.bundle: {target.stat().st_size:,} bytes\n")
        written.append(target.read_bytes())
    assert written[0] == written[1]
    question = ("--passport", "CHE:diplomatic", "--to", "ZAF", "--on", "2020-01-01", "--json")
    answers = [
        json.loads(run(capsys, "check", *question, "--register", str(path)).out)["outcome"]
        for path in (GOOD, tmp_path / "one.bundle")
    ]
    assert answers[0] == answers[1] != "unknown"


def test_nothing_is_written_of_records_with_defects(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(GOOD, tmp_path / "bad")
    (tmp_path / "bad" / "groups" / "ECOWAS.yaml").write_text("id: [\n")
    ran = run(capsys, "build", str(tmp_path / "bad"), "--to", str(tmp_path / "bad.bundle"))
    assert ran.status == 65
    assert "groups/ECOWAS.yaml" in ran.err
    assert "comity validate" in ran.err
    assert not list(tmp_path.glob("*.bundle*"))


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "Switzerland → South Africa"), ("fr", "Suisse → Afrique du Sud")]
)
def test_a_change_is_told_by_its_answers(
    lang: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    later = _changed(tmp_path / "later")
    ran = run(capsys, "diff", str(GOOD), str(later), "--lang", lang)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith(said)
    narrow(ran.out)
    same = run(capsys, "diff", str(GOOD), str(GOOD), "--lang", lang)
    assert len(same.out.splitlines()) == 1
    changes = json.loads(run(capsys, "diff", str(GOOD), str(later), "--json").out)
    assert list(changes[0]) == promised("diff")
    assert changes[0]["since"] == "2010-09-01"
    assert json.loads(run(capsys, "diff", str(GOOD), str(GOOD), "--json").out) == []


def test_what_cannot_be_compared(capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "diff", "no-such-thing", str(GOOD))
    assert (ran.status, ran.out) == (2, "")
    assert "no folder, no bundle and no revision" in ran.err


# -- import --------------------------------------------------------------------------------


def test_fact_tables_become_records(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tables, into = tmp_path / "facts", tmp_path / "register"
    tables.mkdir()
    (tables / "kazakhstan.csv").write_text(FACTS)
    asked = ("import", "facts", str(tables), "--into", str(into), "--read-on", "2026-11-24")
    ran = run(capsys, *asked)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == "2 rows in, 2 statements out\n"
    report = json.loads(run(capsys, *asked, "--json").out)
    assert list(report) == promised("import facts")
    assert report["files"] == [
        {"file": "kazakhstan.csv", "rows": 2, "statements": 2, "repeated": 0}
    ]
    assert run(capsys, "validate", str(into)).status == 0
    question = ("--passport", "TGO:service", "--to", "KAZ", "--on", "2024-06-01", "--json")
    found = json.loads(run(capsys, "check", *question, "--register", str(into)).out)
    assert found["basis"][0]["instrument"] == "KAZ-TGO-2020"


def test_a_table_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "odd.csv").write_text("a,b\n1,2\n")
    ran = run(capsys, "import", "facts", str(tmp_path), "--into", str(tmp_path / "out"))
    assert ran.status == 65
    assert "odd.csv" in ran.err
    assert not (tmp_path / "out").exists()


SNAPSHOT = "Passport,Destination,Requirement\nTGO,KAZ,visa required\nTGO,GHA,90\nTGO,TGO,-1\n"


def test_snapshots_become_a_layer_and_go_again(
    layer: Path, tmp_path: Path, register: str, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    one, two = tmp_path / "2024-01-05.csv", tmp_path / "2025-01-12.csv"
    one.write_text(SNAPSHOT)
    two.write_text(SNAPSHOT.replace("visa required", "30"))
    ran = run(capsys, "import", "passport-index", str(one), str(two))
    assert (ran.status, ran.err) == (0, "")
    assert "2024-01-05: 3 cells\n2025-01-12: 3 cells\n" in ran.out
    assert layer.is_file()
    monkeypatch.setenv("COMITY_REGISTER", register)
    monkeypatch.setattr("comity.api._shipped", None)
    question = ("--passport", "TGO:ordinary", "--to", "KAZ", "--json")
    outcomes = [
        json.loads(run(capsys, "check", *question, "--on", day).out)["outcome"]
        for day in ("2024-01-05", "2025-06-01")
    ]
    assert outcomes == ["visa_required", "exempt"]
    ran = run(capsys, "import", "passport-index", "--remove")
    assert (ran.status, layer.exists()) == (0, False)


def test_the_layers_json(layer: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "2024-01-05.csv"
    path.write_text(SNAPSHOT)
    found = json.loads(run(capsys, "import", "passport-index", str(path), "--json").out)
    assert list(found) == promised("import passport-index")
    assert found["cells"] == {"2024-01-05": 3}
    assert found["states"] == 3


WRONG: list[tuple[str, str, str]] = [
    ("2024-01-05.csv", "Passport;Destination\n", "the header is not"),
    ("2024-01-05.csv", SNAPSHOT + "TGO,BEN,perhaps\n", "2024-01-05.csv:5"),
    ("latest.csv", SNAPSHOT, "bears no date"),
]


@pytest.mark.parametrize(("name", "text", "said"), WRONG)
def test_what_is_no_snapshot(
    name: str, text: str, said: str, layer: Path, tmp_path: Path, capsys: Any
) -> None:
    (tmp_path / name).write_text(text)
    ran = run(capsys, "import", "passport-index", str(tmp_path / name))
    assert (ran.status, ran.out) == (65, "")
    assert said in ran.err
    assert not layer.exists()
    assert run(capsys, "import", "passport-index").status == 2
