"""The consolidated register as a table: one row to a grant, class and direction, on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import UNSET, Struct

from comity.law.lifecycle import state_at
from comity.register.strands import Strand
from comity.register.view import View

LICENCE = "CC-BY-4.0"
ATTRIBUTION = "Comity register"


class TableRow(Struct, frozen=True):
    """One grant for one class in one direction, as it stands on the day of the table.

    Attributes:
        issuer, destination: codes as in the register (a state, a group or ``*``).
        passport_class: "" where no source names one.
        state: its state on the day: in_force, signed, suspended, ended, ...
        stay: the stay rule in the register's grammar; "" where none is stated.
        in_force: the date of entry into force, as precise as it is known.
        since: the first day from which it is in that state, as far as the register knows.
        terms: conditions, duties and scopes, joined by ``;``.
        newest_source: the date of the newest source.
        sources: addresses, or publishers where no address was kept, joined by spaces.
    """

    issuer: str
    destination: str
    passport_class: str
    state: str
    stay: str
    in_force: str
    since: str
    terms: str
    kind: str
    instrument: str
    title: str
    article: str
    confidence: str
    newest_source: str
    sources: str
    licence: str


def rows(view: View, on: date, state: str | None = None) -> Iterator[TableRow]:
    """The table on a day; only directions that touch `state`, if one is given."""
    day = on.toordinal()
    for key in view.store.all_keys():
        if state is not None and not _touches(view, key, state, day):
            continue
        for strand in view.strands(key):
            yield _row(strand, day)


def _touches(view: View, key: tuple[str, str], state: str, day: int) -> bool:
    if state in key:
        return True
    groups = view.store.groups()
    return any(code in groups and view.is_member(code, state, day) for code in key)


def _row(strand: Strand, day: int) -> TableRow:
    span = state_at(strand.spans, day)
    stay = strand.stay
    return TableRow(
        strand.issuer,
        strand.destination,
        strand.passport_class.value if strand.passport_class else "",
        span.state.value,
        "" if stay is UNSET or stay is None else str(stay),
        strand.in_force,
        date.fromordinal(span.start).isoformat() if span.start > 1 else "",
        ";".join(str(term) for term in strand.terms),
        strand.kind.value,
        strand.instrument,
        strand.title,
        strand.article,
        strand.sources[0].confidence,
        max((source.date or "" for source in strand.sources), default=""),
        " ".join(dict.fromkeys(source.url or source.publisher for source in strand.sources)),
        LICENCE,
    )
