"""The life of one grant, as a line of spans in time.

Sources say four kinds of things: that something happened on a date, that something held on
the day they speak for, that a list no longer has it, and what the text computes to. Each
becomes a `Claim`; `draw` joins them into spans `[start, next start)` with one state each.

The rules, in the order of lifecycle.md and product rules 3, 4 and 6:

* a signature gives no right;
* a date of entry into force opens the right on that day; a month or year leaves the days
  within it open (`uncertain`);
* a source that merely lists the grant proves it for the day the source speaks for, nothing
  before, and it continues until a newer word;
* a later word on the status prevails over an earlier one, unless it comes from a weaker
  source against a dated end: then nobody can tell;
* suspension beats grant;
* an act on some articles only, where no source says of which article the grant is, leaves it
  open whether the grant is touched (`uncertain`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from enum import StrEnum

from msgspec import Struct

from comity.law.dates import span_text

BEGINNING = 1
"""The ordinal of the first day there is: spans cover all days from it on."""


class State(StrEnum):
    """What the grant is on a day."""

    NOT_KNOWN = "not_known"
    NEGOTIATED = "negotiated"
    SIGNED = "signed"
    UNCERTAIN = "uncertain"
    PROVISIONAL = "provisional"
    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    ENDED = "ended"


_STOPPED = frozenset({State.SUSPENDED, State.ENDED})

GIVES_A_RIGHT = frozenset({State.PROVISIONAL, State.IN_FORCE})


class Claim(Struct, frozen=True, order=True):
    """One word of one source on the life of a grant.

    Attributes:
        first, last: the days (ordinals) on which it can have happened, or for which it speaks.
        state: what holds from then on.
        dated: the source gives the date itself; otherwise it merely saw the state.
        rank: the rank of the source, 0 the best.
        source: its identifier.
        reason: a code for the sentence that explains the span.
        until: for a time-boxed suspension, the day from which it no longer holds; 0 if open.
        perhaps: nobody can tell whether the word is of this grant.
    """

    first: int
    last: int
    state: State
    dated: bool
    rank: int
    source: str
    reason: str
    until: int = 0
    perhaps: bool = False


class Span(Struct, frozen=True):
    """From `start` (an ordinal) until the next span, the grant is in `state`.

    Attributes:
        first: the first day on which it can have become so, where a source gives a month or a
            year only (`start` is then its last day); 0 where `start` is the day itself.
    """

    start: int
    state: State
    reason: str
    sources: tuple[str, ...] = ()
    first: int = 0

    @property
    def since(self) -> str:
        """Since when, as precisely as the source: ``2018``, ``2018-06`` or a day."""
        return span_text(self.first or self.start, self.start)


def draw(claims: Iterable[Claim]) -> tuple[Span, ...]:
    """The line of spans that the claims give, from the first day on.

    >>> from datetime import date
    >>> day = date(2020, 1, 1).toordinal()
    >>> [s.state.value for s in draw([Claim(day, day, State.IN_FORCE, True, 0, "s", "in_force")])]
    ['not_known', 'in_force']
    """
    ordered = sorted(claims, key=_order)
    line = _Line()
    for claim in ordered:
        line.take(claim)
    return line.spans()


def state_at(spans: Sequence[Span], day: int) -> Span:
    """The span that covers `day` (an ordinal)."""
    if len(spans) == 1 or day < spans[1].start:
        return spans[0]
    return spans[bisect_right(spans, day, key=_start) - 1]


def _start(span: Span) -> int:
    return span.start


def _order(claim: Claim) -> tuple[int, bool, int, int]:
    """In time; on one day the dated word first, and of equal words the weaker source first."""
    return claim.last, not claim.dated, -claim.rank, claim.first


class _Line:
    """Spans in the making. Later claims overwrite the line from their own day on."""

    def __init__(self) -> None:
        self._spans = [Span(BEGINNING, State.NOT_KNOWN, "before_first_word")]
        self._end: Claim | None = None
        self._seen_right = 0
        self._opened = False

    def spans(self) -> tuple[Span, ...]:
        return tuple(self._spans)

    def take(self, claim: Claim) -> None:
        if claim.perhaps:
            self._take_perhaps(claim)
        elif claim.state in (State.SIGNED, State.NEGOTIATED):
            self._take_step(claim)
        elif claim.state in GIVES_A_RIGHT:
            self._take_right(claim)
        elif claim.state in (State.SUSPENDED, State.ENDED):
            self._take_end(claim)
        else:
            self._doubt(claim)

    def _take_step(self, claim: Claim) -> None:
        """A step before force changes nothing once force has been seen; nor does a source that
        only says again, without a date, that the step was taken."""
        again = not claim.dated and state_at(self._spans, claim.last).state is claim.state
        if not self._opened and not again:
            self._put(claim.last, claim.state, claim)

    def _take_right(self, claim: Claim) -> None:
        if self._contradicts_end(claim):
            self._put(claim.last, State.UNCERTAIN, claim, "listed_after_its_end")
            return
        now = state_at(self._spans, claim.last).state
        if claim.dated or claim.reason == "resumed" or now not in GIVES_A_RIGHT:
            if claim.first < claim.last and now is not claim.state:
                self._put(claim.first, State.UNCERTAIN, claim, "date_straddles")
            self._put(claim.last, claim.state, claim)
        self._opened = True
        self._end = None
        self._seen_right = max(self._seen_right, claim.last)

    def _contradicts_end(self, claim: Claim) -> bool:
        """A weaker source that merely lists the grant after a stronger one dated its end."""
        end = self._end
        return end is not None and not claim.dated and claim.rank > end.rank

    def _take_end(self, claim: Claim) -> None:
        resumed = state_at(self._spans, claim.last)
        if not claim.dated and resumed.state is claim.state:
            return  # said before
        if self._opened and resumed.state not in _STOPPED:
            since = claim.first if claim.dated else min(claim.first, self._seen_right + 1)
            if since < claim.last:
                self._put(since, State.UNCERTAIN, claim, "ended_some_day_before")
        self._put(claim.last, claim.state, claim)
        if claim.until:
            self._put(claim.until, resumed.state, claim, resumed.reason)
        else:
            self._end = claim

    def _doubt(self, claim: Claim) -> None:
        """A newer list, of lesser rank, that no longer has it: nobody can tell."""
        if state_at(self._spans, claim.last).state in GIVES_A_RIGHT:
            self._put(claim.last, State.UNCERTAIN, claim)

    def _take_perhaps(self, claim: Claim) -> None:
        """A word that may be of another clause: where it would give or stop a right, nobody can
        tell whether there is one."""
        now = state_at(self._spans, claim.last)
        given, stopped = claim.state in GIVES_A_RIGHT, claim.state in _STOPPED
        held = now.state in GIVES_A_RIGHT
        if now.state is State.UNCERTAIN or not (stopped if held else given):
            return
        self._put(claim.first, State.UNCERTAIN, claim)
        if claim.until:
            self._put(claim.until, now.state, claim, now.reason)

    def _put(self, start: int, state: State, claim: Claim, reason: str = "") -> None:
        while self._spans and self._spans[-1].start >= start and self._spans[-1].start > BEGINNING:
            self._spans.pop()
        last = self._spans[-1]
        why = reason or claim.reason
        first = claim.first if claim.first < start == claim.last else 0
        if last.start >= start:
            self._spans[-1] = Span(last.start, state, why, (claim.source,), first)
        elif (last.state, last.reason) != (state, why):
            self._spans.append(Span(start, state, why, (claim.source,), first))
