"""The answer: an outcome with its reasons, as data. Sentences are made from it elsewhere."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct

from comity.law.stay import Limit
from comity.register.strands import Dissent, SourceRef


class Outcome(StrEnum):
    """Product rule 1. `unknown` is advice to treat as visa required, never to board."""

    EXEMPT = "exempt"
    CONDITIONAL = "conditional"
    VISA_REQUIRED = "visa_required"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class Formality(StrEnum):
    """What is to be obtained where a visa is required, as far as it is known."""

    VISA = "visa"
    GRATIS_VISA = "gratis_visa"
    VISA_ON_ARRIVAL = "visa_on_arrival"
    E_VISA = "e_visa"
    TRAVEL_AUTHORISATION = "travel_authorisation"


class Note(Struct, frozen=True, omit_defaults=True):
    """One condition, obligation, assumption or gap, as data.

    Attributes:
        code: what it is; a term of the vocabulary or a code of the engine.
        value: its parameter in the vocabulary's grammar, or "".
        asks: the field of the question that would settle it, or "".
        instrument: the instrument it comes from, or "".
    """

    code: str
    value: str = ""
    asks: str = ""
    instrument: str = ""


class Allowance(Struct, frozen=True):
    """How long the holder may stay.

    Attributes:
        days: the longest lawful stay from this entry with no earlier stays, in days, the day of
            entry counted; None where it is unlimited, tied to a mission, or not stated.
        until: the last lawful day of that stay.
        limits: the limits that hold together.
    """

    days: int | None = None
    until: date | None = None
    limits: tuple[Limit, ...] = ()


class Basis(Struct, frozen=True):
    """An instrument relied on.

    Attributes:
        in_force: its date of entry into force as far as known, or None.
        limits: the limits it sets on the stay.
        state: what it is on the day: ``in_force``, ``provisional`` or ``uncertain``.
        dissent: what sources say otherwise.
    """

    instrument: str
    article: str | None
    title: str
    kind: str
    in_force: str | None
    state: str
    limits: tuple[Limit, ...]
    sources: tuple[SourceRef, ...]
    dissent: tuple[Dissent, ...] = ()


class Considered(Struct, frozen=True):
    """An instrument considered and set aside.

    Attributes:
        reason: the code of the rule that set it aside.
        detail: its parameter: a date, classes, a term.
        title: the instrument's short name.
        sources: where it stands.
    """

    instrument: str
    reason: str
    detail: str
    title: str
    sources: tuple[SourceRef, ...] = ()


class Knowledge(Struct, frozen=True):
    """How old the knowledge is.

    Attributes:
        as_of: the knowledge date asked for, or the day of the register's newest reading.
        oldest_source, newest_source: the dates of the sources relied on, as precise as they are.
    """

    as_of: str
    oldest_source: str | None
    newest_source: str | None


class NextChange(Struct, frozen=True):
    """The next day on which the answer is another one, as far as is known, and what it is then.

    The question is taken to stay what it is: only the day of entry moves, the planned stay with
    it, and the passport and its holder grow older.
    """

    date: date
    outcome: Outcome
    formality: Formality | None = None
    limits: tuple[Limit, ...] = ()


class Decision(Struct, frozen=True, kw_only=True):
    """The answer to one question, with its reasons.

    Attributes:
        passport: ``{issuer, passport_class}`` of the passport answered for.
        to, on: the destination and the day.
        outcome, formality, allowance: the answer.
        basis: the instruments relied on, the most favourable first.
        considered: the instruments set aside, each with its reason.
        conditions: what must hold and was left open, what settles most first.
        obligations: what the holder has to do, without bearing on the visa.
        assumptions: what the engine took for granted.
        remarks: how far the grant reaches, beyond this case.
        missing: what the register would need to know.
        knowledge: how old the knowledge is.
        next_change: the next known change of the answer.
        alternatives: the answers for the holder's other passports, in short.
    """

    passport: dict[str, str]
    to: str
    on: date
    outcome: Outcome
    formality: Formality | None = None
    allowance: Allowance = Allowance()
    basis: tuple[Basis, ...] = ()
    considered: tuple[Considered, ...] = ()
    conditions: tuple[Note, ...] = ()
    obligations: tuple[Note, ...] = ()
    assumptions: tuple[Note, ...] = ()
    remarks: tuple[Note, ...] = ()
    missing: tuple[Note, ...] = ()
    knowledge: Knowledge
    next_change: NextChange | None = None
    alternatives: tuple[dict[str, str], ...] = ()
