"""What a change to a register changes, told: all of it and nothing else."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace
from tests.cli.run import run
from tests.verify.generator import STATES, Maker, register

from comity.api import shipped
from comity.cli import main
from comity.decide.question import Passport, Question
from comity.decide.when import when
from comity.law.passports import PassportClass
from comity.law.sources import SourceKind
from comity.records.model import Records
from comity.register.open import CHECKOUT, SHIPPED
from comity.register.store import RecordStore
from comity.register.view import View
from comity.verify.diff import BEGINNING, diff

AGREEMENT = """
id: BEN-KAZ-2026
title: {en: "Visa exemption agreement, Benin and Kazakhstan"}
kind: bilateral
parties: [BEN, KAZ]
acts:
- {kind: signature, date: 2026-01-10, sources: [%(source)s]}
- {kind: entry_into_force, date: 2026-03-01, sources: [%(source)s]}
grants:
- issuer: BEN
  destination: KAZ
  classes: [diplomatic, service]
  stay: 90/180
  sources: [%(source)s]
- issuer: KAZ
  destination: BEN
  classes: [diplomatic, service]
  stay: 90/180
  sources: [%(source)s]
sources: [%(source)s]
"""
CITED = "icilome-2025-09"
TOLD = (
    "Benin–Kazakhstan, diplomatic, service, official, both ways: from not known to no visa"
    " needed (90 days in any 180 days) from 1 March 2026"
)


def add(folder: Path) -> None:
    """The agreement as one more record of this folder."""
    place = folder / "instruments" / "BEN"
    place.mkdir(parents=True, exist_ok=True)
    (place / "BEN-KAZ-2026.yaml").write_text(AGREEMENT % {"source": CITED})


def test_an_agreement_added_is_told_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The whole shipped register, as a bundle, against its records with an agreement more."""
    store = shipped().store
    assert CITED in set(store.sources())
    assert not store.statements(("BEN", "KAZ"))
    more = tmp_path / "register"
    shutil.copytree(CHECKOUT, more)
    add(more)
    ran = run(capsys, "diff", str(SHIPPED), str(more))
    assert (ran.status, " ".join(ran.out.split())) == (0, TOLD)


def test_a_register_differs_in_nothing_from_itself(capsys: pytest.CaptureFixture[str]) -> None:
    shipped()
    ran = run(capsys, "diff", str(SHIPPED), str(SHIPPED))
    assert (ran.status, ran.out) == (0, "No decision changes.\n")


def test_two_revisions_of_a_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    checkout = tmp_path / "register"
    (file,) = (
        path
        for path in (CHECKOUT / "sources").rglob("*.yaml")
        if f"id: {CITED}\n" in path.read_text(encoding="utf-8")
    )
    (checkout / "sources").mkdir(parents=True)
    shutil.copy(file, checkout / "sources")

    def commit() -> None:
        who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        for words in (["init"], ["add", "register"], [*who, "commit", "-m", "x"]):
            subprocess.run(["git", "-C", str(tmp_path), *words], check=True, capture_output=True)

    commit()
    add(checkout)
    commit()
    monkeypatch.setattr("comity.verify.revisions.CHECKOUT", checkout)
    ran = run(capsys, "diff", "HEAD~1", "HEAD")
    assert (ran.status, " ".join(ran.out.split())) == (0, TOLD)
    (back,) = json.loads(run(capsys, "diff", "HEAD", "HEAD~1", "--json").out)
    assert back["directions"] == [["BEN", "KAZ"], ["KAZ", "BEN"]]
    assert (back["since"], back["until"]) == ("2026-03-01", None)
    assert (back["old"]["outcome"], back["new"]["outcome"]) == ("exempt", "unknown")


@pytest.mark.parametrize("name", ["no-such-revision", "--output=x"])
def test_a_name_of_nothing_is_said_to_be_one(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["diff", "--", name, name])
    assert stopped.value.code == 2
    assert "is no folder, no bundle and no revision" in capsys.readouterr().err


def changed(seed: int) -> tuple[Records, Records]:
    """A generated register, and the same with one part changed."""
    old = register(seed)
    chance = Random(seed)
    make = Maker(seed)
    make.sources = list(old.sources.values())
    part = ("source", "instrument", "listing", "group", "profile", "row")[seed % 6]
    if part == "source":
        name = chance.choice(sorted(old.sources))
        moved = replace(old.sources[name], kind=SourceKind.GAZETTE, date=make.sources[0].read)
        return old, replace(old, sources={**old.sources, name: moved})
    if part == "instrument" and old.instruments:
        name = chance.choice(sorted(old.instruments))
        acts = old.instruments[name].acts[1:]
        other = replace(old.instruments[name], acts=acts)
        return old, replace(old, instruments={**old.instruments, name: other})
    if part == "group":
        group = replace(old.groups["GA"], members=old.groups["GA"].members[1:])
        return old, replace(old, groups={**old.groups, "GA": group})
    if part == "profile" and old.profiles:
        return old, replace(old, profiles=dict(list(old.profiles.items())[1:]))
    name = chance.choice(sorted(old.listings))
    listing, rows = old.listings[name]
    fewer = (listing, rows[1:]) if part == "row" else (replace(listing, coverage=()), rows)
    return old, replace(old, listings={**old.listings, name: fewer})


@pytest.mark.parametrize("seed", range(36))
def test_every_answer_that_differs_is_told_and_no_other(seed: int) -> None:
    old, new = (RecordStore(item) for item in changed(seed))
    told = {
        (*key, passport_class)
        for change in diff(old, new)
        for key in change.directions
        for passport_class in change.classes
    }
    views = View(old), View(new)
    differing = {
        (issuer, to, passport_class)
        for issuer in STATES
        for to in STATES
        for passport_class in PassportClass
        if passport_class is not PassportClass.ANY
        if len({answers(view, issuer, to, passport_class) for view in views}) == 2
    }
    assert {item for item in told if item[2] in _ASKED} == {
        item for item in differing if item[2] in _ASKED
    }


_ASKED = frozenset(map(PassportClass, ("diplomatic", "service", "official", "special", "ordinary")))


def answers(view: View, issuer: str, to: str, passport_class: PassportClass) -> Any:
    """The answers in time, of equal neighbours the first only."""
    passport = Passport(issuer, passport_class)
    question = Question(passports=(passport,), to=to, on=date(2000, 1, 1))
    told = when(question, view, BEGINNING, round_until=date(2040, 12, 31))
    line = [(item.since, item.answer) for item in told]
    return tuple(
        item for place, item in enumerate(line) if place == 0 or line[place - 1][1] != item[1]
    )
