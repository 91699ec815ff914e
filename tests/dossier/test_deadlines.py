"""What is due: lifecycle.md section 3, with its check values (D1, D5, D7, D8, D18 to D20)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from icalendar import Calendar
from tests.dossier.small import act, records, source, togo

from comity.dossier.deadlines import Deadline, deadlines
from comity.law.instruments import (
    Anchor,
    Duration,
    ForceRule,
    Instrument,
    InstrumentKind,
    Period,
    Specimens,
    Termination,
    Unit,
)
from comity.register.store import RecordStore
from comity.register.view import View
from comity.say import Sayer
from comity.say.deadlines import as_calendar, tell_deadlines, what

SOURCES = [source("text", "treaty_text", "2010-01-01")]
SIGNED, FORCE, TERM = "signature", "entry_into_force", "duration"


def pact(*acts: Any, **clauses: Any) -> Instrument:
    """An agreement of two parties with these acts and clauses."""
    return Instrument(
        id="CHE-ZAF-2010",
        title={"en": "Visa exemption, Switzerland and South Africa"},
        kind=InstrumentKind.BILATERAL,
        parties=("CHE", "ZAF"),
        acts=acts,
        sources=("text",),
        **clauses,
    )


def due(record: Instrument, on: str, state: str | None = None) -> tuple[Deadline, ...]:
    """What is due of it on a day."""
    view = View(RecordStore(records(SOURCES, instruments=[record])), None)
    return deadlines(view, date.fromisoformat(on), state)


def only(record: Instrument, on: str, kind: str) -> Deadline:
    """The one thing of a kind that is due."""
    (found,) = (item for item in due(record, on) if item.kind == kind)
    return found


def told(kind: str, day: str, **more: Any) -> Any:
    return act(kind, day, "text", **more)


RECEIPT = ForceRule(anchor=Anchor.LAST_RECEIPT, n=30, article="12")
BOTH = (told(SIGNED, "2019-06-01"), told("notification", "2020-01-01", by="CHE",
                                         received="2020-01-05"))  # fmt: skip


# -- before force --------------------------------------------------------------------------


def test_the_note_that_is_outstanding_and_the_earliest_force() -> None:
    """D1: the other party's note, were it received today, brings force 30 days later."""
    item = only(pact(*BOTH, entry_into_force=RECEIPT), "2020-02-01", "notification")
    assert (item.due, item.rule, item.parties, item.article) == ("", "D1", ("ZAF",), "12")
    assert (item.detail, item.firm) == ("2020-03-02", False)
    assert item.inputs == ("signed=2019-06-01",)


@pytest.mark.parametrize(
    ("rule", "earliest"),
    [
        # D1': after N days have elapsed, one day more; Czechia and Viet Nam: 15 Dec -> 14 Feb
        (ForceRule(anchor=Anchor.LAST_RECEIPT, n=60, after_lapse=True), "2000-02-14"),
        # D3: first day of the second month following
        (ForceRule(anchor=Anchor.LAST_RECEIPT, first_of_month=2), "2000-02-01"),
        # D2': one calendar month
        (ForceRule(anchor=Anchor.LAST_RECEIPT, n=1, unit=Unit.MONTH), "2000-01-15"),
    ],
)
def test_the_earliest_force_by_each_rule(rule: ForceRule, earliest: str) -> None:
    item = only(
        pact(told(SIGNED, "1999-06-01"), entry_into_force=rule), "1999-12-15", "notification"
    )
    assert (item.parties, item.detail) == (("CHE", "ZAF"), earliest)


def test_a_rule_that_nobody_states() -> None:
    item = only(pact(told(SIGNED, "2019-06-01")), "2020-02-01", "notification")
    assert (item.detail, item.due, item.firm) == ("rule_not_known", "", False)
    assert "its rule of entry into force is not in the register" in what(item, Sayer("en"))


def test_a_day_of_force_to_come() -> None:
    """D1: the later receipt on 5 March, and 30 days: 4 April."""
    acts = (*BOTH, told("notification", "2020-02-20", by="ZAF", received="2020-03-05"))
    record = pact(*acts, entry_into_force=RECEIPT)
    assert only(record, "2020-03-10", "force").due == "2020-04-04"
    assert [item.kind for item in due(record, "2020-03-10")] == ["force"]
    assert "force" not in [item.kind for item in due(record, "2020-04-04")]


# -- specimens -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "expected", "rule", "firm"),
    [
        (Period(n=30, anchor=Anchor.SIGNATURE), "2010-07-03", "D5", True),
        (Period(n=30, anchor=Anchor.ENTRY_INTO_FORCE), "2010-10-01", "D5", True),
        (Period(n=30, anchor=Anchor.ENTRY_INTO_FORCE, before=True), "2010-08-02", "D5'", True),
        (Period(n=30, anchor=Anchor.SIGNATURE, soft=True), "2010-07-03", "D5", False),
    ],
)
def test_specimens(period: Period, expected: str, rule: str, firm: bool) -> None:
    """D5: anchor + 30 days; D5': force - 30. "If possible" is no duty."""
    acts = (told(SIGNED, "2010-06-03"), told(FORCE, "2010-09-01"))
    clause = Specimens(initial=period, article="6")
    item = only(pact(*acts, specimens=clause), "2010-06-10", "specimens")
    assert (item.due, item.rule, item.firm, item.article) == (expected, rule, firm, "6")
    handed = told("specimens", "2010-06-20")
    kinds = [item.kind for item in due(pact(*acts, handed, specimens=clause), "2010-06-21")]
    assert "specimens" not in kinds


def test_specimens_are_only_expected_before_force() -> None:
    clause = Specimens(initial=Period(n=30, anchor=Anchor.SIGNATURE))
    item = only(pact(told(SIGNED, "2010-06-03"), specimens=clause), "2010-06-10", "specimens")
    assert not item.firm


# -- terms ---------------------------------------------------------------------------------

FIVE = Duration(years=5, tacit_renewal=True, notice=Period(n=90), article="11")


def test_the_last_day_to_stop_a_renewal() -> None:
    """D8: force 15 March 2026, 5 years, 90 days: notice by 14 December 2030."""
    record = pact(told(FORCE, "2026-03-15"), duration=FIVE)
    assert only(record, "2026-04-01", "expiry").due == "2031-03-14"
    stop = only(record, "2026-04-01", "stop_renewal")
    assert (stop.due, stop.rule, stop.article) == ("2030-12-14", "D8", "11")
    assert stop.inputs == ("in_force=2026-03-15",)


def test_the_next_term_follows_the_one_that_was_not_stopped() -> None:
    record = pact(told(FORCE, "2026-03-15"), duration=FIVE)
    assert "stop_renewal" not in {item.kind for item in due(record, "2030-12-15")}
    assert only(record, "2031-03-15", "expiry").due == "2036-03-14"
    assert not only(record, "2031-03-15", "expiry").firm


def test_a_fixed_term_ends_and_is_not_taken_up_again() -> None:
    """T13: force ends by itself at the end of a term that nothing renews."""
    record = pact(told(FORCE, "2020-01-01"), duration=Duration(years=2))
    item = only(record, "2021-06-01", "expiry")
    assert (item.due, item.firm) == ("2021-12-31", True)
    assert "expiry" not in {item.kind for item in due(record, "2022-01-01")}


def test_an_input_known_to_the_month_gives_a_range() -> None:
    record = pact(told(FORCE, "2026-03"), duration=FIVE)
    item = only(record, "2026-06-01", "expiry")
    assert (item.earliest, item.due) == ("2031-02-28", "2031-03-30")
    assert item.inputs == ("in_force=2026-03-01..2026-03-31",)
    assert Sayer("en").date("2031-02-28") in tell_deadlines([item], Sayer("en"))[0].text
    assert "1 March 2026 – 31 March 2026" in tell_deadlines([item], Sayer("en"))[2].text


# -- denunciation --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "notice", "end"),
    [
        # D7: three months are not 90 days
        ("2025-07-15", Period(n=3, unit=Unit.MONTH), "2025-10-15"),
        ("2025-07-15", Period(n=90), "2025-10-13"),
        ("2025-08-31", Period(n=3, unit=Unit.MONTH), "2025-11-30"),
        ("2025-08-31", Period(n=90), "2025-11-29"),
        # D18: twelve months where the text is silent (VCLT 56)
        ("2025-07-15", None, "2026-07-15"),
    ],
)
def test_a_denunciation_under_way(received: str, notice: Period | None, end: str) -> None:
    clauses = {"termination": Termination(notice=notice)} if notice else {}
    note = told("denunciation", "2025-07-01", received=received, by="CHE")
    record = pact(told(FORCE, "2010-09-01"), note, **clauses)
    item = only(record, "2025-09-01", "end")
    assert (item.due, item.rule) == (end, "D7" if notice else "D18")
    revoked = pact(*record.acts, told("revocation", "2025-08-01"), **clauses)
    assert "end" not in {item.kind for item in due(revoked, "2025-09-01")}


def test_a_denunciation_whose_effect_is_told() -> None:
    note = told("denunciation", "2025-07-01", effect="2026-01-01")
    assert only(pact(told(FORCE, "2010"), note), "2025-09-01", "end").due == "2026-01-01"


def test_nothing_is_due_of_what_has_ended() -> None:
    record = pact(told(FORCE, "2010-09-01"), told("termination", "2020-01-01"), duration=FIVE)
    assert due(record, "2020-01-01") == ()
    assert due(record, "2019-12-31") != ()


# -- reminders -----------------------------------------------------------------------------


def test_registration_is_brought_up_90_days_after_force() -> None:
    """D19: "as soon as possible" (Charter 102); no legal consequence before."""
    record = pact(told(FORCE, "2026-01-01"))
    item = only(record, "2026-02-01", "registration")
    assert (item.due, item.firm) == ("2026-04-01", False)
    registered = pact(*record.acts, told("registration", "2026-01-20"))
    assert due(registered, "2026-02-01") == ()
    assert due(record, "2026-04-02") == ()


@pytest.mark.parametrize(
    ("on", "day", "years"),
    [("2020-01-01", "2020-06-01", "1"), ("2021-01-01", "2022-06-01", "3"),
     ("2023-01-01", "2024-06-01", "5")],
)  # fmt: skip
def test_the_age_of_a_signature(on: str, day: str, years: str) -> None:
    """D20: brought up after one, three and five years."""
    item = only(pact(told(SIGNED, "2019-06-01")), on, "age")
    assert (item.due, item.detail, item.firm) == (day, years, False)
    assert "age" not in {item.kind for item in due(pact(told(SIGNED, "2019-06-01")), "2024-06-02")}


# -- the list ------------------------------------------------------------------------------


def test_a_state_sees_its_own_and_the_nearest_comes_first() -> None:
    record = pact(told(FORCE, "2026-03-15"), duration=FIVE)
    assert due(record, "2026-04-01", "CHE") == due(record, "2026-04-01")
    assert due(record, "2026-04-01", "KAZ") == ()
    days = [item.due for item in due(record, "2026-04-01")]
    assert days == sorted(days)


def test_what_was_not_known_is_not_due() -> None:
    view = View(RecordStore(togo()), date(2025, 9, 1))
    assert deadlines(view, date(2025, 10, 5)) == ()
    found = deadlines(View(RecordStore(togo()), None), date(2025, 10, 5))
    assert [(item.kind, item.parties) for item in found] == [
        ("age", ("KAZ", "TGO")),
        ("notification", ("KAZ", "TGO")),
    ]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_calendar_programs_accept_the_file(lang: str) -> None:
    """RFC 5545: whole days, one to an event, each with an identifier that stays the same."""
    record = pact(told(FORCE, "2026-03-15"), duration=FIVE)
    items = due(record, "2026-04-01")
    stamp = datetime(2026, 4, 1, 12, tzinfo=UTC)
    raw = as_calendar(items, stamp, Sayer(lang))
    events = Calendar.from_ical(raw).walk("VEVENT")
    assert [event.decoded("dtstart").isoformat() for event in events] == [i.due for i in items]
    assert all((e.decoded("dtend") - e.decoded("dtstart")).days == 1 for e in events)
    assert [str(event["summary"]) for event in events] == [what(i, Sayer(lang)) for i in items]
    assert len({str(event["uid"]) for event in events}) == len(items)
    assert all("CHE-ZAF-2010" in str(event["description"]) for event in events)
    assert as_calendar(items, stamp, Sayer(lang)) == raw


def test_what_has_no_day_is_told_and_not_put_into_a_calendar() -> None:
    items = due(pact(told(SIGNED, "2019-06-01")), "2025-01-01")
    assert [item.due for item in items] == [""]
    raw = as_calendar(items, datetime(2025, 1, 1, tzinfo=UTC), Sayer("en"))
    assert Calendar.from_ical(raw).walk("VEVENT") == []
    assert tell_deadlines(items, Sayer("en"))[0].text.startswith("no day set:")
    assert tell_deadlines([], Sayer("fr"))[0].text == "Aucune échéance."
