"""The JSON of each command: the fields that docs/json.md promises, in their order."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.cli.run import run

from comity.law.dates import PartialDate

DOCS = Path(__file__).resolve().parents[2] / "docs" / "json.md"
ON = ("--on", "2025-10-05")


@pytest.fixture
def read(register: str, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command and read its JSON."""

    def reader(*args: str) -> Any:
        ran = run(capsys, *args, "--json", "--register", register)
        assert (ran.status, ran.err) == (0, "")
        return json.loads(ran.out)

    return reader


def promised(heading: str) -> list[str]:
    """The first words of the rows of the table under a heading of docs/json.md."""
    section = DOCS.read_text().split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)


def test_partners(read: Any) -> None:
    found = read("partners", "Togo", *ON, "--over-time")
    assert list(found) == promised("partners")
    assert list(found["ties"][0]) == promised("A tie")
    assert list(found["growth"]) == ["years", "undated"]
    assert found["counts"]["issuer"]["pending"] == 2
    kazakhstan = [tie for tie in found["ties"] if tie["partner"] == "KAZ"]
    assert [tie["standing"] for tie in kazakhstan] == ["pending", "pending"]
    assert kazakhstan[0]["waits_for"] == ["notification:KAZ", "notification:TGO"]


def test_partners_newest_first_and_undated_last(read: Any) -> None:
    since = [tie["since"] for tie in read("partners", "Togo", *ON)["ties"]]
    dated = [text for text in since if text]
    assert since == dated + [None] * (len(since) - len(dated))
    latest = [PartialDate.parse(text).last for text in dated]
    assert latest == sorted(latest, reverse=True)


def test_dossier(read: Any) -> None:
    found = read("dossier", "Togo", "Kazakhstan", *ON)
    assert list(found) == promised("dossier")
    assert list(found["pending"][0]) == promised("A paper")
    assert list(found["pending"][0]["grants"][0]) == promised("A grant shown")
    assert list(found["events"][0]) == promised("An event")
    signature = next(item for item in found["events"] if item["instrument"] == "KAZ-TGO-2025")
    assert [item["source"] for item in signature["dissent"]] == ["journaldutogo"]


def test_show(read: Any) -> None:
    found = read("show", "KAZ-TGO-2025", *ON)
    assert list(found) == promised("show")
    assert found["recorded"] is True
    force = found["clauses"][0]
    assert force == {
        "kind": "entry_into_force",
        "article": "9",
        "parameters": {"anchor": "last_receipt", "n": 30},
    }


def test_states(read: Any) -> None:
    assert list(read("states")[0]) == ["code", "name", "kind", "alpha2"]
    one = read("states", "Togo")
    assert list(one) == promised("states")
    assert one["groups"] == ["ECOWAS"]
    assert read("states", "--classes")[0] == {
        "passport_class": "diplomatic", "name": "diplomatic"
    }  # fmt: skip


def test_check(read: Any) -> None:
    found = read("check", "--passport", "TGO:diplomatic", "--to", "KAZ", *ON)
    assert list(found) == promised("check")
    assert found["outcome"] == "unknown"
