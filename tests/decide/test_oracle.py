"""The engine against a second, independent reading of the rules, over generated registers."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.decide import oracle
from tests.dossier.small import grant, listing, records, source

from comity.decide.engine import decide
from comity.decide.question import Passport, Question
from comity.law.instruments import Grant
from comity.law.passports import PassportClass
from comity.law.sources import Source
from comity.records.model import Records
from comity.register.store import RecordStore
from comity.register.view import View

KINDS = ("treaty_text", "ministry_list", "news", "wiki")
DAYS = st.dates(date(1999, 1, 1), date(2026, 12, 31))


@st.composite
def partial(draw: st.DrawFn, first: int, last: int) -> str:
    """A date of these years, known to the day, the month or the year."""
    when = draw(st.dates(date(first, 1, 1), date(last, 12, 31))).isoformat()
    return when[: draw(st.sampled_from((4, 7, 10)))]


@st.composite
def said(draw: st.DrawFn) -> tuple[dict[str, Any], int]:
    """What a row says, and the first year in which a source can say it."""
    shape = draw(
        st.sampled_from(
            "listed dated signed silent negotiated ended suspended_ended seen_ended".split()
        )
    )
    row: dict[str, Any] = {"status": None}
    if shape in ("dated", "signed", "ended") and draw(st.booleans()):
        row["signed"] = draw(partial(2000, 2003))
    if shape in ("dated", "ended", "suspended_ended"):
        row["in_force"] = draw(partial(2004, 2010))
    if shape in ("listed", "dated"):
        row["status"] = "in_force"
    if shape == "signed":
        row["status"] = draw(st.sampled_from(("signed", None))) if "signed" in row else "signed"
    if shape in ("negotiated",):
        row["status"] = "negotiated"
    if shape in ("ended", "suspended_ended"):
        row["ended"] = draw(partial(2011, 2015))
        row["status"] = "suspended" if shape == "suspended_ended" else "terminated"
    if shape == "seen_ended":
        row["in_force"] = draw(partial(2004, 2010))
        row["status"] = draw(st.sampled_from(("terminated", "suspended")))
    return row, {"listed": 2004, "dated": 2004}.get(shape, 2016 if "ended" in shape else 2001)


@st.composite
def registers(draw: st.DrawFn) -> Records:
    """Rows from Togo to Kazakhstan, each of its own act and source, and complete lists.

    The lists speak for years before any grant begins, or after the last word on all of them.
    """
    sources: list[Source] = []
    listings = []
    for number in range(draw(st.integers(0, 3))):
        row, since = draw(said())
        name = f"row-{number}"
        dated = draw(st.sampled_from((True, True, True, False)))
        when = draw(partial(since, 2020)) if dated else None
        sources.append(source(name, draw(st.sampled_from(KINDS)), when, read="2021-03-01"))
        classes = draw(st.sampled_from(("diplomatic", "diplomatic", "ordinary", None)))
        listings.append(listing(name, [(name, grant("TGO", "KAZ", classes, **row))]))
    for number in range(draw(st.integers(0, 2))):
        name = f"complete-{number}"
        kind = draw(st.sampled_from(KINDS))
        when = draw(st.one_of(partial(1999, 2003), partial(2022, 2023)))
        sources.append(source(name, kind, when, read="2024-01-01"))
        listings.append(
            listing(name, [], covers="KAZ",
                    classes=draw(st.sampled_from(("diplomatic", "ordinary"))),
                    complete=draw(st.sampled_from(("yes", "yes", "partial"))))
        )  # fmt: skip
    return records(sources, listings)


def answer(register: Records, on: date, known_on: date | None = None) -> Any:
    held = Passport("TGO", PassportClass.DIPLOMATIC)
    return decide(
        Question(passports=(held,), to="KAZ", on=on), View(RecordStore(register), known_on)
    )


@given(registers(), DAYS)
def test_the_engine_and_the_plain_reading_agree(register: Records, on: date) -> None:
    assert answer(register, on).outcome == oracle.outcome(register, on)


@given(registers(), DAYS, DAYS)
def test_they_agree_on_what_was_known_then(register: Records, on: date, known_on: date) -> None:
    assert answer(register, on, known_on).outcome == oracle.outcome(register, on, known_on)


@given(registers(), DAYS, DAYS)
def test_what_was_not_yet_known_is_left_out_everywhere(
    register: Records, on: date, known_on: date
) -> None:
    """The answer as known on a day is the answer of a register without the later sources."""
    kept = {
        name: item
        for name, item in register.sources.items()
        if oracle.known_day(item) <= known_on.toordinal()
    }
    then = replace(
        register,
        sources=kept,
        listings={name: pair for name, pair in register.listings.items() if pair[0].source in kept},
    )
    assert answer(register, on, known_on) == replace(
        answer(then, on), knowledge=answer(register, on, known_on).knowledge
    )


def _rows(register: Records) -> list[Grant]:
    return [row.grant for _, rows in register.listings.values() for row in rows]


@given(registers(), DAYS)
def test_a_signature_alone_never_exempts(register: Records, on: date) -> None:
    rows = _rows(register)
    if all(row.status not in ("in_force", "provisional") and not row.in_force for row in rows):
        assert answer(register, on).outcome in ("unknown", "visa_required")


@given(registers(), DAYS)
def test_a_date_that_straddles_never_exempts(register: Records, on: date) -> None:
    day = on.toordinal()
    spans = [oracle.days(row.in_force) for row in _rows(register)]
    if spans and all(span and span[0] <= day < span[1] for span in spans):
        assert answer(register, on).outcome != "exempt"


@given(registers(), DAYS)
def test_a_suspended_grant_never_exempts(register: Records, on: date) -> None:
    day = on.toordinal()
    rows = _rows(register)
    if all(row.status == "suspended" and _over(row, day) for row in rows):
        assert answer(register, on).outcome in ("unknown", "visa_required")


def _over(row: Grant, day: int) -> bool:
    ended = oracle.days(row.ended)
    return ended is not None and ended[1] <= day


@given(registers(), DAYS)
def test_an_absent_pair_needs_a_visa_only_by_a_complete_list(register: Records, on: date) -> None:
    """Of another direction the register knows lists only."""
    held = Passport("BEN", PassportClass.DIPLOMATIC)
    decision = decide(
        Question(passports=(held,), to="KAZ", on=on), View(RecordStore(register), None)
    )
    closed = any(
        claim.complete == "yes"
        and PassportClass.DIPLOMATIC in claim.classes
        and oracle.speaks(register.sources[listed.source])[1] <= on.toordinal()
        for listed, _ in register.listings.values()
        for claim in listed.coverage
    )
    assert decision.outcome == ("visa_required" if closed else "unknown")
