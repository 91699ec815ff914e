"""comity stay: what it prints, what it reads, what it says of a bad line."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from tests.cli.run import narrow, run

RANGES = "2025-01-01/2025-02-10,2025-03-01/2025-03-20"
QUESTION = ("stay", "--rule", "90/180", "--on", "2025-06-01", "--stays")
DOCS = Path(__file__).resolve().parents[2] / "docs" / "json.md"


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, *QUESTION, RANGES, "--json")
    found = json.loads(ran.out)
    assert (ran.status, found["days_used"], found["days_left"], found["days_ahead"]) == (
        0,
        61,
        29,
        70,
    )
    assert (found["latest_exit"], found["overstay_days"]) == ("2025-08-09", 0)
    assert found["earliest_entry_for"]["90"] == "2025-06-19"
    section = DOCS.read_text().split("\n## stay\n")[1].split("\n## ")[0]
    assert list(found) == re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(
    "stays",
    [
        RANGES,
        "2025-01-01/",
        "2025-01-01/2025-03-31 2025-07-01/2025-09-30",
        "",
        " ".join(f"202{n}-01-01/202{n}-12-31" for n in range(5)),
    ],
)
@pytest.mark.parametrize("rule", ["90/180@?", "30/visit&3e/?", "unlimited", "90/180@first-entry"])
def test_pages(rule: str, stays: str, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    question = ("stay", "--rule", rule, "--stays", stays, "--on", "2025-06-01", "--lang", lang)
    ran = run(
        capsys, *question, "--entry-for", "30", "--entry-for", "200", "--grant-from", "2024-01-01"
    )
    assert (ran.status, ran.err) == (0, "")
    assert "{" not in ran.out
    narrow(ran.out)


def test_a_page_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, *QUESTION, RANGES, "--entry-for", "90")
    assert (
        ran.out
        == """\
70 days left from 1 June 2025; leave on 9 August 2025 at the latest
  Rule:           90 days in any 180 days
  Limit:          61 of 90 days used, counted from 4 December 2024
  Enter for 90 days:
                  from 19 June 2025 at the earliest

.......###########...######.................-------------------
[                                           ^                 ]
[ 2024-12-04  ^ 2025-06-01  ] 2025-08-09  1:4
"""
    )


FILES = {
    "stays.csv": "\ufeffEntry,Exit,Country\n2025-01-01,2025-02-10,ITA\n\n2025-03-01,2025-03-20,\n",
    "semicolons.csv": "from;to\n2025-01-01;2025-02-10\n2025-03-01;2025-03-20\n",
    "list.json": '[{"entry": "2025-01-01", "exit": "2025-02-10"}, "2025-03-01/2025-03-20"]',
    "object.json": '{"stays": ["2025-01-01/2025-02-10", {"from": "2025-03-01", "to": "2025-03-20"}]'
    "}",
    "lines.txt": "# a remark\n2025-01-01/2025-02-10  # winter\n\n2025-03-01/2025-03-20\n",
}


@pytest.mark.parametrize("name", FILES)
def test_files(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / name
    path.write_text(FILES[name], encoding="utf-8")
    ran = run(capsys, *QUESTION, str(path), "--json")
    assert json.loads(ran.out)["days_used"] == 61


def test_an_empty_file_holds_no_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "none.txt").touch()
    ran = run(capsys, *QUESTION, str(tmp_path / "none.txt"), "--grant-until", "2025-06-30")
    assert "until 30 June 2025" in ran.out


def test_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(FILES["lines.txt"]))
    assert json.loads(run(capsys, *QUESTION, "-", "--json").out)["days_used"] == 61


BAD = {
    "a.csv": (
        "entry,exit\n2025-01-01,x\n2025-03-01,2025-02-01\n,2025-02-01\n",
        ["line 2", "line 3"],
    ),
    "b.txt": ("2025-01-01/2025-01-02\nyesterday\n2025-02-30\n", ["line 2", "line 3"]),
    "c.json": ('[{"entry": 5}, 7, {"exit": "2025-01-01"}, "x"]', ["stay 1", "stay 2", "stay 4"]),
    "d.json": ("[1,\n2", ["line 2", "no JSON"]),
    "e.json": ('{"stays": 5}', ["not a list"]),
    "f.txt": ("x\n" * 15, ["line 10", "and 5 more"]),
    "g.json": ("[" * 100_000, ["no JSON"]),
}


@pytest.mark.parametrize("name", BAD)
def test_every_bad_line_is_named(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    text, expected = BAD[name]
    path.write_text(text, encoding="utf-8")
    ran = run(capsys, *QUESTION, str(path))
    assert (ran.status, ran.out) == (65, "")
    assert all(part in ran.err for part in expected), ran.err


def test_files_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "latin.csv").write_bytes(b"entry,exit\n2025-01-01,\xe9\n")
    assert "not UTF-8" in run(capsys, *QUESTION, str(tmp_path / "latin.csv")).err
    (tmp_path / "large.txt").write_bytes(b" " * 2_000_001)
    assert "larger than" in run(capsys, *QUESTION, str(tmp_path / "large.txt")).err
    monkeypatch.setattr("sys.stdin", io.StringIO(" " * 2_000_001))
    assert "characters" in run(capsys, *QUESTION, "-").err
    assert "no file" in run(capsys, *QUESTION, str(tmp_path / "missing.csv")).err
    assert run(capsys, *QUESTION, "x" * 5000).status == 65


def test_a_grant_that_ends_before_it_begins(capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(
        capsys, *QUESTION, RANGES, "--grant-from", "2025-02-01", "--grant-until", "2025-01-01"
    )
    assert (ran.status, "before it begins" in ran.err) == (2, True)


def test_a_rule_that_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "stay", "--rule", "90 in 180", "--on", "2025-01-01")
    assert (ran.status, "no stay rule" in ran.err) == (65, True)
