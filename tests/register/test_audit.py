"""What the register says of itself: every kind of finding, and none without cause."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest
from tests.dossier.small import act, grant, listing, records, source, togo

from comity.api import Register
from comity.law.instruments import Anchor, ForceRule, Instrument, InstrumentKind
from comity.records.model import Records
from comity.register.audit import Audit, Finding, Kind, audit
from comity.register.store import RecordStore
from comity.register.view import View
from comity.say import Sayer
from comity.say.audit import finding_text, summary

ON = date(2026, 1, 15)
MINISTRY = source("ministry", "ministry_list", "2025-01-01")
OTHER = source("other", "ministry_list", "2025-06-01")
NEWS = source("paper", "news", "2025-03-01")
SOURCES = (MINISTRY, OTHER, NEWS)


def found(register: Records, on: date = ON) -> Audit:
    return audit(View(RecordStore(register), None), on)


def of(kind: Kind, register: Records, on: date = ON) -> list[Finding]:
    return [item for item in found(register, on).findings if item.kind is kind]


def one_list(*grants: Any, name: str = "KAZ-TGO-2020", by: str = "ministry", **more: Any) -> Any:
    return listing(by, [(name, item) for item in grants], **more)


def both(**more: Any) -> tuple[Any, Any]:
    return grant("TGO", "KAZ", "diplomatic", **more), grant("KAZ", "TGO", "diplomatic", **more)


# -- contradictions ------------------------------------------------------------------------


def test_two_sources_give_other_days() -> None:
    lists = [
        one_list(*both(stay="30/visit", in_force="2020-01-01")),
        one_list(*both(stay="90/180", in_force="2020-01-01"), by="paper"),
    ]
    items = of(Kind.CONTRADICTION, records(SOURCES, lists))
    assert [(item.issuer, item.destination) for item in items] == [("KAZ", "TGO"), ("TGO", "KAZ")]
    assert {(item.code, item.detail) for item in items} == {("stay", "30/visit <> 90/180 (paper)")}
    assert all(item.passport_class == "diplomatic" for item in items)
    assert all("paper" in " ".join(item.records) for item in items)


def test_two_sources_give_other_dates() -> None:
    lists = [
        one_list(*both(in_force="2020-01-01")),
        one_list(*both(in_force="2020-02-01"), by="paper"),
    ]
    items = of(Kind.CONTRADICTION, records(SOURCES, lists))
    assert {item.code for item in items} == {"in_force"}


def test_sources_that_agree_contradict_nobody() -> None:
    lists = [one_list(*both(stay="30/visit")), one_list(*both(stay="30/visit"), by="other")]
    assert of(Kind.CONTRADICTION, records(SOURCES, lists)) == []


# -- knowledge of one side -----------------------------------------------------------------


LACKING = [
    ("a newer complete list of the issuer", "ministry_list", "2025-12-01", "yes",
     "absent_from_newer_list"),
    ("a list of a lesser kind, of the same day", "wiki", "2025-06-01", "yes",
     "not_on_list_of_issuer"),
    ("an older list", "ministry_list", "2024-01-01", "yes", ""),
    ("a list that is not complete", "ministry_list", "2025-12-01", "partial", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "day", "complete", "code"), [c[1:] for c in LACKING], ids=[c[0] for c in LACKING]
)
def test_a_grant_that_the_other_sides_list_lacks(
    kind: str, day: str, complete: str, code: str
) -> None:
    lists = [
        one_list(*both(in_force="2020-01-01"), by="other"),
        one_list(
            grant("TGO", "MNG", "diplomatic"),
            name="MNG-TGO",
            by="theirs",
            covers="TGO",
            side="issuer",
            complete=complete,
        ),
    ]
    items = of(Kind.ONE_SIDED, records((*SOURCES, source("theirs", kind, day)), lists))
    assert [(i.issuer, i.destination, i.code, i.detail) for i in items] == [
        ("TGO", "KAZ", code, "theirs") for code in ([code] if code else [])
    ]


# -- reciprocity ---------------------------------------------------------------------------

GAPS = [
    ("one way only", [grant("TGO", "KAZ", "diplomatic")], ["one_way"]),
    (
        "another class the other way",
        [grant("TGO", "KAZ", "diplomatic"), grant("KAZ", "TGO", "service")],
        ["class_one_way", "class_one_way"],
    ),
    (
        "other days the other way, told once",
        [grant("TGO", "KAZ", "diplomatic", stay="90/180"),
         grant("KAZ", "TGO", "diplomatic", stay="30/visit")],
        ["days_differ"],
    ),
    ("the same both ways", list(both(stay="30/visit")), []),
    (
        "days that one side's list does not give",
        [grant("TGO", "KAZ", "diplomatic", stay="90/180"), grant("KAZ", "TGO", "diplomatic")],
        [],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("grants", "codes"), [case[1:] for case in GAPS], ids=[c[0] for c in GAPS])
def test_reciprocity(grants: list[Any], codes: list[str]) -> None:
    items = of(Kind.RECIPROCITY_GAP, records(SOURCES, [one_list(*grants)]))
    assert [item.code for item in items] == codes


def test_an_act_of_one_side_has_no_gap() -> None:
    lists = [one_list(grant("TGO", "KAZ"), kind="unilateral")]
    assert of(Kind.RECIPROCITY_GAP, records(SOURCES, lists)) == []


# -- time ----------------------------------------------------------------------------------


def test_a_grant_not_confirmed_for_years() -> None:
    register = records(SOURCES, [one_list(*both(in_force="2010-01-01"))])
    assert of(Kind.STALE, register) == []
    items = of(Kind.STALE, register, date(2030, 1, 2))
    assert {(i.code, i.detail, i.days) for i in items} == {
        ("not_confirmed_since", "2025-01-01", 1827)
    }


def test_signed_and_never_seen_in_force() -> None:
    items = of(Kind.NOT_SEEN_IN_FORCE, togo(), date(2025, 10, 5))
    mine = {i for i in items if i.instrument == "KAZ-TGO-2025"}
    assert {(i.issuer, i.destination, i.passport_class) for i in mine} == {
        (one, other, name)
        for one, other in (("TGO", "KAZ"), ("KAZ", "TGO"))
        for name in ("diplomatic", "service")
    }
    assert {i.days for i in mine} <= {10, 11}


# -- overlaps, and what can never apply ----------------------------------------------------


def test_two_instruments_for_one_case() -> None:
    lists = [
        one_list(*both(in_force="2015-01-01"), name="KAZ-TGO-2015"),
        one_list(*both(in_force="2020-01-01"), name="KAZ-TGO-2020", by="other"),
    ]
    items = of(Kind.OVERLAP, records(SOURCES, lists))
    assert {i.instrument for i in items} == {"KAZ-TGO-2015+KAZ-TGO-2020"}
    assert len(items) == 2
    assert all(len(i.records) == 2 for i in items)


def test_terms_that_exclude_one_another() -> None:
    terms = "official_travel_only;tourism_only"
    items = of(Kind.NEVER_APPLIES, records(SOURCES, [one_list(*both(terms=terms))]))
    assert {(i.code, i.detail) for i in items} == {
        ("contradictory_terms", "tourism_only+official_travel_only")
    }


def test_a_grant_that_was_only_ever_ended() -> None:
    register = records(SOURCES, [one_list(*both(status="terminated"))])
    assert {i.code for i in of(Kind.NEVER_APPLIES, register)} == {"terminated"}


def test_a_grant_whose_force_nobody_states_may_yet_apply() -> None:
    register = records(SOURCES, [one_list(*both(status=None))])
    assert of(Kind.NEVER_APPLIES, register) == []
    assert len(of(Kind.STATUS_UNKNOWN, register)) == 2


def test_a_visa_on_arrival_is_no_exemption_and_no_finding() -> None:
    register = records(SOURCES, [one_list(*both(terms="visa_on_arrival", in_force="2000"))])
    assert found(register, date(2030, 1, 1)).findings == ()


def test_the_stated_force_is_not_what_the_rule_gives() -> None:
    text = source("text", "treaty_text", "2010-01-01")
    record = Instrument(
        id="KAZ-TGO-2010",
        title={"en": "Visa exemption"},
        kind=InstrumentKind.BILATERAL,
        parties=("KAZ", "TGO"),
        acts=(
            act("signature", "2010-06-03", "text"),
            act("entry_into_force", "2010-10-01", "text"),
        ),
        grants=tuple(
            grant(one, other, "diplomatic", sources=("text",))
            for one, other in (("KAZ", "TGO"), ("TGO", "KAZ"))
        ),
        entry_into_force=ForceRule(anchor=Anchor.SIGNATURE, n=90),
        sources=("text",),
    )
    items = of(Kind.FORCE_DIFFERS, records([text], instruments=[record]))
    assert {i.detail for i in items} == {"2010-10-01 <> 2010-09-01 by its rule"}


# -- the whole -----------------------------------------------------------------------------


def test_totals_count_what_is_there() -> None:
    result = found(togo(), date(2025, 10, 5))
    totals = result.totals
    assert totals["instruments"] == 8
    assert totals["lists"] == 8
    assert totals["sources"] == 16
    assert all(totals[kind.value] == sum(i.kind is kind for i in result.findings) for kind in Kind)
    assert result.on == "2025-10-05"


def test_an_empty_register_has_no_findings() -> None:
    result = found(records())
    assert result.findings == ()
    assert set(result.totals.values()) == {0}


@pytest.fixture(scope="module")
def shipped() -> tuple[Audit, float]:
    view = Register().view()
    begun = time.process_time()
    return audit(view, date(2026, 11, 24)), time.process_time() - begun


def test_the_shipped_register_is_audited_within_the_bar(shipped: tuple[Audit, float]) -> None:
    assert shipped[1] < 10


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_finding_is_a_sentence(shipped: tuple[Audit, float], lang: str) -> None:
    say = Sayer(lang)
    for item in shipped[0].findings:
        text = finding_text(item, say)
        assert f"[{item.instrument.replace('+', ', ')}]" in text
        assert "<>" not in text
        assert "_" not in text.partition("]")[2].partition("(")[0].replace(item.code, "") or (
            item.kind is Kind.CONTRADICTION
        )


def test_the_page_has_every_kind_and_says_how_many_more(shipped: tuple[Audit, float]) -> None:
    say = Sayer("en")
    text = list(summary(shipped[0], say, markdown=False, most=1))
    for kind in {item.kind for item in shipped[0].findings}:
        count = shipped[0].totals[kind.value]
        assert f"{say.text(f'audit.{kind.value}')} ({count:,})" in text
        assert count == 1 or f"  and {count - 1:,} more" in text
    assert all(len(line) <= 80 for line in text)
    page = list(summary(shipped[0], say, markdown=True, most=0))
    assert sum(line.startswith("- ") for line in page) == len(shipped[0].findings)
