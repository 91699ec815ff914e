"""Sources, the claims they make about being complete, and how they rank."""

from __future__ import annotations

from enum import StrEnum

from msgspec import UNSET, Struct, UnsetType

from comity.law.dates import PartialDate
from comity.law.passports import PassportClass


class SourceKind(StrEnum):
    """What a source is; its place in the order is its rank (lifecycle.md section 4)."""

    TREATY_TEXT = "treaty_text"
    GAZETTE = "gazette"
    MINISTRY_LIST = "ministry_list"
    EMBASSY_LIST = "embassy_list"
    AIRLINE_RULES = "airline_rules"
    NEWS = "news"
    DATASET = "dataset"
    WIKI = "wiki"


RANK = {kind: rank for rank, kind in enumerate(SourceKind)}
"""0 is the best. A source's rank decides on what a text says; recency on what applies."""


class Confidence(StrEnum):
    """How far a statement of the source may be relied on."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Source(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One publication, on one date.

    Attributes:
        id: its identifier in the register.
        publisher: who publishes it.
        kind: what it is.
        url: the address it was read at; silent where none was kept.
        date: the date it speaks for, as precise as it says; silent for an undated one.
        read: the day on which it was read, ISO.
        confidence: how far to rely on it.
        licence: the licence of a data set, where its terms ask to be named.
        note: anything a reader of the register should know of it.
    """

    id: str
    publisher: str
    kind: SourceKind
    url: str | UnsetType = UNSET
    date: PartialDate | UnsetType = UNSET
    read: PartialDate
    confidence: Confidence = Confidence.MEDIUM
    licence: str | UnsetType = UNSET
    note: str = ""

    @property
    def rank(self) -> int:
        """0 for the best kind of source."""
        return RANK[self.kind]

    @property
    def known_from(self) -> int:
        """The ordinal of the first day on which the register can have known it."""
        return self.read.last if self.date is UNSET else self.date.last

    @property
    def speaks_from(self) -> tuple[int, int]:
        """The first and last day (ordinals) that "the date it speaks for" can be.

        An undated source speaks for a day nobody wrote down, at the latest the day on
        which it was read.
        """
        if self.date is UNSET:
            return 1, self.read.last
        return self.date.first, self.date.last


class Perspective(StrEnum):
    """Whose list it is: of those who may enter a state, or of where its holders may go."""

    DESTINATION = "destination"
    ISSUER = "issuer"


class Completeness(StrEnum):
    """Whether the source claims to name all."""

    YES = "yes"
    PARTIAL = "partial"


class Coverage(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A source's claim that its list is complete, which lets absence mean "visa required".

    Attributes:
        perspective: the side from which the list is drawn up.
        state: the destination (or issuer) it is complete for.
        classes: the passport classes it speaks of; empty where it does not say.
        complete: `yes`, or `partial` for a list known to be cut or of one kind only.
        rows: how many partners it names, as counted when read.
        tabulated: whether every line of it stands in the register. Where lines that other
            sources tell better were left out, a pair that nobody names is still absent from
            it, but a line missing from the table ends no older grant.
        source: identifier of the source.
        exclusive: it says exactly one thing of each pair, so that another value ends this one.
        territory: for a claim of a group, the area in which it holds, as terms name it.
        excluding: members of the group for which it does not hold.
        note: what the claim leaves out.
    """

    perspective: Perspective
    state: str
    classes: tuple[PassportClass, ...] = ()
    complete: Completeness
    exclusive: bool = False
    territory: str = ""
    excluding: tuple[str, ...] = ()
    rows: int | UnsetType = UNSET
    tabulated: bool = True
    source: str
    note: str = ""
