"""The question: who, on what passport, to where, when, why.

Everything but the passport, the destination and the day may be left open. What is left open
and the law asks for comes back as a condition of the answer.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from comity.law.passports import PassportClass


class Role(StrEnum):
    """In what capacity the holder travels (rule 8)."""

    VISITOR = "visitor"
    ACCREDITED = "accredited"
    FAMILY = "family"


class Purpose(StrEnum):
    """What the holder goes to do."""

    OFFICIAL = "official"
    BUSINESS = "business"
    TOURISM = "tourism"
    PRIVATE = "private"
    FAMILY = "family"
    GUEST = "guest"
    CULTURAL = "cultural"
    EVENTS = "events"
    MEDICAL = "medical"
    TRANSPORT = "transport"
    TRANSIT = "transit"
    WORK = "work"
    STUDY = "study"
    RESEARCH = "research"
    REPORTING = "reporting"
    RESIDENCE = "residence"
    PILGRIMAGE = "pilgrimage"


class EntryPoint(StrEnum):
    """Where the border is crossed."""

    INTERNATIONAL_AIRPORT = "international_airport"
    INTERNATIONAL = "international"
    OTHER = "other"


class Passport(Struct, frozen=True, omit_defaults=True):
    """One passport. Only the issuer and the class are needed.

    Attributes:
        issuer: the code of the state or organisation that issued it.
        passport_class: its class.
        nationality: the holder's nationality, where it differs from the issuer or matters.
        issued, expires: its dates.
        biometric: whether it has a chip.
        cover: the colour of its cover, for laissez-passers told apart by it.
        series: the letters or digits of its series, where an act names one.
        sar: whether it is a special administrative region's passport.
        identity_number: whether it shows the holder's identity number.
        registered: whether it is registered with the destination's mission.
    """

    issuer: str
    passport_class: PassportClass
    nationality: str | None = None
    issued: date | None = None
    expires: date | None = None
    biometric: bool | None = None
    cover: str | None = None
    series: str | None = None
    sar: bool | None = None
    identity_number: bool | None = None
    registered: bool | None = None


class Facts(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What else can decide: about the holder and the journey. None means left open.

    Attributes:
        born: the holder's date of birth.
        sex: ``female``, ``male`` or ``other``.
        residence: areas or states in which the holder lives.
        stateless: whether the holder is stateless.
        rank: the holder's rank, in the words of the act.
        visited: codes of the states the holder has been to, where an act or a host minds.
        accompanied_by: who travels along: ``spouse``, ``parent``, ``minister``, ``none`` ...
        visas, permits: codes of states whose valid visa or residence permit the holder has.
        national_passport: whether a national passport is carried as well.
        invitation: ``official``, ``legal_entity``, or ``none``.
        delegate: whether the holder is a delegate to the event that the act names.
        minister_delegation: whether the holder travels in a minister's delegation.
        group_size: how many travel as an organised group; 1 for a person alone.
        entry_point: where the border is crossed.
        direct: whether the journey enters the area directly.
        entries: earlier entries within the cap's period.
        household: whether a family member lives in the principal's household.
        objection: whether the host objected to the posting, once notified.
        organisation: the holder's relation to an international organisation: ``none``,
            ``representative``, ``staff``.
    """

    born: date | None = None
    sex: str | None = None
    residence: tuple[str, ...] | None = None
    stateless: bool | None = None
    rank: str | None = None
    visited: tuple[str, ...] | None = None
    visas: tuple[str, ...] | None = None
    permits: tuple[str, ...] | None = None
    national_passport: bool | None = None
    invitation: str | None = None
    delegate: bool | None = None
    minister_delegation: bool | None = None
    group_size: int | None = None
    entry_point: EntryPoint | None = None
    direct: bool | None = None
    entries: int | None = None
    accompanied_by: tuple[str, ...] | None = None
    household: bool | None = None
    objection: bool | None = None
    organisation: str | None = None


NO_FACTS = Facts()


class Question(Struct, frozen=True, kw_only=True):
    """One question to the engine.

    Attributes:
        passports: the passports the holder can travel on.
        to: the destination's code.
        on: the day of entry.
        until: the planned last day in the country (it counts as a day of stay), or None.
        purpose: what the holder goes to do, or None where it is left open.
        role: in what capacity.
        facts: what else can decide.
    """

    passports: tuple[Passport, ...]
    to: str
    on: date
    until: date | None = None
    purpose: Purpose | None = None
    role: Role = Role.VISITOR
    facts: Facts = NO_FACTS

    @property
    def days(self) -> int | None:
        """How many days the planned stay has, both ends counted."""
        return None if self.until is None else (self.until - self.on).days + 1


def move(question: Question, on: date) -> Question | None:
    """The same question for another day of entry, the planned stay moved along.

    None where the stay would end after the last day of the calendar.
    """
    if question.until is None:
        return replace(question, on=on)
    last = question.until.toordinal() + on.toordinal() - question.on.toordinal()
    if last > date.max.toordinal():
        return None
    return replace(question, on=on, until=date.fromordinal(last))
