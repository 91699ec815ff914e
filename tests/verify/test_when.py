"""The stretches of time against the answer asked day by day."""

from __future__ import annotations

from datetime import date, timedelta

from tests.verify.generator import CLASSES, STATES
from tests.verify.test_verify import view

from comity.decide.engine import answer
from comity.decide.question import Passport, Question
from comity.decide.when import when
from comity.register.view import View

SINCE, UNTIL = date(1999, 1, 1), date(2025, 12, 31)


def test_between_two_turning_points_the_answer_stays() -> None:
    told = sum(
        _told(view(seed), Passport(issuer, passport_class), to)
        for seed in range(24)
        for issuer in STATES[:2]
        for to in STATES[1:]
        for passport_class in CLASSES[:2]
    )
    assert told > 600


def _told(asked: View, passport: Passport, to: str) -> int:
    """The number of stretches, each day of which has the answer that is told of it."""
    question = Question(passports=(passport,), to=to, on=SINCE)
    stretches = when(question, asked, SINCE, UNTIL)
    days = {SINCE + timedelta(days=97 * step) for step in range(100)}
    days |= {date.fromordinal(d) for d in _near(asked)}
    for day in days:
        if SINCE <= day < UNTIL:
            told = next(s for s in reversed(stretches) if s.since <= day)
            decision = answer(
                Question(passports=(passport,), to=to, on=day), passport, asked, ahead=False
            )
            assert (told.outcome, told.formality, told.limits) == (
                decision.outcome,
                decision.formality,
                decision.allowance.limits,
            ), (passport, to, day)
    return len(stretches)


def _near(asked: View) -> set[int]:
    """The days beside every day on which a source of a list speaks."""
    found = set()
    for state in asked.store.covered_states():
        for _, source in asked.coverage(state):
            for day in source.speaks_from:
                found.update((day - 1, day, day + 1))
    return {day for day in found if day > 1}
