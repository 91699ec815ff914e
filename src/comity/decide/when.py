"""When is the answer what: the answer as it changes from day to day.

Between two neighbouring dates at which anything the register knows begins or ends, the
answer is the same; so it is asked once for each stretch.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from comity.decide.conditions import Case
from comity.decide.decision import Decision, Formality, Outcome
from comity.decide.engine import answer
from comity.decide.question import Question, move
from comity.decide.turns import turning_days
from comity.law.stay import Limit
from comity.register.view import View


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
    question: Question,
    view: View,
    since: date,
    until: date | None = None,
    *,
    round_until: date | None = None,
) -> tuple[Stretch, ...]:
    """The stretches of one and the same answer from `since` to `until`.

    The planned stay is moved along with the day of entry. Only the first passport is asked.

    Args:
        until: the day before which to look; None for all days to come.
        round_until: the day up to which what comes round each year (a season) is told; where it
            is not given, nine years past all else. After it the last answer stands for good.
    """
    passport = question.passports[0]
    days = turning_days(
        Case(question, passport),
        view,
        since.toordinal(),
        until.toordinal() if until else date.max.toordinal(),
        round_until=round_until.toordinal() if round_until else None,
    )
    stretches: list[Stretch] = []
    for day in (since, *map(date.fromordinal, days)):
        moved = move(question, day)
        if moved is None:
            break
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
