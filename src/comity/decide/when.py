"""When is the answer what: the answer as it changes from day to day.

Between two neighbouring dates at which anything the register knows begins or ends, the
answer is the same; so it is asked once for each stretch.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import UNSET, Struct
from msgspec.structs import replace

from comity.decide.decision import Decision, Formality, Outcome
from comity.decide.engine import answer
from comity.decide.question import Passport, Question
from comity.law.stay import Limit
from comity.register.view import ANY_ISSUER, View


class Stretch(Struct, frozen=True):
    """From `since` until `until` (not included; None for good) the answer is one and the same.

    Attributes:
        limits: the limits on the stay.
        conditions: codes of the conditions.
        basis: the instruments relied on.
        reasons: ``instrument: reason: detail`` of what was set aside; the detail can be empty.
    """

    since: date
    until: date | None
    outcome: Outcome
    formality: Formality | None
    limits: tuple[Limit, ...]
    conditions: tuple[str, ...]
    basis: tuple[str, ...]
    reasons: tuple[str, ...]

    @property
    def answer(self) -> tuple[object, ...]:
        """What a holder would call the answer, without its dates and reasons."""
        return self.outcome, self.formality, self.limits, self.conditions


def when(
    question: Question, view: View, since: date, until: date | None = None
) -> tuple[Stretch, ...]:
    """The stretches of one and the same answer from `since` to `until`.

    The planned stay is moved along with the day of entry. Only the first passport is asked.
    """
    passport = question.passports[0]
    stretches: list[Stretch] = []
    for day in (since, *_turning_points(passport, question.to, view, since, until)):
        shift = day - question.on
        moved = replace(question, on=day, until=question.until + shift if question.until else None)
        found = _stretch(answer(moved, passport, view, ahead=False), day, until)
        if stretches and _same(stretches[-1], found):
            continue
        if stretches:
            stretches[-1] = replace(stretches[-1], until=day)
        stretches.append(found)
    return tuple(stretches)


def _same(one: Stretch, other: Stretch) -> bool:
    """Whether two stretches differ in nothing but details, such as which of two dates of a
    signature has come."""
    return (one.answer, one.basis, _causes(one)) == (other.answer, other.basis, _causes(other))


def _causes(stretch: Stretch) -> list[list[str]]:
    return [text.split(": ", 2)[:2] for text in stretch.reasons]


def _stretch(decision: Decision, since: date, until: date | None) -> Stretch:
    return Stretch(
        since,
        until,
        decision.outcome,
        decision.formality,
        decision.allowance.limits,
        tuple(dict.fromkeys(note.code for note in decision.conditions)),
        tuple(dict.fromkeys(item.instrument for item in decision.basis)),
        tuple(f"{item.instrument}: {item.reason}: {item.detail}" for item in decision.considered),
    )


def _turning_points(
    passport: Passport, to: str, view: View, since: date, until: date | None
) -> list[date]:
    """Every later day on which something relevant begins or ends, in order."""
    days = set(_days(passport.issuer, to, view))
    last = until.toordinal() if until else date.max.toordinal()
    return [date.fromordinal(day) for day in sorted(days) if since.toordinal() < day < last]


def _days(issuer: str, to: str, view: View) -> Iterator[int]:
    for holder in (issuer, *view.belongs(issuer), ANY_ISSUER):
        for destination in (to, *view.belongs(to)):
            for strand in view.strands((holder, destination)):
                yield from (span.start for span in strand.spans)
    yield from _membership_days(issuer, view)
    yield from _membership_days(to, view)
    for code in (to, *view.belongs(to)):
        for _, source in view.coverage(code):
            last = source.speaks_from[1]
            yield from (last, last + 1)  # a grant newer than a list weighs from the day after


def _membership_days(state: str, view: View) -> Iterator[int]:
    for name in view.belongs(state):
        for member in view.store.groups()[name].members:
            if member.state == state:
                for when_ in (member.since, member.until):
                    if when_ is not UNSET:
                        yield from (when_.first, when_.last)
