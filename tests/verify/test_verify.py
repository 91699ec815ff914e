"""The engine and the answer-set programme, asked the same questions; broken rules are caught."""

from __future__ import annotations

import json
import os
from functools import lru_cache

import pytest
from tests.cli.run import run
from tests.verify.generator import CLASSES, STATES, register

from comity.api import shipped
from comity.register.store import RecordStore
from comity.register.view import View
from comity.verify.compare import Comparison, compare, draw_days, states_of
from comity.verify.facts import _months
from comity.verify.solve import Programme, rules

pytest.importorskip("clingo")

SCALE = int(os.environ.get("COMITY_CAMPAIGN", "1"))
SEEDS = range(20, 28 if SCALE == 1 else 20 + 100 * SCALE)


@lru_cache(maxsize=64)
def view(seed: int) -> View:
    return View(RecordStore(register(seed)))


def compared(seed: int, programme: Programme | None = None) -> Comparison:
    """Every question of a generated register on six days."""
    asked = view(seed)
    return compare(
        asked,
        draw_days(asked, 6, seed),
        issuers=STATES,
        destinations=STATES,
        classes=CLASSES,
        programme=programme,
    )


def test_they_agree_on_generated_registers() -> None:
    found = [compared(seed) for seed in SEEDS]
    assert [item for one in found for item in one.differences] == []
    outcomes = {name for one in found for name in one.outcomes}
    assert outcomes == {"exempt", "conditional", "visa_required", "refused", "unknown"}
    assert sum(one.decisions for one in found) == len(SEEDS) * 4 * 4 * 4 * 3 * 6


def test_they_agree_on_a_sample_of_the_shipped_register() -> None:
    asked = shipped().view()
    sample = ["BRA", "CHE", "CHN", "DEU", "EUE", "FRA", "KAZ", "TGO", "TUR", "USA", "UNO", "XKX"]
    sample = [code for code in sample if code in states_of(asked)]
    found = compare(asked, draw_days(asked, 4, 7), issuers=sample, destinations=sample[:4])
    assert found.differences == ()
    assert found.decisions > 3_000
    assert {"exempt", "conditional", "visa_required", "unknown"} <= set(found.outcomes)


BROKEN = {
    "a signature gives a right": (
        5,
        "state_of(signed,signed,seen_signed).",
        "state_of(signed,in_force,seen_signed).",
    ),
    "an undated source proves the past": (
        0,
        "observed(S,L,L) :- source(S,_,_,L,_,undated).",
        "observed(S,1,L) :- source(S,_,_,L,_,undated).",
    ),
    "a weaker source's date is relied on": (
        6,
        "not_first(K,Q) :- follows(K,_,Q).",
        "not_first(K,Q) :- follows(K,Q,_).",
    ),
    "a month opens the right on its first day": (
        0,
        "put(K,O,1,L,State,Why) :- new(K,O), O = (L,_,_,_,_,_,_)",
        "put(K,O,1,L,State,Why) :- new(K,O), O = (_,_,_,L,_,_,_)",
    ),
    "a list of lesser rank ends a grant": (
        75,
        "claim(K,(L,1,-R,F,8,V,0),uncertain,",
        "claim(K,(L,1,-R,F,8,V,0),ended,",
    ),
    "a suspension that is over stays": (
        59,
        "put(K,O,2,U,State,Why) :- stops",
        "put(K,O,2,U,ended,Why) :- stops",
    ),
    "an act reaches classes outside its scope": (
        15,
        "touches(K,N,A) :- of(K,N), act(N,A,_), not missed(K,A),",
        "touches(K,N,A) :- of(K,N), act(N,A,_),",
    ),
    "an act on one article reaches the others": (
        65,
        "not beside(K,a(N,A)),",
        "",
    ),
    "a grant of no named article is passed over": (
        30,
        "unclear(K,X) :- of_part(K,X), not placed(K).",
        "unclear(K,X) :- of_part(K,X), placed(K), not placed(K).",
    ),
    "service is official whatever the issuer": (
        5,
        "twin(C,N), not also(I,C,N),\n                        not told_apart(I,C,N).",
        "twin(C,N), not also(I,C,N).",
    ),
    "staff are taken for visitors": (
        0,
        "wrong_role(K,R) :- unspoken(K,R).",
        "wrong_role(K,R) :- unspoken(K,R), R = family.",
    ),
    "a member has left, and is still one": (
        57,
        "day(D), D >= B, D < Y.",
        "day(D), D >= B, D <= Y.",
    ),
    "a visa on arrival is an exemption": (
        3,
        "marker(visa_on_arrival,visa_on_arrival).",
        "marker(nothing,nothing).",
    ),
    "the purpose binds the posted too": (
        13,
        "posted(R), not of_purpose(N).",
        "posted(R).",
    ),
    "a list closes the days before it": (
        4,
        "source(S,Y,_,L,_,_), day(D), L <= D.",
        "source(S,Y,_,L,_,_), day(D), L > D.",
    ),
    "a grant in doubt is closed by a list": (
        4,
        "visa_required) :- closing(I,C,D,_), role(R), not doubtful(I,C,R,D),",
        "visa_required) :- closing(I,C,D,_), role(R),",
    ),
    "the shortest stay is relied on": (
        3,
        "choice(I,C,D,K,(N,A,-X)) :-",
        "choice(I,C,D,K,(N,A,X)) :-",
    ),
    "a replaced instrument goes on": (
        12,
        "mode_state(ends,ended,replaced_by).",
        "mode_state(ends,in_force,replaced_by).",
    ),
}
"""What is broken: the seed of a register that shows it, the right rule, the wrong one."""


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_caught(name: str) -> None:
    seed, right, wrong = BROKEN[name]
    text = rules()
    assert text.count(right) == 1
    broken = Programme(text.replace(right, wrong))
    assert compared(seed).differences == ()
    assert compared(seed, broken).differences


def test_the_command_counts_and_ends_well(capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "verify", "--states", "TGO,KAZ", "--dates", "3", "--json")
    told = json.loads(ran.out)
    assert (ran.status, told["differences"], told["destinations"]) == (0, [], 2)
    assert told["decisions"] == sum(told["outcomes"].values()) > 100
    ran = run(capsys, "verify", "--states", "TGO,KAZ", "--on", "2025-10-05")
    assert ran.status == 0
    assert "0 differences." in ran.out


@pytest.mark.parametrize(
    ("day", "months", "days"), [("2026-02-01", 3, 89), ("2023-11-30", 3, 91), ("2024-01-31", 1, 29)]
)
def test_months_are_counted_by_the_calendar(day: str, months: int, days: int) -> None:
    from datetime import date

    assert _months(date.fromisoformat(day).toordinal(), months) == days
