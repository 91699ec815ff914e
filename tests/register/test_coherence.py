"""Clauses that contradict one another, windows never used, rules of force that never complete."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.dossier.small import act, grant, listing, records, source

from comity.law.instruments import (
    Anchor,
    ForceRule,
    Instrument,
    InstrumentKind,
    Mode,
    Supersedes,
)
from comity.register.audit import Finding, Kind, audit
from comity.register.store import RecordStore
from comity.register.view import View
from comity.say import Sayer
from comity.say.audit import finding_text

ON = date(2026, 1, 15)
SOURCE = source("text", "treaty_text", "2010-01-05")
NEW = (Kind.CLAUSES, Kind.WINDOW_UNUSED, Kind.FORCE_NEVER)


def found(*, rows: Any = (), instruments: tuple[Instrument, ...] = ()) -> list[Finding]:
    lists = [listing("text", [("KAZ-TGO-2010", item) for item in rows])]
    view = View(RecordStore(records([SOURCE], lists, instruments)), None)
    findings = [item for item in audit(view, ON).findings if item.kind in NEW]
    for item in findings:
        for lang in ("en", "fr"):
            assert item.code not in finding_text(item, Sayer(lang))  # it is said in words
    return findings


def codes(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(item.code, item.detail) for item in findings]


def to_kazakhstan(**more: Any) -> Any:
    return grant("TGO", "KAZ", "diplomatic", **more)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"stay": "30/visit"}, {"stay": "90/180"}, [("stay_twice", "30/visit <> 90/180 (text)")]),
        ({"stay": "30/visit"}, {"stay": "30/visit"}, []),
        ({"stay": "30/visit"}, {"stay": "30/?"}, []),
        ({"stay": "30/visit"}, {}, []),
        (
            {"terms": "accredited=exempt"},
            {"terms": "accredited=excluded"},
            [("term_twice", "accredited=exempt <> accredited=excluded")],
        ),
        ({"terms": "accredited=exempt"}, {"terms": "fee"}, []),
    ],
)
def test_one_source_says_two_things(
    one: dict[str, Any], other: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert codes(found(rows=[to_kazakhstan(**one), to_kazakhstan(**other)])) == expected


def test_one_clause_excludes_itself() -> None:
    row = to_kazakhstan(terms="any_purpose;official_travel_only", in_force="2012", ended="2011-05")
    assert codes(found(rows=[row])) == [
        ("ends_before_force", "2012 <> 2011-05 (text)"),
        ("opposed_terms", "any_purpose+official_travel_only"),
    ]
    assert found(rows=[to_kazakhstan(terms="any_purpose", in_force="2012", ended="2013")]) == []


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"stay": "90/30"}, "more_than_window"),
        ({"stay": "90/180"}, ""),
        ({"stay": "90/90"}, ""),
        ({"stay": "3m/60"}, "more_than_window"),
        ({"stay": "3m/6m@first-entry"}, ""),
        ({"stay": "200/half-year"}, "more_than_window"),
        ({"stay": "365/calendar-year"}, ""),
        ({"stay": "400/year"}, "more_than_window"),
        ({"stay": "12e/year"}, ""),
        ({"stay": "unlimited"}, ""),
        ({"terms": "season=02-30/03-31"}, "no_such_season"),
        ({"terms": "season=13-01/13-31"}, "no_such_season"),
        ({"terms": "season=02-29/03-31"}, ""),
        ({"terms": "age_min=60;age_max=18"}, "no_such_age"),
        ({"terms": "age_min=18;age_max=60"}, ""),
    ],
)
def test_a_window_that_can_never_be_used(more: dict[str, str], code: str) -> None:
    assert [item.code for item in found(rows=[to_kazakhstan(**more)])] == ([code] if code else [])


def instrument(name: str = "A", parties: tuple[str, ...] = ("KAZ", "TGO"), **more: Any) -> Any:
    return Instrument(
        id=name,
        title={"en": name},
        kind=InstrumentKind.BILATERAL,
        parties=parties,
        sources=("text",),
        **more,
    )


def waits(**more: Any) -> ForceRule:
    return ForceRule(**{"anchor": Anchor.LAST_NOTIFICATION, **more})


OVER = act("termination", "2015-01-01", "text")
NOTES = (
    act("notification", "2011-01-01", "text", by="KAZ"),
    act("notification", "2011-02-01", "text", by="TGO"),
)
FORCE = [
    ("nothing", [instrument(entry_into_force=waits())], []),
    (
        "an unknown instrument",
        [instrument(entry_into_force=waits(requires="B"))],
        [("requires_unknown", "B")],
    ),
    (
        "one that ended",
        [instrument(entry_into_force=waits(requires="B")), instrument("B", acts=(OVER,))],
        [("requires_ended", "B")],
    ),
    (
        "one that was in force",
        [
            instrument(entry_into_force=waits(requires="B")),
            instrument("B", acts=(OVER, *NOTES), entry_into_force=waits()),
        ],
        [],
    ),
    (
        "each other",
        [
            instrument(entry_into_force=waits(requires="B")),
            instrument("B", entry_into_force=waits(requires="A")),
        ],
        [("requires_cycle", "A > B > A"), ("requires_cycle", "B > A > B")],
    ),
    (
        "a state that is gone",
        [instrument(parties=("KAZ", "SUN"), entry_into_force=waits())],
        [("cannot_notify", "SUN")],
    ),
    (
        "a state that is gone and has notified",
        [
            instrument(
                parties=("KAZ", "SUN"),
                acts=(act("notification", "1990", "text", by="SUN"),),
                entry_into_force=waits(),
            )
        ],
        [],
    ),
    (
        "more deposits than parties",
        [instrument(entry_into_force=waits(anchor=Anchor.DEPOSIT, deposits=3))],
        [("too_few_parties", "3 <> 2")],
    ),
    (
        "what its own end cut off",
        [instrument(acts=(OVER,), entry_into_force=waits())],
        [("ended_before_force", "2015-01-01")],
    ),
    ("nothing any more", [instrument(acts=(OVER, *NOTES), entry_into_force=waits())], []),
    ("no rule", [instrument(acts=(OVER,))], []),
]


@pytest.mark.parametrize(("instruments", "expected"), [case[1:] for case in FORCE],
                         ids=[case[0] for case in FORCE])  # fmt: skip
def test_a_rule_of_force_that_waits_for(
    instruments: list[Instrument], expected: list[tuple[str, str]]
) -> None:
    findings = found(instruments=tuple(instruments))
    assert codes(findings) == expected
    assert all(item.records == (f"instruments/{item.instrument}",) for item in findings)


def test_instruments_that_end_and_keep_one_another() -> None:
    def ends(other: str, mode: Mode = Mode.ENDS) -> Supersedes:
        return Supersedes(instrument=other, mode=mode)

    mutual = (instrument("A", supersedes=(ends("B"),)), instrument("B", supersedes=(ends("A"),)))
    assert codes(found(instruments=mutual)) == [("ends_each_other", "B")]
    both = instrument("A", supersedes=(ends("B"), ends("B", Mode.PRESERVES)))
    assert codes(found(instruments=(both, instrument("B")))) == [("ends_and_keeps", "B")]
    assert found(instruments=(instrument("A", supersedes=(ends("B"),)), instrument("B"))) == []
