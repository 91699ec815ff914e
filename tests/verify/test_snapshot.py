"""Decisions as tables: the approved ones still hold; a change shows as the answers it changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.cli.run import run
from tests.dossier.small import grant, listing, records, source

from comity.law.dates import PartialDate
from comity.register.store import RecordStore
from comity.register.view import View
from comity.verify.snapshot import changes, tables, update

APPROVED = Path(__file__).resolve().parents[1] / "snapshots" / "decisions"
MOST_BYTES = 1_500_000

LIST = source("list", "ministry_list", "2020-01-01")
NEWS = source("news", "news", "2025-01-01")


def view(in_force: str = "2015-03-01", stay: str = "30/visit") -> View:
    """Two states of three are exempt in Kazakhstan by a complete list."""
    rows = [
        ("KAZ-TGO", grant("TGO", "KAZ", "diplomatic+service", stay=stay, in_force=in_force)),
        ("BEN-KAZ", grant("BEN", "KAZ", "diplomatic", stay="90/180", in_force="2010-01-01")),
    ]
    lists = [
        listing("list", rows, covers="KAZ"),
        listing("news", [("BFA-TGO", grant("TGO", "BFA", "ordinary"))]),
    ]
    return View(RecordStore(records([LIST, NEWS], lists)), None)


def test_a_table_tells_answers_in_time() -> None:
    assert tables(view())["KAZ"].splitlines() == [
        "*\tdiplomatic+service+official\tunknown | 2020-01-01 visa_required",
        "*\tspecial+ordinary\tunknown",
        "BEN\tdiplomatic\tunknown | 2010-01-01 exempt 90/180",
        "TGO\tdiplomatic+service+official\tunknown | 2015-03-01 exempt 30/visit",
    ]


def test_a_destination_open_to_nobody_has_no_table() -> None:
    assert set(tables(view())) == {"KAZ", "BFA"}


def test_a_changed_record_shows_as_the_answers_it_changes(tmp_path: Path) -> None:
    update(tmp_path, tables(view()))
    assert changes(tmp_path, tables(view())) == []
    assert changes(tmp_path, tables(view(stay="14/visit"))) == [
        ("KAZ", "- TGO\tdiplomatic+service+official\tunknown | 2015-03-01 exempt 30/visit"),
        ("KAZ", "+ TGO\tdiplomatic+service+official\tunknown | 2015-03-01 exempt 14/visit"),
    ]


def test_a_source_that_moves_shows_where_it_counts(tmp_path: Path) -> None:
    update(tmp_path, tables(view()))
    store = view().store
    assert isinstance(store, RecordStore)
    moved = replace(NEWS, date=PartialDate.parse("2024-05-02"))
    sources = {**store.records.sources, "news": moved}
    found = tables(View(RecordStore(replace(store.records, sources=sources)), None))
    assert changes(tmp_path, found) == [
        ("BFA", "- TGO\tordinary\tunknown | 2025-01-01 exempt"),
        ("BFA", "+ TGO\tordinary\tunknown | 2024-05-02 exempt"),
    ]


def test_tables_of_destinations_that_close_are_removed(tmp_path: Path) -> None:
    update(tmp_path, tables(view()))
    update(tmp_path, {"KAZ": "x\n"}, ["KAZ"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["BFA.tsv", "KAZ.tsv"]
    update(tmp_path, {"KAZ": "x\n"})
    assert [path.name for path in tmp_path.iterdir()] == ["KAZ.tsv"]


def test_the_approved_tables_are_small_enough_to_review() -> None:
    files = list(APPROVED.glob("*.tsv"))
    assert len(files) > 150
    assert sum(path.stat().st_size for path in files) < MOST_BYTES


def test_a_sample_of_the_shipped_register_is_as_approved(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """All tables are compared by `make check`."""
    ran = run(capsys, "snapshot", "--check", "KAZ", "TGO", "FRA", "MNG", "SUR")
    assert (ran.status, ran.out) == (0, "5 tables, as approved.\n")


def test_the_command_shows_writes_and_compares(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = ["--folder", str(tmp_path / "tables")]
    shown = run(capsys, "snapshot", "TGO").out
    assert shown.startswith("*\t")
    assert json.loads(run(capsys, "snapshot", "TGO", "--json").out) == {"TGO": shown}
    assert run(capsys, "snapshot", "--update", "TGO", *folder).out.startswith("1 tables, ")
    file = tmp_path / "tables" / "TGO.tsv"
    assert file.read_text(encoding="utf-8") == shown
    file.write_text(shown + "XKX\tordinary\texempt\n", encoding="utf-8")
    ran = run(capsys, "snapshot", "--check", "TGO", *folder)
    assert ran.status == 1
    assert ran.out.splitlines()[0] == "TGO - XKX\tordinary\texempt"
    told = json.loads(run(capsys, "snapshot", "--check", "TGO", "--json", *folder).out)
    assert told == [{"to": "TGO", "line": "- XKX\tordinary\texempt"}]
    assert run(capsys, "snapshot").status == 2
    assert run(capsys, "snapshot", "--check", "--update").status == 2
