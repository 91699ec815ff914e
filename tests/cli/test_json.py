"""The JSON of each command: the fields that docs/json.md promises, in their order."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import click
import pytest
from tests.cli.run import run

from comity.cli.app import COMMANDS, program
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


def test_explain(read: Any) -> None:
    question = ("--passport", "TGO:diplomatic", "--to", "KAZ", *ON)
    (found,) = read("explain", *question)
    assert list(found) == ["decision", "branches"]
    assert list(found["decision"]) == promised("check")
    branches = found["branches"]
    assert list(branches[0]) == promised("explain")
    assert branches[0]["direction"] == "TGO>KAZ"
    assert {branch["verdict"] for branch in branches} == {"set_aside"}
    steps = branches[0]["steps"]
    assert list(steps[0]) == ["rule", "cites", "verdict", "reason", "detail", "notes"]
    assert steps[-1]["reason"] == "signed_not_in_force"
    assert len(read("explain", *question, "--passport", "TGO:ordinary")) == 2


def test_why_not(read: Any) -> None:
    question = ("--passport", "TGO:diplomatic", "--to", "KAZ", *ON)
    found = read("explain", "--why-not", *question)
    assert list(found[0]) == promised("explain --why-not")
    assert found[0]["moves"] == [
        {"field": "act", "value": "notification:KAZ"},
        {"field": "act", "value": "notification:TGO"},
    ]


def test_when(read: Any) -> None:
    question = ("--passport", "TGO:service", "--to", "CHN")
    found = read("when", *question, "--since", "2010-01-01", "--before", "2026-01-01")
    assert list(found[0]) == promised("when")
    assert [(item["since"], item["outcome"]) for item in found] == [
        ("2010-01-01", "unknown"),
        ("2015-05-07", "exempt"),
    ]
    assert found[1]["basis"] == ["CHN-TGO-2015"]
    assert found[-1]["until"] == "2026-01-01"
    assert [item["since"] for item in found[1:]] == [item["until"] for item in found[:-1]]


def test_deadlines(read: Any) -> None:
    found = read("deadlines", *ON)
    assert list(found[0]) == promised("deadlines")
    assert [item["rule"] for item in found] == ["D20", "D1"]


def test_audit(read: Any) -> None:
    found = read("audit", *ON)
    assert list(found) == promised("audit")
    assert list(found["findings"][0]) == promised("A finding")
    kinds = re.findall(r"`(\w+)`", _row("A finding", "kind"))[1:]
    assert list(found["totals"])[7:] == kinds
    filtered = read("audit", *ON, "--kind", "stale")
    assert filtered["totals"] == found["totals"]
    assert {item["kind"] for item in filtered["findings"]} == {"stale"}


def _row(heading: str, field: str) -> str:
    section = DOCS.read_text().split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return next(line for line in section.splitlines() if line.startswith(f"| `{field}` |"))


def test_commands_without_a_register(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = str(Path(__file__).resolve().parents[1] / "records" / "good")
    built = json.loads(run(capsys, "build", good, "--to", str(tmp_path / "a.bundle"), "--json").out)
    assert list(built) == promised("build")
    assert built["bytes"] == (tmp_path / "a.bundle").stat().st_size
    checked = json.loads(run(capsys, "validate", good, "--json").out)
    assert list(checked) == promised("validate")
    assert checked["counts"]["defects"] == 0


def test_every_command_with_json_is_described() -> None:
    headings = re.findall(r"^## (.+)$", DOCS.read_text(), re.MULTILINE)
    described = {word for heading in headings for word in re.findall(r"\w+", heading)}
    context = click.Context(program)
    speaking = {
        name
        for name in COMMANDS
        for command in (program.get_command(context, name),)
        if any("--json" in item.opts for item in getattr(command, "params", ()))
    }
    assert len(speaking) > 10
    assert speaking <= described
