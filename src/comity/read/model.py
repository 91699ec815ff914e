"""What the reader gives back: acts with their values, each value with its evidence.

Field names and vocabularies are the published shape of `comity read --json`.
"""

from __future__ import annotations

from typing import Literal

import msgspec

ActKind = Literal[
    "negotiation",
    "approval",
    "signature",
    "ratification",
    "notification",
    "entry_into_force",
    "unilateral_exemption",
    "suspension",
    "termination",
    "accreditation",
    "visit",
    "statement",
]
LegalStage = Literal[
    "negotiated", "approved", "signed", "ratified", "in_force", "suspended", "terminated"
]
Mode = Literal["done", "planned", "proposed", "denied", "alleged"]
Part = Literal["signatory", "host", "visitor", "witness", "speaker", "other"]
Precision = Literal["day", "month", "year", "none"]
StayRule = Literal[
    "per_visit",
    "rolling",
    "from_first_entry",
    "calendar_year",
    "half_year",
    "year",
    "duration_of_mission",
    "unlimited",
]
Derivation = Literal["stated", "resolved", "inferred"]

STAGE_OF: dict[str, LegalStage] = {
    "negotiation": "negotiated",
    "approval": "approved",
    "signature": "signed",
    "ratification": "ratified",
    "entry_into_force": "in_force",
    "unilateral_exemption": "in_force",
    "suspension": "suspended",
    "termination": "terminated",
}
"""The stage an agreement has reached once an act of this kind is done."""


class Span(msgspec.Struct, frozen=True, order=True, omit_defaults=True):
    """Characters `start` to `end` (exclusive) of the document's text that support a value.

    `how` says whether the text states the value, the value was resolved (a weekday with the
    publication date), or inferred (a state from a minister's office).
    """

    start: int
    end: int
    text: str
    how: Derivation = "stated"


class Stay(msgspec.Struct, frozen=True, kw_only=True):
    """The stay the text allows. Days and calendar months are never turned into one another."""

    days: int | None = None
    months: int | None = None
    window_days: int | None = None
    window_months: int | None = None
    rule: StayRule | None = None


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """A person named in connection with an act.

    Attributes:
        name: as written in the text, or None where only the office is named.
        state: the state the person serves (ISO 3166-1 alpha-3), or None.
        role: the office (`foreign_minister`, `president`, ...), or None.
        part: what the person does in this act.
    """

    name: str | None = None
    state: str | None = None
    role: str | None = None
    part: Part = "other"


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """One act in the life of an agreement or of two states' relations.

    Attributes:
        kind, subject, legal_stage, mode: see the published lists; `subject` is an id of
            `data/subjects.tsv`, or None.
        states: the parties (ISO 3166-1 alpha-3), sorted; not the venue, not third states.
        passport_classes: the classes the act covers, in the order of the register.
        date: ISO date, complete or partial (`2024-06`, `--05-30`), or None.
        place: the city, as the text writes it; occasion: likewise.
        sectors: ids of `data/subjects.tsv` named as fields of cooperation.
        background: whether the text only recalls the act beside its news.
        confidence: probability that kind, states, subject and classes are all right.
        evidence: field name to the spans that support its value.
    """

    kind: ActKind
    states: tuple[str, ...] = ()
    subject: str | None = None
    passport_classes: tuple[str, ...] = ()
    legal_stage: LegalStage | None = None
    date: str | None = None
    date_precision: Precision = "none"
    mode: Mode = "done"
    place: str | None = None
    occasion: str | None = None
    stay: Stay | None = None
    persons: tuple[Person, ...] = ()
    sectors: tuple[str, ...] = ()
    background: bool = False
    confidence: float = 0.0
    evidence: dict[str, tuple[Span, ...]] = {}


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """Everything read from one document.

    Attributes:
        language: ISO 639-1 code of the text, or None where it cannot be told.
        published: the ISO date of publication that was used, or None.
        acts: in the order of the text, news before background.
        warnings: what the reader could not do or is not sure of, in words.
    """

    language: str | None
    published: str | None
    acts: tuple[Act, ...] = ()
    warnings: tuple[str, ...] = ()
