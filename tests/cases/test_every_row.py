"""Every row of every fact table, asked of the shipped register.

A row in force at its source's date is answered `exempt` or `conditional` that day with the
row's days, or a better word overrules it; and that is counted.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec import UNSET

from comity.api import Register
from comity.decide.decision import Decision, Outcome
from comity.law.dates import PartialDate
from comity.law.passports import PassportClass
from comity.law.stay import StayRule
from comity.law.terms import parse_terms
from comity.register.strands import Strand, completes
from comity.register.view import View

from .fact_rows import MARKERS, Case, cases, needs_facts

POSITIVE = (Outcome.EXEMPT, Outcome.CONDITIONAL)
FIRST_TABLES = ("togo", "kazakhstan", "china")
PAGE = Path(__file__).resolve().parents[2] / "docs" / "data.md"
SAID = {
    "agrees": "relied on, with the row's days",
    "agrees (no days stated)": "relied on; the row states no days",
    "overruled: a better source gives other days": "relied on; a better source gives other days",
    "overruled: another instrument is more favourable": "relied on; another instrument allows more",
    "not relied on": "not relied on; a better word stands against it",
}
"""A verdict, and its line in the table of docs/data.md."""


@pytest.fixture(scope="module")
def view() -> View:
    needs_facts()
    return Register().view()


def _days(row: dict[str, str]) -> set[int]:
    """The days the row allows, as the grammar of its limits and the column give them."""
    days = {int(row["stay_days"])} if row["stay_days"] else set()
    for part in row["limits"].split("&"):
        head = part.partition("/")[0].rstrip("m")
        if head.isdigit():
            days.add(int(head))
    return days


def _verdict(case: Case, decision: Decision) -> str:
    """How a decision stands to its row."""
    if decision.outcome not in POSITIVE:
        reasons = ",".join(sorted({item.reason for item in decision.considered})) or "nothing"
        return f"not relied on: {reasons}"
    days = _days(case.row)
    if not days:
        return "agrees (no days stated)"
    amounts = {limit.amount for item in decision.basis for limit in item.limits}
    if days & amounts:
        return "agrees"
    if any(item.dissent for item in decision.basis):
        return "overruled: a better source gives other days"
    return "overruled: another instrument is more favourable"


def test_rows_in_force_are_relied_on_at_their_source_date(view: View) -> None:
    counts: Counter[str] = Counter()
    odd = []
    for case in cases():
        marked = any(marker in case.row["conditions"] for marker in MARKERS)
        if case.row["status"] != "in_force" or marked:
            continue
        force = case.row["in_force"]
        if force and PartialDate.parse(force).latest > case.spoken_for:
            continue  # announced for a later day
        verdict = _verdict(case, case.ask(view, case.spoken_for))
        counts[verdict if not verdict.startswith("not relied on") else "not relied on"] += 1
        if verdict.startswith("not relied on"):
            odd.append(f"{case.table}.csv:{case.line}")
    assert sum(counts.values()) > 10_000
    overruled = sum(n for verdict, n in counts.items() if verdict.startswith("overruled"))
    assert overruled < 0.05 * sum(counts.values())
    # the page tells these figures, and names each row not relied on with the better word
    page = PAGE.read_text()
    for verdict, said in SAID.items():
        assert f"| {said} | {counts[verdict]:,} |" in page, verdict
    assert f"**{sum(counts.values()):,} questions**" in page
    assert set(counts) <= set(SAID)
    table = page.split("The four:")[1]
    named = re.findall(r"^\| `(\w+\.csv):(\d+)`(?: and `(\d+)`)?", table, re.MULTILINE)
    assert sorted(odd) == sorted(
        f"{file}:{line}" for file, *lines in named for line in lines if line
    )


def test_the_day_before_force_not_yet_the_day_itself_yes(view: View) -> None:
    """Issue A: the first four tables, every row with a date of entry into force."""
    checked = 0
    odd = []
    for case in cases(*FIRST_TABLES):
        if not case.row["in_force"]:
            continue
        force = PartialDate.parse(case.row["in_force"])
        before = case.ask(view, force.earliest - timedelta(days=1))
        after = case.ask(view, force.latest)
        begun = {item.instrument for item in after.basis} - {
            item.instrument for item in before.basis
        }
        considered = {
            item.instrument for item in after.considered if item.reason == "less_favourable"
        }
        checked += 1
        if not begun and not considered:
            odd.append((case.table, case.line, case.row["in_force"], after.outcome.value))
    assert checked > 500
    # rows overruled by a better source's date of force, or on a passport class they do not name
    assert len(odd) <= 10, odd


def _carries(strand: Strand, row: dict[str, str]) -> bool:
    """Whether a strand has the row's conditions and days, or tells that a source says otherwise."""
    wanted = {(term.name, term.value) for term in parse_terms(row["conditions"])}
    have = {(term.name, term.value) for term in strand.terms}
    told = {item.field for item in strand.dissent}
    if any(name not in told for name, value in wanted if (name, value) not in have):
        return False
    if not row["limits"] or "stay" in told:
        return True
    stay = StayRule.parse(row["limits"])
    return strand.stay == stay or (strand.stay is not UNSET and completes(strand.stay, stay))


def test_days_classes_and_conditions_of_every_row(view: View) -> None:
    """Issue A: each row of the first tables stands in the register with all it says."""
    checked = 0
    for case in cases(*FIRST_TABLES):
        key = (case.row["issuer"], case.row["destination"])
        named = None if not case.row["documents"] else case.passport.passport_class
        if "any" in case.row["documents"].split("+"):
            named = PassportClass.ANY
        strands = [
            strand
            for strand in view.strands(key)
            if named is None or strand.passport_class in (None, named)
        ]
        assert any(_carries(strand, case.row) for strand in strands), (case.table, case.line)
        checked += 1
    assert checked > 1_000


@pytest.mark.parametrize(
    ("issuer", "passport_class", "to"),
    [("CHN", "public_affairs", "ARG"), ("ARG", "official", "CHN"), ("ARG", "service", "CHN")],
)
def test_each_side_gets_its_own_answer(
    view: View, issuer: str, passport_class: str, to: str
) -> None:
    """China and Argentina name other classes on either side (china.csv)."""
    rows = [
        case
        for case in cases("china")
        if (case.passport.issuer, case.to) == (issuer, to)
        and case.passport.passport_class.value == passport_class
        and case.row["status"] == "in_force"
    ]
    from datetime import date

    from comity.decide.engine import answer
    from comity.decide.question import Passport, Question
    from comity.law.passports import PassportClass

    passport = Passport(issuer, PassportClass(passport_class))
    decision = answer(Question(passports=(passport,), to=to, on=date(2025, 1, 1)), passport, view)
    covered = bool(rows)
    assert (decision.outcome in POSITIVE) is (covered or passport_class == "service")
