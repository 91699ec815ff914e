"""Absence means "visa required" only under a complete list (product rule 1, issue B)."""

from __future__ import annotations

from datetime import date

import pytest

from comity.api import Register
from comity.decide.decision import Outcome
from comity.decide.engine import answer
from comity.decide.question import Passport, Question
from comity.law.passports import PassportClass
from comity.law.sources import Completeness, Perspective
from comity.names import StateKind, all_states
from comity.register.view import View

ON = date(2026, 11, 24)
CLASSES = (PassportClass.DIPLOMATIC, PassportClass.SERVICE, PassportClass.ORDINARY)


@pytest.fixture(scope="module")
def view() -> View:
    return Register().view()


def _states() -> list[str]:
    return [item.code for item in all_states() if item.kind is StateKind.STATE]


def _closed(view: View, state: str, passport_class: PassportClass) -> bool:
    return any(
        claim.perspective is Perspective.DESTINATION
        and claim.complete is Completeness.YES
        and passport_class in claim.classes
        for claim, _ in view.coverage(state)
    )


@pytest.mark.no_cover  # a million steps that other tests take, too
def test_all_states_through_every_destination(view: View) -> None:
    """No strand reaches the case: complete list -> visa required, none -> unknown."""
    closed = opened = 0
    states = _states()
    for to in states:
        for issuer in states:
            if issuer == to or any(True for _ in view.candidates(issuer, to, ON.toordinal())):
                continue
            for passport_class in CLASSES:
                passport = Passport(issuer, passport_class)
                question = Question(passports=(passport,), to=to, on=ON)
                outcome = answer(question, passport, view, ahead=False).outcome
                if _closed(view, to, passport_class):
                    assert outcome is Outcome.VISA_REQUIRED, (issuer, to, passport_class)
                    closed += 1
                else:
                    assert outcome is not Outcome.EXEMPT, (issuer, to, passport_class)
                    opened += outcome is Outcome.UNKNOWN
    assert closed > 1_000
    assert opened > 10_000


def test_before_its_date_a_list_proves_nothing(view: View) -> None:
    checked = 0
    for to in _states():
        dates = [
            source.speaks_from[0]
            for claim, source in view.coverage(to)
            if claim.perspective is Perspective.DESTINATION and claim.complete is Completeness.YES
        ]
        if not dates or min(dates) <= 1:
            continue
        early = date.fromordinal(min(dates) - 1)
        for issuer in ("PRK", "TUV", "ERI"):
            passport = Passport(issuer, PassportClass.DIPLOMATIC)
            question = Question(passports=(passport,), to=to, on=early)
            assert answer(question, passport, view).outcome is not Outcome.VISA_REQUIRED
            checked += 1
    assert checked > 30
