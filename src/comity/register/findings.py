"""What an audit finds: its kinds, and one finding with the records it comes from."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from comity.register.strands import Strand


class Kind(StrEnum):
    """What was found."""

    CONTRADICTION = "contradiction"
    ONE_SIDED = "one_sided"
    RECIPROCITY_GAP = "reciprocity_gap"
    STALE = "stale"
    NOT_SEEN_IN_FORCE = "not_seen_in_force"
    OVERLAP = "overlap"
    NEVER_APPLIES = "never_applies"
    STATUS_UNKNOWN = "status_unknown"
    FORCE_DIFFERS = "force_differs"
    CLAUSES = "clauses"
    WINDOW_UNUSED = "window_unused"
    FORCE_NEVER = "force_never"


class Finding(Struct, frozen=True, order=True):
    """One finding, with the records it comes from.

    Attributes:
        kind: what was found.
        issuer, destination: the direction.
        passport_class: the class, or "".
        instrument: the instrument, or the instruments joined by ``+``.
        code: what exactly; a field, a term, or a reason.
        detail: values or dates.
        days: days elapsed, where time is the point.
        records: places of the records.
    """

    kind: Kind
    issuer: str
    destination: str
    passport_class: str
    instrument: str
    code: str
    detail: str
    days: int
    records: tuple[str, ...]


def of_strand(kind: Kind, strand: Strand, code: str, detail: str = "", days: int = 0) -> Finding:
    """A finding on a strand, with the places of its statements."""
    return Finding(
        kind,
        strand.issuer,
        strand.destination,
        strand.passport_class.value if strand.passport_class else "",
        strand.instrument,
        code,
        detail,
        days,
        tuple(statement.place for statement in strand.evidence),
    )
