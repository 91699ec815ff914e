"""Passport Index snapshots: three encodings, every cell reproduced as of its day."""

from __future__ import annotations

import os
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from comity.decide.decision import Decision
from comity.decide.engine import answer
from comity.decide.question import Passport, Question
from comity.law.passports import PassportClass
from comity.records.model import Records
from comity.records.passport_index import Snapshot, read_layer, read_snapshot, write_layer
from comity.records.passport_index.matrix import LayerError
from comity.records.passport_index.snapshots import SnapshotError
from comity.register.layer import LayeredStore
from comity.register.store import RecordStore
from comity.register.view import View

SHARED = Path(os.environ.get("COMITY_FACTS", Path(__file__).parents[3] / "shared" / "facts"))
FOLDER = SHARED.parent / "data" / "passport-index"

EXPECTED = {
    "visa": ("visa_required", "visa", None),
    "on_arrival": ("visa_required", "visa_on_arrival", None),
    "e_visa": ("visa_required", "e_visa", None),
    "authorisation": ("visa_required", "travel_authorisation", None),
    "free": ("exempt", None, None),
    "ban": ("refused", None, None),
    "refused": ("refused", None, None),
}


def _store(path: Path) -> LayeredStore:
    empty = Records(sources={}, instruments={}, listings={}, relations={}, groups={}, profiles={})
    return LayeredStore(RecordStore(empty), read_layer(path))


def _ask(view: View, issuer: str, to: str, on: date) -> Decision:
    passport = Passport(issuer, PassportClass.ORDINARY)
    return answer(Question(passports=(passport,), to=to, on=on), passport, view, ahead=False)


def _short(decision: Decision) -> tuple[str, str | None, int | None]:
    limits = decision.allowance.limits
    return (
        decision.outcome.value,
        decision.formality.value if decision.formality else None,
        limits[0].amount if limits else None,
    )


@pytest.fixture(scope="module")
def snapshots() -> list[Snapshot]:
    if not FOLDER.is_dir():
        if os.environ.get("CI"):
            pytest.fail("the Passport Index snapshots are not at hand")
        pytest.skip("the Passport Index snapshots are not at hand")
    return [read_snapshot(path.read_bytes(), path.name) for path in sorted(FOLDER.glob("*.csv"))]


@pytest.mark.no_cover  # a million steps that other tests take, too
def test_every_cell_of_every_snapshot(snapshots: list[Snapshot], tmp_path: Path) -> None:
    path = tmp_path / "layer"
    write_layer(path, snapshots, date(2026, 11, 24))
    view = View(_store(path))
    counts: Counter[bool] = Counter()
    for snapshot in snapshots:
        for (issuer, to), meaning in snapshot.cells.items():
            if meaning == "own":
                counts[issuer == to] += 1
                continue
            wanted = EXPECTED.get(meaning) or ("exempt", None, int(meaning))
            counts[_short(_ask(view, issuer, to, snapshot.date)) == wanted] += 1
    assert counts == {True: 197_607}


CSV = "Passport,Destination,{head}\nAAA,BBB,{value}\n"


@pytest.mark.parametrize(
    ("name", "head", "value", "meaning"),
    [
        ("2019-11-23.csv", "Code", "3", "free"),
        ("2019-11-23.csv", "Code", "1", "authorisation"),
        ("2019-11-23.csv", "Code", "2", "on_arrival"),
        ("2020-05-09.csv", "Code", "VOA", "authorisation"),
        ("2020-05-09.csv", "Code", "ETA", "on_arrival"),
        ("2020-05-09.csv", "Code", "14", "14"),
        ("2025-01-12.csv", "Requirement", "eta", "authorisation"),
        ("2022-06-06.csv", "Requirement", "covid ban", "ban"),
        ("2024-01-05.csv", "Requirement", "-1", "own"),
    ],
)
def test_each_year_has_its_own_words(name: str, head: str, value: str, meaning: str) -> None:
    snapshot = read_snapshot(CSV.format(head=head, value=value).encode(), name)
    assert snapshot.cells == {("AAA", "BBB"): meaning}


@pytest.mark.parametrize(
    ("name", "raw", "message"),
    [
        ("latest.csv", b"", "bears no date"),
        ("2024-01-05.csv", b"a,b\n", "the header is not"),
        ("2024-01-05.csv", b"Passport,Destination,Requirement\nAAA,BBB\n", "is no cell"),
        ("2024-01-05.csv", b"Passport,Destination,Requirement\nAAA,BBB,soon\n", "'soon' is no"),
        ("2019-11-23.csv", b"Passport,Destination,Code\nAAA,BBB,90\n", "'90' is no"),
        ("2024-01-05.csv", b"\xff\xfe\x00", "cannot be read"),
        ("2024-01-05.csv", b"x" * 20_000_001, "the file has"),
    ],
)
def test_what_is_no_snapshot(name: str, raw: bytes, message: str) -> None:
    with pytest.raises(SnapshotError, match=message):
        read_snapshot(raw, name)


def test_a_pair_changes_between_snapshots(tmp_path: Path) -> None:
    days = [date(2024, 1, 5), date(2025, 1, 12)]
    snapshots = [
        Snapshot(days[0], {("AAA", "BBB"): "30", ("BBB", "AAA"): "visa"}),
        Snapshot(days[1], {("AAA", "BBB"): "90", ("BBB", "AAA"): "free"}),
    ]
    path = tmp_path / "layer"
    write_layer(path, snapshots, days[1])
    view = View(_store(path))
    between = date(2024, 6, 1)
    assert _short(_ask(view, "AAA", "BBB", days[0])) == ("exempt", None, 30)
    assert _ask(view, "AAA", "BBB", between).outcome.value == "conditional"
    assert _short(_ask(view, "AAA", "BBB", days[1])) == ("exempt", None, 90)
    assert _ask(view, "AAA", "BBB", date(2020, 1, 1)).outcome.value == "unknown"
    basis = _ask(view, "AAA", "BBB", days[1]).basis[0].sources[0]
    assert (basis.confidence, basis.kind) == ("low", "dataset")
    earlier = View(_store(path), known_on=date(2023, 1, 1))
    assert _ask(earlier, "AAA", "BBB", days[1]).outcome.value == "unknown"


def test_a_damaged_layer_is_a_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "layer"
    write_layer(path, [Snapshot(date(2024, 1, 5), {("AAA", "BBB"): "30"})], date(2024, 2, 1))
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(LayerError, match="damaged"):
        read_layer(path)
