"""What to do by when: drawn from the decisions, with lead times that the asker sets.

Nothing here is law. What has to be obtained follows from the outcome, its conditions and its
obligations; how long an office takes is the asker's experience, handed in as `LeadTimes`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from comity.decide.decision import Decision, Formality, Note, Outcome
from comity.journeys.answers import CLASS_GAP, Answered, LegAnswer, LegKind
from comity.journeys.model import Held
from comity.law.passports import PassportClass


class LeadTimes(Struct, frozen=True, kw_only=True):
    """How many days before arrival something has to be begun, by the asker's experience.

    Attributes:
        visa: applying for a visa, or asking whether one is needed.
        note: sending a note verbale.
        renewal: renewing a passport.
        check: looking whether a condition is met.
    """

    visa: int = 30
    note: int = 21
    renewal: int = 45
    check: int = 7


class Office(StrEnum):
    """Whom one turns to."""

    MISSION = "mission"
    MINISTRY = "ministry"
    PASSPORTS = "passports"
    HOST = "host"
    BORDER = "border"
    ONLINE = "online"
    CARRIER = "carrier"
    TRAVELLER = "traveller"


class Action(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing to do.

    Attributes:
        what: its kind; ``trip.do.<what>`` says it.
        by: the last day to do it.
        office: whom to turn to, and of which state: `of`.
        to: the state whose border it is about, or "" where it is about none.
        note: the condition or obligation behind it, where there is one.
        day: a day that it names: an expiry, a last lawful day.
        passport: the place of the passport among the traveller's.
    """

    what: str
    by: date
    office: Office
    of: str
    to: str
    note: Note | None = None
    day: date | None = None
    passport: int = 0


_ORDINARY = frozenset(
    {
        PassportClass.ORDINARY,
        PassportClass.IDENTITY_CARD,
        PassportClass.IDENTITY_DOCUMENT,
        PassportClass.TRAVEL_DOCUMENT,
        PassportClass.CONVENTION_TRAVEL_DOCUMENT,
        PassportClass.SEAMAN,
        PassportClass.COLLECTIVE,
        PassportClass.APEC_BUSINESS_TRAVEL_CARD,
    }
)
"""Passports whose issuer sends no note verbale for its holder."""

_FORMALITIES = {
    Formality.E_VISA: ("e_visa", Office.ONLINE),
    Formality.TRAVEL_AUTHORISATION: ("travel_authorisation", Office.ONLINE),
    Formality.VISA_ON_ARRIVAL: ("visa_on_arrival", Office.BORDER),
    Formality.GRATIS_VISA: ("gratis_visa", Office.MISSION),
}

_TOO_SHORT = ("passport_valid_months", "passport_valid_days")

_INFORMED = frozenset({"longer_stay", "fee"})
"""Obligations that ask nothing of someone whose stay is within the allowance."""


def actions_of(answered: Answered, index: int, lead: LeadTimes) -> tuple[Action, ...]:
    """What has to be done for one leg, the earliest first."""
    item = answered.legs[index]
    found = dict.fromkeys(_actions(answered, item, lead))
    return tuple(sorted(found, key=lambda action: (action.by, action.what)))


def merged(do: Sequence[Sequence[Action]]) -> tuple[tuple[Action, ...], ...]:
    """The same with what several legs ask alike done once, by the earliest of its days.

    What is done on arrival or after it stays with its leg.
    """
    earliest: dict[Action, date] = {}
    for action in (action for each in do for action in each if action.what not in _ON_ARRIVAL):
        key = replace(action, by=date.max)
        earliest[key] = min(action.by, earliest.get(key, date.max))

    def settled(action: Action) -> Action:
        by = earliest.get(replace(action, by=date.max))
        return action if by is None else replace(action, by=by)

    return tuple(tuple(settled(action) for action in each) for each in do)


_ON_ARRIVAL = frozenset({"use_passport", "visa_on_arrival", "duty"})


def _actions(answered: Answered, item: LegAnswer, lead: LeadTimes) -> Iterator[Action]:
    held = answered.traveller.held[item.held]
    yield from _renewal(held, item, lead)
    if len(answered.traveller.held) > 1 and item.held != answered.use:
        yield _make("use_passport", item, item.leg.on, Office.TRAVELLER, held.issuer)
    if item.decision is None:
        return
    if item.kind is LegKind.AIRSIDE:
        if item.decision.outcome is not Outcome.EXEMPT:
            by = _before(item, lead.visa)
            yield _make("airside", item, by, Office.CARRIER, item.leg.to.state)
        return
    yield from _formality(item, item.decision, held, lead)
    for note in item.decision.conditions:
        yield _condition(note, item, lead)
    for note in item.decision.obligations:
        action = _obligation(note, item, held, lead)
        if action is not None:
            yield action
    if item.stay is not None and item.stay.enough is False:
        yield _make(
            "days_used_up" if item.stay.latest_exit is None else "shorten",
            item,
            _before(item, lead.visa),
            Office.MISSION,
            item.leg.to.state,
            day=item.stay.latest_exit,
        )


def _renewal(held: Held, item: LegAnswer, lead: LeadTimes) -> Iterator[Action]:
    """A passport that runs out before the leg ends, or too soon for a condition that was asked."""
    expires = held.expires
    if expires is None:
        return
    last = item.leg.until or item.leg.on
    decision = None if item.kind is LegKind.AIRSIDE else item.decision
    if expires < last or (decision is not None and _falls_short(decision)):
        yield Action(
            what="renew",
            by=_before(item, lead.renewal),
            office=Office.PASSPORTS,
            of=held.issuer,
            to="",
            day=expires,
            passport=item.held,
        )


def _falls_short(decision: Decision) -> bool:
    """Whether an exemption fails for the passport's dates alone, and no other carries the case."""
    if decision.outcome in (Outcome.EXEMPT, Outcome.CONDITIONAL):
        return False
    return any(
        each.reason == "passport_expired"
        or (each.reason == "condition_not_met" and each.detail.startswith(_TOO_SHORT))
        for each in decision.considered
    )


def _formality(
    item: LegAnswer, decision: Decision, held: Held, lead: LeadTimes
) -> Iterator[Action]:
    to = item.leg.to.state
    by = _before(item, lead.visa)
    if decision.outcome is Outcome.REFUSED:
        yield _make("refused", item, by, Office.MISSION, to)
    elif decision.outcome is Outcome.UNKNOWN:
        if any(note.code == CLASS_GAP for note in decision.missing):
            yield _make("read_class", item, by, Office.TRAVELLER, held.issuer)
        yield _make("confirm", item, by, Office.MISSION, to)
    elif decision.outcome is Outcome.VISA_REQUIRED:
        what, office = _FORMALITIES.get(
            decision.formality or Formality.VISA, ("visa", Office.MISSION)
        )
        yield _make(what, item, item.leg.on if office is Office.BORDER else by, office, to)
        if office is Office.MISSION and _official(held):
            yield _make("note_verbale", item, by, Office.MINISTRY, held.issuer)


def _official(held: Held) -> bool:
    return bool(held.readings) and held.readings[0].passport_class not in _ORDINARY


def _condition(note: Note, item: LegAnswer, lead: LeadTimes) -> Action:
    """A condition on facts is looked at; a doubt about the law is put to the mission."""
    if not note.asks:
        by = _before(item, lead.visa)
        return _make("confirm_law", item, by, Office.MISSION, item.leg.to.state, note=note)
    if note.code == "passport_registration":
        by = _before(item, lead.note)
        return _make("condition", item, by, Office.MISSION, item.leg.to.state, note=note)
    by = _before(item, lead.check)
    return _make("condition", item, by, Office.TRAVELLER, item.leg.to.state, note=note)


def _obligation(note: Note, item: LegAnswer, held: Held, lead: LeadTimes) -> Action | None:
    to = item.leg.to.state
    if note.code == "accreditation_within_days":
        return _make("duty", item, _after(item, note), Office.HOST, to, note=note)
    if note.code == "registration_after_days":
        last = item.leg.until
        if last is not None and (last - item.leg.on).days + 1 <= int(note.value):
            return None
        return _make("duty", item, _after(item, note), Office.HOST, to, note=note)
    if note.code in _INFORMED:
        return None
    by = _before(item, lead.note)
    return _make("duty", item, by, Office.MINISTRY, held.issuer, note=note)


def _make(
    what: str,
    item: LegAnswer,
    by: date,
    office: Office,
    of: str,
    *,
    note: Note | None = None,
    day: date | None = None,
) -> Action:
    return Action(
        what=what,
        by=by,
        office=office,
        of=of,
        to=item.leg.to.state,
        note=None if note is None else Note(note.code, note.value, note.asks),
        day=day,
        passport=item.held,
    )


def _before(item: LegAnswer, days: int) -> date:
    return item.leg.on - timedelta(days=days)


def _after(item: LegAnswer, note: Note) -> date:
    return item.leg.on + timedelta(days=int(note.value))
