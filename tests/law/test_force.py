"""Entry into force and other deadlines: lifecycle.md section 3, with its check values."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.law.acts import Act, ActKind
from comity.law.dates import PartialDate
from comity.law.force import Computed, compute_force, later
from comity.law.instruments import Anchor, ForceRule, Unit

PARTIES = ("CHE", "ZAF")


def act(kind: ActKind, day: str = "", *, by: str = "", received: str = "") -> Act:
    more: dict[str, object] = {"by": by} if by else {}
    more |= {
        name: PartialDate.parse(text)
        for name, text in (("date", day), ("received", received))
        if text
    }
    return Act(kind=kind, sources=(), **more)  # type: ignore[arg-type]


def signed(day: str) -> Act:
    return act(ActKind.SIGNATURE, day)


def note(by: str, day: str = "", received: str = "") -> Act:
    return act(ActKind.NOTIFICATION, day, by=by, received=received)


def days(computed: Computed) -> tuple[date, date] | None:
    when = computed.when
    return when and (date.fromordinal(when[0]), date.fromordinal(when[1]))


SIGNATURE, LAST, RECEIPT = Anchor.SIGNATURE, Anchor.LAST_NOTIFICATION, Anchor.LAST_RECEIPT
CHECKED = [
    # D1': "after N days have elapsed"; Czechia and Viet Nam
    (ForceRule(anchor=SIGNATURE, n=60, after_lapse=True), "1999-12-15", date(2000, 2, 14)),
    # D2: N days after signature or reply
    (ForceRule(anchor=SIGNATURE, n=90), "2010-06-03", date(2010, 9, 1)),  # CH-ZA
    (ForceRule(anchor=SIGNATURE, n=30), "2015-04-21", date(2015, 5, 21)),  # CH-BR
    (ForceRule(anchor=SIGNATURE, n=30), "1998-01-29", date(1998, 2, 28)),  # CH-EE
    (ForceRule(anchor=SIGNATURE, n=30), "1993-02-09", date(1993, 3, 11)),  # CH-HR
    (ForceRule(anchor=SIGNATURE, n=15), "1990-08-07", date(1990, 8, 22)),  # CH-HU
    (ForceRule(anchor=SIGNATURE, n=1), "1991-09-02", date(1991, 9, 3)),  # CH-PL
    (ForceRule(anchor=SIGNATURE), "1991-09-02", date(1991, 9, 2)),
    # D2': one calendar month; CH-TR
    (ForceRule(anchor=SIGNATURE, n=1, unit=Unit.MONTH), "1954-06-11", date(1954, 7, 11)),
    (ForceRule(anchor=SIGNATURE, n=1, unit=Unit.YEAR), "2024-02-29", date(2025, 2, 28)),
    # D3: first day of the k-th month following
    (ForceRule(anchor=SIGNATURE, first_of_month=2), "2000-03-31", date(2000, 5, 1)),  # CH-HK
    (ForceRule(anchor=SIGNATURE, first_of_month=2), "2005-10-28", date(2005, 12, 1)),  # CH-MO
    (ForceRule(anchor=SIGNATURE, first_of_month=2), "1999-06-16", date(1999, 8, 1)),  # AT-MX
    # D4: the third day after signature; EU-CN
    (ForceRule(anchor=SIGNATURE, n=3), "2016-02-29", date(2016, 3, 3)),
]


@pytest.mark.parametrize(("rule", "day", "expected"), CHECKED)
def test_force_after_signature(rule: ForceRule, day: str, expected: date) -> None:
    assert days(compute_force(rule, [signed(day)], PARTIES)) == (expected, expected)


@pytest.mark.parametrize(
    ("rule", "acts", "expected"),
    [
        # D1: the later of the two receipts, which may be the first note sent (T4)
        (
            ForceRule(anchor=RECEIPT, n=30),
            [note("CHE", "2020-01-10", "2020-03-05"), note("ZAF", "2020-02-01", "2020-02-03")],
            date(2020, 4, 4),
        ),
        # "the date of the last note" counts the date on the note
        (
            ForceRule(anchor=LAST, n=30),
            [note("CHE", "2020-01-10", "2020-03-05"), note("ZAF", "2020-02-01", "2020-02-03")],
            date(2020, 3, 2),
        ),
        # a party that notifies twice has notified with its first note
        (
            ForceRule(anchor=LAST),
            [note("CHE", "2020-05-01"), note("CHE", "2020-01-10"), note("ZAF", "2020-02-01")],
            date(2020, 2, 1),
        ),
        # an exchange of notes with two dates: the later counts (T2')
        (
            ForceRule(anchor=SIGNATURE),
            [signed("2007-03-01"), signed("2007-03-09")],
            date(2007, 3, 9),
        ),
        (ForceRule(anchor=Anchor.FIXED, date=PartialDate(2021, 1, 1)), [], date(2021, 1, 1)),
        # the k-th deposit, ratification or accession
        (
            ForceRule(anchor=Anchor.DEPOSIT, deposits=2, n=30),
            [
                act(ActKind.RATIFICATION, "2019-03-01", by="A"),
                act(ActKind.ACCESSION, "2019-01-01", by="B"),
                act(ActKind.RATIFICATION, "2019-05-01", by="C"),
            ],
            date(2019, 3, 31),
        ),
        (
            ForceRule(anchor=Anchor.DEPOSIT),
            [act(ActKind.RATIFICATION), act(ActKind.RATIFICATION, "2019-03-01", by="A")],
            date(2019, 3, 1),
        ),
    ],
)  # fmt: skip
def test_force_after_notes_deposits_or_on_a_fixed_day(
    rule: ForceRule, acts: list[Act], expected: date
) -> None:
    assert days(compute_force(rule, acts, PARTIES)) == (expected, expected)


def test_a_date_of_force_known_to_the_month_leaves_its_days_open() -> None:
    fixed = ForceRule(anchor=Anchor.FIXED, date=PartialDate(2021, 2))
    assert days(compute_force(fixed, [], PARTIES)) == (date(2021, 2, 1), date(2021, 2, 28))


@pytest.mark.parametrize(
    ("rule", "acts", "missing"),
    [
        (ForceRule(anchor=SIGNATURE), [], ("signature",)),
        (ForceRule(anchor=SIGNATURE), [act(ActKind.SIGNATURE)], ("signature",)),
        (ForceRule(anchor=Anchor.FIXED), [signed("2020")], ("date",)),
        (ForceRule(anchor=LAST), [], ("notification:CHE", "notification:ZAF")),
        (ForceRule(anchor=LAST), [note("CHE", "2020")], ("notification:ZAF",)),
        # sent, but nobody says when it was received (VCLT 78)
        (
            ForceRule(anchor=RECEIPT),
            [note("CHE", "2020"), note("ZAF", "2020", "2020")],
            ("notification:CHE",),
        ),
        (ForceRule(anchor=Anchor.DEPOSIT), [], ("deposits:1",)),
        (
            ForceRule(anchor=Anchor.DEPOSIT, deposits=4),
            [act(ActKind.ACCESSION, "2019", by="A")],
            ("deposits:3",),
        ),
        (
            ForceRule(anchor=SIGNATURE, requires="CHE-ZAF-2009"),
            [signed("2010-06-03")],
            ("in_force:CHE-ZAF-2009",),
        ),
    ],
)
def test_what_force_waits_for(rule: ForceRule, acts: list[Act], missing: tuple[str, ...]) -> None:
    assert compute_force(rule, acts, PARTIES) == Computed(None, missing)


def test_force_waits_for_another_instrument() -> None:
    """Switzerland and Bulgaria 1994: computed 17 August, in force with the other on 1 September."""
    rule = ForceRule(anchor=SIGNATURE, n=30, requires="other")
    other = date(1994, 9, 1).toordinal()
    late = compute_force(rule, [signed("1994-07-18")], PARTIES, lambda _: (other, other))
    assert days(late) == (date(1994, 9, 1), date(1994, 9, 1))
    soon = compute_force(rule, [signed("1994-10-01")], PARTIES, lambda _: (other, other))
    assert days(soon) == (date(1994, 10, 31), date(1994, 10, 31))


@pytest.mark.parametrize(
    ("day", "n", "unit", "expected"),
    [
        (date(2010, 6, 3), -30, Unit.DAY, date(2010, 5, 4)),  # D5', specimens before force
        (date(2026, 7, 15), 3, Unit.MONTH, date(2026, 10, 15)),  # D7: three months ...
        (date(2026, 7, 15), 90, Unit.DAY, date(2026, 10, 13)),  # ... are not ninety days
        (date(2026, 8, 31), 3, Unit.MONTH, date(2026, 11, 30)),
        (date(2026, 8, 31), 90, Unit.DAY, date(2026, 11, 29)),
        (date(2026, 3, 15), 5, Unit.YEAR, date(2031, 3, 15)),  # D8: the term ...
        (date(2031, 3, 15), -90, Unit.DAY, date(2030, 12, 15)),  # ... notice before this day
        (date(2026, 11, 26), 48, Unit.HOUR, date(2026, 11, 28)),  # D9
        (date(2026, 11, 26), 72, Unit.HOUR, date(2026, 11, 29)),  # D10
        (date(2026, 11, 26), 1, Unit.HOUR, date(2026, 11, 27)),
        (date(2026, 11, 26), 5, Unit.WORKING_DAY, date(2026, 12, 3)),  # D9'
        (date(2026, 11, 28), 1, Unit.WORKING_DAY, date(2026, 11, 30)),
        (date(2026, 11, 26), 0, Unit.WORKING_DAY, date(2026, 11, 26)),
        (date(2026, 12, 3), -5, Unit.WORKING_DAY, date(2026, 11, 26)),
        (date(2026, 11, 30), 3, Unit.MONTH, date(2027, 2, 28)),  # D17
        (date(2026, 11, 30), 12, Unit.MONTH, date(2027, 11, 30)),  # D18, VCLT 56(2)
    ],
)
def test_deadlines(day: date, n: int, unit: Unit, expected: date) -> None:
    assert date.fromordinal(later(day.toordinal(), n, unit)) == expected


DAYS = st.dates(date(1950, 1, 1), date(2050, 12, 31))


@given(DAYS, st.integers(-40, 40))
def test_working_days_are_those_between(day: date, n: int) -> None:
    """The oracle counts the working days of the interval."""
    end = date.fromordinal(later(day.toordinal(), n, Unit.WORKING_DAY))
    step = 1 if n >= 0 else -1
    passed = [day + timedelta(days=step * i) for i in range(1, abs((end - day).days) + 1)]
    assert len([item for item in passed if item.weekday() < 5]) == abs(n)
    assert n == 0 or end.weekday() < 5


RULES = st.builds(
    ForceRule,
    anchor=st.sampled_from([SIGNATURE, LAST, RECEIPT]),
    n=st.integers(0, 120),
    unit=st.sampled_from([Unit.DAY, Unit.MONTH, Unit.HOUR]),
    after_lapse=st.booleans(),
) | st.builds(
    ForceRule,
    anchor=st.sampled_from([SIGNATURE, LAST, RECEIPT]),
    first_of_month=st.integers(0, 4),
)  # fmt: skip


def told(rule: ForceRule, first: str, second: str) -> list[Act]:
    if rule.anchor is SIGNATURE:
        return [signed(first), signed(second)]
    return [note("CHE", first, first), note("ZAF", second, second)]


@given(RULES, DAYS, DAYS, st.sampled_from([4, 7]), st.sampled_from([4, 7, 10]))
def test_dates_known_roughly_give_a_range_with_the_true_day_in_it(
    rule: ForceRule, first: date, second: date, rough: int, finer: int
) -> None:
    """lifecycle.md section 6, invariant 7."""
    exact = compute_force(rule, told(rule, first.isoformat(), second.isoformat()), PARTIES).when
    blurred = compute_force(
        rule, told(rule, first.isoformat()[:rough], second.isoformat()[:finer]), PARTIES
    ).when
    assert exact is not None
    assert blurred is not None
    assert exact[0] == exact[1]
    assert blurred[0] <= exact[0] <= blurred[1]


@given(RULES, DAYS, DAYS, st.integers(0, 3000))
def test_force_never_comes_before_its_anchor_and_later_notes_never_hasten_it(
    rule: ForceRule, first: date, second: date, delay: int
) -> None:
    when = compute_force(rule, told(rule, first.isoformat(), second.isoformat()), PARTIES).when
    assert when is not None
    anchor = max(first, second).toordinal()
    assert when[0] >= (anchor if not isinstance(rule.first_of_month, int) else anchor - 31)
    delayed = (second + timedelta(days=delay)).isoformat()
    after = compute_force(rule, told(rule, first.isoformat(), delayed), PARTIES).when
    assert after is not None
    assert after[0] >= when[0]
