"""What the remarks of the fact tables tell of an act's life."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec import UNSET

from comity.law.acts import Act
from comity.law.instruments import Anchor, Duration, ForceRule
from comity.records.facts.clusters import Entry
from comity.records.facts.finals import duration_told, force_rule_told, form_told
from comity.records.facts.grants import build, cluster_all, entries_of
from comity.records.facts.remarks import acts_told, predecessors_told
from comity.records.facts.sources import SourceBook
from comity.records.facts.tables import Fact

_ROW = {
    "destination": "AAA",
    "issuer": "BBB",
    "documents": "diplomatic",
    "kind": "bilateral",
    "signed": "2010-06-03",
    "source_kind": "gazette",
    "source_publisher": "A gazette",
    "source_date": "2024-05-01",
    "confidence": "high",
}


def entry(remarks: str, **cells: str) -> tuple[list[Entry], SourceBook]:
    facts = [Fact("t.csv", 2, {**_ROW, **cells, "remarks": remarks})]
    book = SourceBook(facts, date(2026, 11, 24))
    return entries_of(facts, book), book


def told(remarks: str, **cells: str) -> list[str]:
    acts = acts_told(entry(remarks, **cells)[0], [], signed=False, in_force=False)
    return [_short(act) for act in acts]


def _short(act: Act) -> str:
    parts = [act.kind.value, act.date, act.until, act.by, act.scope.issuer, act.note or UNSET]
    return " ".join(str(part) for part in parts if part is not UNSET)


@pytest.mark.parametrize(
    ("remarks", "expected"),
    [
        ("approved=KGZ:2021-03-12", ["approval 2021-03-12 KGZ"]),
        ("approved=BGD:ratification_2023-07-29", ["approval 2023-07-29 BGD"]),
        ("approved=KAZ", ["approval KAZ"]),
        ("ratified=2023", ["ratification 2023"]),
        ("ratified=OMN:decree_20/2016", ["ratification OMN decree 20/2016"]),
        (
            "ratified=decree_2020-02-26",
            ["ratification 2020-02-26 decree 2020-02-26"],
        ),
        ("ratified by Armenia 2019-05-21", ["ratification 2019-05-21 ARM"]),
        ("approved by Nicaragua on 2016-04-07", ["approval 2016-04-07 NIC"]),
        ("approved by Bahrain in 2009", ["approval 2009 BHR"]),
        (
            "approved by decision 92/3273 of 1992-07-11",
            ["approval 1992-07-11 approved by decision 92/3273 of 1992-07-11"],
        ),
        (
            "ratified by Oman by royal decree 49/2023",
            ["ratification OMN ratified by Oman by royal decree 49/2023"],
        ),
        ("approved by the Egyptian cabinet", []),
        ("amended=2018-02-28:protocol", ["amendment 2018-02-28 protocol"]),
        ("suspended=2020-03-28/2023-09-14:MMR", ["suspension 2020-03-28 2023-09-14 MMR BBB"]),
        (
            "suspended_for_covid19_until=2020-12-31",
            ["suspension 2024-05-01 2021-01-01 BBB in the pandemic"],
        ),
        ("denounced=CHL:2016", ["denunciation 2016 CHL"]),
        ("denounced=CHL:2025", []),  # later than the source: no step of the past
        ("agreed_in_principle=2020-08-20", ["negotiation 2020-08-20"]),
        ("approved_for_signature=2013-11-29", ["authorisation 2013-11-29"]),
        ("draft_approved_by_decree=69", ["authorisation decree 69"]),
        (
            "provisional_application=from_third_day_after_signature",
            ["provisional_application 2010-06-06 the third day after signature"],
        ),
        ("stay_range=14-60; a word;approved", []),
    ],
)
def test_remarks_tell_steps(remarks: str, expected: list[str]) -> None:
    assert told(remarks) == expected


def test_one_side_suspends() -> None:
    steps = told("suspended_by=CHE", status="suspended", ended="1982-07-15")
    assert steps == ["suspension 1982-07-15 CHE BBB"]


def test_remarks_tell_final_clauses() -> None:
    made, _ = entry(
        "enters_into_force=30_days_after_signature;act_runs_years=5:renewed_automatically;"
        "notes_dated=2008-03-13+2008-04-10;"
        "concluded_by_predecessor=Czechoslovakia_with_South_Yemen"
    )
    assert force_rule_told(made) == ForceRule(anchor=Anchor.SIGNATURE, n=30)
    assert duration_told(made) == Duration(years=5, tacit_renewal=True)
    assert form_told(made) == "exchange_of_notes"
    assert predecessors_told(made) == ("CSK", "YMD")
    rule, _ = entry("in force 60 days after the last notification")
    assert force_rule_told(rule) == ForceRule(anchor=Anchor.LAST_NOTIFICATION, n=60)
    nothing, _ = entry("days not given")
    assert force_rule_told(nothing) is UNSET
    assert duration_told(nothing) is UNSET
    assert form_told(nothing) is UNSET


def test_a_suspension_with_its_end_is_no_status_without_one() -> None:
    made, book = entry("suspended_for_covid19_until=2020-12-31", status="suspended")
    _, instruments = build(cluster_all(made), book)
    (grant,) = instruments["AAA-BBB-2010"].grants
    assert grant.status is UNSET


def test_the_later_act_is_linked_to_the_one_it_replaced() -> None:
    facts = [
        Fact("t.csv", 2, {**_ROW, "remarks": "replaced_by=2020_agreement"}),
        Fact("t.csv", 3, {**_ROW, "signed": "2020-01-01"}),
    ]
    book = SourceBook(facts, date(2026, 11, 24))
    _, instruments = build(cluster_all(entries_of(facts, book)), book)
    (link,) = instruments["AAA-BBB-2020"].supersedes
    assert link.instrument == "AAA-BBB-2010"
    assert not instruments["AAA-BBB-2010"].supersedes
