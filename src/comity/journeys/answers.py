"""Every leg of every traveller answered: on which passport, and what changes with another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from comity.count import Stay
from comity.decide.decision import Allowance, Decision, Knowledge, Note, Outcome
from comity.decide.engine import decide
from comity.decide.question import Facts, Passport, Purpose, Question, Role
from comity.journeys.model import Held, Leg, Transit, Traveller
from comity.journeys.pool import LegStay, Pool
from comity.register.view import View


class LegKind(StrEnum):
    """What a leg asks of the traveller."""

    ENTRY = "entry"
    LANDSIDE = "landside"
    AIRSIDE = "airside"
    HOME = "home"
    INSIDE = "inside"


class LegAnswer(Struct, frozen=True, kw_only=True):
    """One leg of one traveller.

    Attributes:
        leg: the leg.
        kind: an entry, a transit, the way home, or a way inside one state.
        decision: the answer for the passport to show; None where no question of a visa arises
            (home, inside).
        held: the passport to show: its place among the traveller's.
        other: the answers for the other passports, by their place.
        landside: for an airside transit, the outcome if the border is passed after all.
        stay: the count of days, where earlier days matter.
    """

    leg: Leg
    kind: LegKind
    decision: Decision | None
    held: int
    other: tuple[tuple[int, Decision], ...] = ()
    landside: Outcome | None = None
    stay: LegStay | None = None


class Answered(Struct, frozen=True, kw_only=True):
    """One traveller answered.

    Attributes:
        use: the passport that serves the whole journey best: its place among the traveller's.
    """

    traveller: Traveller
    legs: tuple[LegAnswer, ...]
    use: int


_ORDER = {
    Outcome.EXEMPT: 0,
    Outcome.CONDITIONAL: 1,
    Outcome.UNKNOWN: 2,
    Outcome.VISA_REQUIRED: 3,
    Outcome.REFUSED: 4,
}

AIRSIDE_GAP = "airport_transit_rules"
"""What is missing where only the entry is known: who may change planes without a visa."""

CLASS_GAP = "passport_class_open"
"""What is missing where the machine-readable lines leave the class open."""


class Answerer:
    """Answers travellers from one view of the register; equal questions are decided once."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._pool = Pool(view)
        self._known: dict[tuple[object, ...], Decision] = {}

    def answer(self, traveller: Traveller) -> Answered:
        """All legs of one traveller."""
        table = [
            [self._leg(traveller, leg, held) for leg in traveller.legs] for held in traveller.held
        ]
        use = min(range(len(table)), key=lambda index: _whole(table[index]))
        legs = [
            self._choose(traveller, number, [row[number] for row in table], use)
            for number in range(len(traveller.legs))
        ]
        return Answered(traveller=traveller, legs=tuple(self._counted(traveller, legs)), use=use)

    # -- one leg, one passport --------------------------------------------------------------

    def _leg(self, traveller: Traveller, leg: Leg, held: Held) -> Decision | None:
        """The decision for entering at the end of the leg; None where no question arises."""
        if _kind(leg, traveller) in (LegKind.HOME, LegKind.INSIDE):
            return None
        purpose = Purpose.TRANSIT if leg.transit is Transit.AIRSIDE else leg.purpose
        role = traveller.capacity.at(leg)
        made = [
            self._decide(passport, leg.to.state, leg.on, leg.until, purpose, role, traveller.facts)
            for passport in held.readings
        ]
        if len(made) == 1:
            return made[0]
        if made and len({decision.outcome for decision in made}) == 1:
            return min(made, key=lambda item: item.allowance.days or 10**9)
        return self._open(held, leg)

    def _decide(
        self,
        passport: Passport,
        to: str,
        on: date,
        until: date | None,
        purpose: Purpose | None,
        role: Role,
        facts: Facts,
    ) -> Decision:
        key = (passport, to, on, until, purpose, role, facts)
        decision = self._known.get(key)
        if decision is None:
            question = Question(
                passports=(passport,),
                to=to,
                on=on,
                until=until,
                purpose=purpose,
                role=role,
                facts=facts,
            )
            decision = self._known[key] = decide(question, self._view)
        return decision

    def _open(self, held: Held, leg: Leg) -> Decision:
        """The lines leave the class open, and the answer turns on it."""
        some = held.readings[0] if held.readings else None
        base = (
            self._decide(some, leg.to.state, leg.on, leg.until, None, Role.VISITOR, Facts())
            if some is not None
            else None
        )
        as_of = self._view.store.version
        return Decision(
            passport={"issuer": held.issuer, "passport_class": held.named},
            to=leg.to.state,
            on=leg.on,
            outcome=Outcome.UNKNOWN,
            missing=(Note(CLASS_GAP, held.named, "passport_class"),),
            knowledge=base.knowledge if base is not None else Knowledge(as_of, None, None),
        )

    # -- one leg, the best passport ---------------------------------------------------------

    def _choose(
        self, traveller: Traveller, number: int, row: Sequence[Decision | None], use: int
    ) -> LegAnswer:
        leg = traveller.legs[number]
        kind = _kind(leg, traveller)
        asked = [(index, item) for index, item in enumerate(row) if item is not None]
        if not asked:
            return LegAnswer(leg=leg, kind=kind, decision=None, held=_own(traveller, leg, use))
        best, decision = min(asked, key=lambda item: (*_rank(item[1]), item[0] != use))
        landside = None
        others = tuple(item for item in asked if item[0] != best)
        if kind is LegKind.AIRSIDE:
            landside = decision.outcome
            decision = _airside(decision)
            others = tuple((index, _airside(item)) for index, item in others)
        short = tuple({**item.passport, "outcome": item.outcome.value} for _, item in others)
        return LegAnswer(
            leg=leg,
            kind=kind,
            decision=replace(decision, alternatives=short),
            held=best,
            other=others,
            landside=landside,
        )

    def _counted(self, traveller: Traveller, legs: Sequence[LegAnswer]) -> Iterator[LegAnswer]:
        """The legs with the days counted over the journey."""
        stays = list(traveller.stays)
        for item in legs:
            leg, decision = item.leg, item.decision
            counts = item.kind in (LegKind.ENTRY, LegKind.LANDSIDE)
            if counts and decision is not None and stays and _admitted(decision):
                count = self._pool.count(decision, stays, leg.on, leg.until)
                if count is not None:
                    item = replace(item, stay=count, decision=_with_days(decision))
            if counts:
                stays.append(Stay(leg.on, leg.until or leg.on, leg.to.state))
            yield item


def _kind(leg: Leg, traveller: Traveller) -> LegKind:
    if any(_is_home(held, leg) for held in traveller.held):
        return LegKind.HOME
    if leg.transit is Transit.AIRSIDE:
        return LegKind.AIRSIDE
    if leg.origin.state == leg.to.state:
        return LegKind.INSIDE
    return LegKind.LANDSIDE if leg.transit is Transit.LANDSIDE else LegKind.ENTRY


def _is_home(held: Held, leg: Leg) -> bool:
    if held.issuer == leg.to.state:
        return True
    return any(passport.nationality == leg.to.state for passport in held.readings)


def _own(traveller: Traveller, leg: Leg, use: int) -> int:
    """The passport to show at home: its own one, else the one in use."""
    for index, held in enumerate(traveller.held):
        if held.issuer == leg.to.state:
            return index
    return use


def _admitted(decision: Decision) -> bool:
    return decision.outcome in (Outcome.EXEMPT, Outcome.CONDITIONAL)


def _with_days(decision: Decision) -> Decision:
    """The decision without the assumption that there were no earlier stays: they are counted."""
    kept = tuple(note for note in decision.assumptions if note.code != "no_earlier_stays")
    return replace(decision, assumptions=kept)


def _airside(decision: Decision) -> Decision:
    """The register grants entry, not the change of planes: only an exemption answers both."""
    if decision.outcome is Outcome.EXEMPT:
        return decision
    return replace(
        decision,
        outcome=Outcome.UNKNOWN,
        formality=None,
        allowance=Allowance(),
        basis=(),
        conditions=(),
        obligations=(),
        assumptions=(),
        remarks=(),
        missing=(Note(AIRSIDE_GAP, decision.to),),
        next_change=None,
    )


def _rank(decision: Decision) -> tuple[int, int]:
    return _ORDER[decision.outcome], len(decision.conditions)


def _whole(row: Sequence[Decision | None]) -> tuple[int, int, int]:
    """How well one passport serves a whole journey: its worst leg first."""
    ranks = [_rank(decision) for decision in row if decision is not None]
    if not ranks:
        return 0, 0, 0
    worst = max(outcome for outcome, _ in ranks)
    return worst, sum(outcome for outcome, _ in ranks), sum(number for _, number in ranks)
