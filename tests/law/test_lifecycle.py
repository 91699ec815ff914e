"""The line of spans: cases of lifecycle.md, and a slow drawing of the same day by day."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.law.lifecycle import BEGINNING, GIVES_A_RIGHT, Claim, Span, State, draw, state_at

NOT_KNOWN, SIGNED, UNCERTAIN = State.NOT_KNOWN, State.SIGNED, State.UNCERTAIN
IN_FORCE, PROVISIONAL = State.IN_FORCE, State.PROVISIONAL
SUSPENDED, ENDED = State.SUSPENDED, State.ENDED


def claim(
    first: int,
    state: State,
    *,
    last: int = 0,
    dated: bool = True,
    rank: int = 1,
    until: int = 0,
    reason: str = "",
    perhaps: bool = False,
) -> Claim:
    why = reason or state.value
    return Claim(first, last or first, state, dated, rank, "s", why, until, perhaps)


def line(*claims: Claim) -> list[tuple[int, State]]:
    return [(span.start, span.state) for span in draw(claims)]


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([], []),
        # T2: a signature gives no right
        ([claim(10, SIGNED)], [(10, SIGNED)]),
        # T6: force from the day itself
        ([claim(10, SIGNED), claim(40, IN_FORCE)], [(10, SIGNED), (40, IN_FORCE)]),
        # a month leaves its days open
        ([claim(40, IN_FORCE, last=69)], [(40, UNCERTAIN), (69, IN_FORCE)]),
        # T5: provisional, then definitive
        (
            [claim(10, PROVISIONAL), claim(40, IN_FORCE)],
            [(10, PROVISIONAL), (40, IN_FORCE)],
        ),
        # a signature told after force changes nothing
        ([claim(40, IN_FORCE), claim(50, SIGNED)], [(40, IN_FORCE)]),
        # a source that says again, without a date, that it was signed moves no date
        ([claim(10, SIGNED), claim(11, SIGNED, dated=False, reason="seen")], [(10, SIGNED)]),
        # a list proves it for the day it speaks for and on, nothing before
        ([claim(40, IN_FORCE, dated=False)], [(40, IN_FORCE)]),
        # a list changes nothing about what is in force already
        ([claim(40, IN_FORCE), claim(60, IN_FORCE, dated=False)], [(40, IN_FORCE)]),
        # T10: suspended until resumed
        (
            [
                claim(40, IN_FORCE),
                claim(60, SUSPENDED),
                claim(80, IN_FORCE, reason="resumed"),
            ],
            [(40, IN_FORCE), (60, SUSPENDED), (80, IN_FORCE)],
        ),
        # T10: time-boxed, the last day not included
        (
            [claim(40, IN_FORCE), claim(60, SUSPENDED, until=80)],
            [(40, IN_FORCE), (60, SUSPENDED), (80, IN_FORCE)],
        ),
        # suspended in some month, until a day: afterwards as before
        (
            [claim(40, IN_FORCE), claim(60, SUSPENDED, last=70, until=80)],
            [(40, IN_FORCE), (60, UNCERTAIN), (70, SUSPENDED), (80, IN_FORCE)],
        ),
        # T12: ended from the day of effect
        ([claim(40, IN_FORCE), claim(60, ENDED)], [(40, IN_FORCE), (60, ENDED)]),
        # seen ended: some day since it was last seen in force
        (
            [claim(40, IN_FORCE), claim(60, ENDED, dated=False)],
            [(40, IN_FORCE), (41, UNCERTAIN), (60, ENDED)],
        ),
        # seen ended, never seen in force
        ([claim(60, ENDED, dated=False)], [(60, ENDED)]),
        # a weaker list that still has it after its dated end: nobody can tell
        (
            [claim(40, IN_FORCE), claim(60, ENDED), claim(70, IN_FORCE, dated=False, rank=5)],
            [(40, IN_FORCE), (60, ENDED), (70, UNCERTAIN)],
        ),
        # a source as good that sees it again: in force again
        (
            [claim(40, IN_FORCE), claim(60, ENDED), claim(70, IN_FORCE, dated=False)],
            [(40, IN_FORCE), (60, ENDED), (70, IN_FORCE)],
        ),
        # a second list that lacks it says nothing new
        (
            [claim(40, IN_FORCE), claim(60, ENDED), claim(70, ENDED, dated=False)],
            [(40, IN_FORCE), (60, ENDED)],
        ),
        # a newer, weaker list that lacks it
        ([claim(40, IN_FORCE), claim(60, UNCERTAIN)], [(40, IN_FORCE), (60, UNCERTAIN)]),
        # lacking on a list, but not known before: no doubt to add
        ([claim(60, UNCERTAIN)], []),
        # a second word with a later day does not close what the first opened
        ([claim(40, IN_FORCE), claim(45, IN_FORCE)], [(40, IN_FORCE)]),
        # clauses.md 6.8: some articles suspended, perhaps this one: nobody can tell, for a time
        (
            [claim(40, IN_FORCE), claim(60, SUSPENDED, until=80, perhaps=True)],
            [(40, IN_FORCE), (60, UNCERTAIN), (80, IN_FORCE)],
        ),
        # perhaps ended, some day of a month
        (
            [claim(40, IN_FORCE), claim(60, ENDED, last=70, perhaps=True)],
            [(40, IN_FORCE), (60, UNCERTAIN)],
        ),
        # perhaps resumed, after it was suspended as a whole
        (
            [
                claim(40, IN_FORCE),
                claim(60, SUSPENDED),
                claim(80, IN_FORCE, perhaps=True),
            ],
            [(40, IN_FORCE), (60, SUSPENDED), (80, UNCERTAIN)],
        ),
        # what gives no right is not taken by a perhaps, nor what has one given by it
        ([claim(10, SIGNED), claim(60, SUSPENDED, perhaps=True)], [(10, SIGNED)]),
        ([claim(40, IN_FORCE), claim(60, PROVISIONAL, perhaps=True)], [(40, IN_FORCE)]),
        # on the first day there is
        ([claim(1, IN_FORCE)], [(1, IN_FORCE)]),
    ],
)  # fmt: skip
def test_the_life_of_a_grant(claims: list[Claim], expected: list[tuple[int, State]]) -> None:
    before = [] if expected[:1] and expected[0][0] == 1 else [(BEGINNING, NOT_KNOWN)]
    assert line(*claims) == before + expected
    assert line(*reversed(claims)) == before + expected


def test_a_span_keeps_the_precision_of_its_source() -> None:
    year = date(2001, 1, 1).toordinal(), date(2001, 12, 31).toordinal()
    (_, signed) = draw([claim(year[0], SIGNED, last=year[1])])
    assert (signed.start, signed.since) == (year[1], "2001")
    (_, known) = draw([claim(year[0], SIGNED)])
    assert known.since == "2001-01-01"


def test_the_span_of_a_day() -> None:
    spans = draw([claim(10, SIGNED), claim(40, IN_FORCE)])
    found = [state_at(spans, day).state for day in (1, 9, 10, 39, 40, 99999)]
    assert found == [NOT_KNOWN, NOT_KNOWN, SIGNED, SIGNED, IN_FORCE, IN_FORCE]
    assert state_at(draw([]), 5) == Span(BEGINNING, NOT_KNOWN, "before_first_word")


def test_a_span_tells_why_and_by_whose_word() -> None:
    day = date(2020, 1, 1).toordinal()
    (_, opened) = draw([Claim(day, day, IN_FORCE, True, 0, "fedlex-2026", "in_force")])
    assert opened == Span(day, IN_FORCE, "in_force", ("fedlex-2026",))


LAST_DAY = 80


@st.composite
def claims(draw_: st.DrawFn) -> Claim:
    state = draw_(st.sampled_from([item for item in State if item is not NOT_KNOWN]))
    first = draw_(st.integers(2, 50))
    width = draw_(st.sampled_from([0, 0, 0, 5, 12]))
    boxed = state is SUSPENDED and draw_(st.booleans())
    return claim(
        first,
        state,
        last=first + width,
        dated=draw_(st.booleans()),
        rank=draw_(st.integers(0, 3)),
        until=first + width + draw_(st.integers(1, 10)) if boxed else 0,
        reason=draw_(st.sampled_from(["", "resumed"])) if state is IN_FORCE else "",
    )


def by_days(told: list[Claim]) -> list[State]:
    """The same rules, painted on a row of days: each word paints from its day to the end."""
    days = [NOT_KNOWN] * (LAST_DAY + 1)
    opened, seen, end = False, 0, None

    def paint(start: int, state: State) -> None:
        days[start:] = [state] * (LAST_DAY + 1 - start)

    for word in sorted(told, key=lambda c: (c.last, not c.dated, -c.rank, c.first)):
        now = days[word.last]
        if word.state in (SIGNED, State.NEGOTIATED):
            if not opened:
                paint(word.last, word.state)
        elif word.state in GIVES_A_RIGHT:
            if end and not word.dated and word.rank > end.rank:
                paint(word.last, UNCERTAIN)
                continue
            if word.dated or word.reason == "resumed" or now not in GIVES_A_RIGHT:
                if word.first < word.last and now is not word.state:
                    paint(word.first, UNCERTAIN)
                paint(word.last, word.state)
            opened, end, seen = True, None, max(seen, word.last)
        elif word.state is UNCERTAIN:
            if now in GIVES_A_RIGHT:
                paint(word.last, UNCERTAIN)
        elif word.dated or now is not word.state:
            since = word.first if word.dated or not opened else min(word.first, seen + 1)
            if opened and now not in (State.SUSPENDED, State.ENDED):
                paint(since, UNCERTAIN)
            paint(word.last, word.state)
            if word.until:
                paint(word.until, now)
            else:
                end = word
    return days


@given(st.lists(claims(), max_size=7))
def test_spans_are_the_days_painted_one_by_one(told: list[Claim]) -> None:
    spans = draw(told)
    assert [state_at(spans, day).state for day in range(1, LAST_DAY + 1)] == by_days(told)[1:]
    starts = [span.start for span in spans]
    assert starts == sorted(set(starts))
    assert starts[0] == BEGINNING
    assert all(
        (one.state, one.reason) != (next_.state, next_.reason) for one, next_ in pairwise(spans)
    )


@given(st.lists(claims(), max_size=7), st.randoms())
def test_the_order_of_the_words_does_not_matter(told: list[Claim], random: object) -> None:
    mixed = list(told)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    key = ["last", "dated", "rank", "first"]
    same = {tuple(getattr(item, name) for name in key) for item in told}
    if len(same) == len(told):  # words equal in all that orders them have no order
        assert draw(mixed) == draw(told)


@given(st.lists(claims(), max_size=7))
def test_no_right_before_the_first_word_of_force(told: list[Claim]) -> None:
    """lifecycle.md section 6, invariant 1; a signature never yields a right."""
    opening = [item.last for item in told if item.state in GIVES_A_RIGHT]
    spans = draw(told)
    for day in range(1, min(opening, default=LAST_DAY)):
        assert state_at(spans, day).state not in GIVES_A_RIGHT


@given(st.lists(claims(), max_size=6), st.integers(60, 70))
def test_no_right_from_a_last_dated_end_on(told: list[Claim], end: int) -> None:
    """lifecycle.md section 6, invariant 1."""
    earlier = [item for item in told if not item.until]
    spans = draw([*earlier, claim(end, ENDED, last=end + 3)])
    for day in range(end, LAST_DAY + 1):
        assert state_at(spans, day).state not in GIVES_A_RIGHT


@given(st.lists(claims(), max_size=6), st.integers(63, 66), st.integers(1, 8))
def test_suspended_for_a_time_and_then_as_before(
    told: list[Claim], since: int, length: int
) -> None:
    """lifecycle.md section 6, invariant 3."""
    spans = draw([*told, claim(since, SUSPENDED, until=since + length)])
    before = state_at(draw(told), since).state
    assert {state_at(spans, day).state for day in range(since, since + length)} == {SUSPENDED}
    assert state_at(spans, since + length).state is before


@given(st.lists(claims(), max_size=6), claims())
def test_a_word_on_a_later_day_leaves_the_days_before_alone(told: list[Claim], word: Claim) -> None:
    """Only a later sighting of the end reaches back, and then only to doubt."""
    spans = draw(told)
    moved = claim(70, word.state, last=72, dated=True, rank=word.rank, reason=word.reason)
    after = draw([*told, moved])
    for day in range(1, 70):
        assert state_at(after, day).state is state_at(spans, day).state
