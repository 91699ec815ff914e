"""A layer of statements laid over a register: the Passport Index snapshots of a user.

Each snapshot is a source of low confidence that claims to be complete for ordinary passports
and says exactly one thing of each pair; so another value in a later snapshot ends the former.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import UNSET

from comity.law.acts import Act
from comity.law.dates import PartialDate
from comity.law.groups import Group
from comity.law.instruments import Grant, Instrument, InstrumentKind, Status, Supersedes
from comity.law.passports import IssuerProfile, PassportClass
from comity.law.sources import (
    Completeness,
    Confidence,
    Coverage,
    Perspective,
    Source,
    SourceKind,
)
from comity.law.stay import Limit, StayRule
from comity.law.terms import Term
from comity.records.passport_index.matrix import Matrix
from comity.register.statements import Key, Statement, Store

_PUBLISHER = "Passport Index data set, Ilya Ilyankou"
_ADDRESS = "https://github.com/ilyankou/passport-index-dataset"
_TITLE = "Ordinary passports, as the Passport Index data set has it"
_CLASSES = (PassportClass.ORDINARY,)
_MARKERS = {
    "on_arrival": "visa_on_arrival",
    "e_visa": "e_visa",
    "authorisation": "travel_authorisation",
    "refused": "no_admission",
    "ban": "travel_ban",
}
_NO_GRANT = frozenset({"", "visa", "own"})


class LayeredStore:
    """A register with the snapshots over it; everything else is the register's own."""

    def __init__(self, base: Store, matrix: Matrix) -> None:
        self._base = base
        self._matrix = matrix
        self._place = {code: index for index, code in enumerate(matrix.states)}
        self._sources = {f"passport-index-{day}": _source(day, matrix) for day in matrix.snapshots}

    def statements(self, key: Key) -> Sequence[Statement]:
        """All statements on this key, the register's own first."""
        own = self._base.statements(key)
        issuer, destination = self._place.get(key[0]), self._place.get(key[1])
        if issuer is None or destination is None or issuer == destination:
            return own
        found = list(own)
        for day in self._matrix.snapshots:
            meaning = self._matrix.cell(day, issuer, destination)
            if meaning not in _NO_GRANT:
                found.append(_statement(key, day, meaning))
        return found

    def coverage(self, state: str) -> Sequence[Coverage]:
        """The register's claims, and for a destination of the snapshots theirs."""
        own = list(self._base.coverage(state))
        place = self._place.get(state)
        if place is not None:
            size = len(self._matrix.states)
            own.extend(
                _claim(state, day)
                for day, table in self._matrix.snapshots.items()
                if any(table[place::size])
            )
        return own

    def source(self, name: str) -> Source:
        """A source by its identifier."""
        return self._sources.get(name) or self._base.source(name)

    def sources(self) -> Iterable[str]:
        """Identifiers of all sources."""
        return [*self._base.sources(), *self._sources]

    def all_keys(self) -> Iterable[Key]:
        """All keys that have statements, sorted."""
        states = self._matrix.states
        return sorted({*self._base.all_keys(), *((i, d) for i in states for d in states if i != d)})

    def covered_states(self) -> Iterable[str]:
        """States for which there is any coverage claim, sorted."""
        return sorted({*self._base.covered_states(), *self._matrix.states})

    @property
    def version(self) -> str:
        """The day of the newest reading, ISO."""
        return max(self._base.version, self._matrix.read)

    @property
    def list_count(self) -> int:
        """How many published lists it holds."""
        return self._base.list_count + len(self._matrix.snapshots)

    def instrument(self, name: str) -> Instrument | None:
        """The register's record of an instrument."""
        return self._base.instrument(name)

    def instruments(self) -> Iterable[str]:
        """Identifiers of the instruments that have records, sorted."""
        return self._base.instruments()

    def superseding(self, name: str) -> Sequence[tuple[str, Supersedes]]:
        """The instruments that end or suspend this one, with how."""
        return self._base.superseding(name)

    def groups(self) -> Mapping[str, Group]:
        """All groups by their code."""
        return self._base.groups()

    def profile(self, state: str) -> IssuerProfile | None:
        """What the state issues, where the register knows."""
        return self._base.profile(state)

    def relations(self, first: str, second: str) -> Sequence[Act]:
        """The acts of two states' relations outside instruments."""
        return self._base.relations(first, second)


def _source(day: str, matrix: Matrix) -> Source:
    return Source(
        id=f"passport-index-{day}",
        publisher=_PUBLISHER,
        kind=SourceKind.DATASET,
        url=_ADDRESS,
        date=PartialDate.parse(day),
        read=PartialDate.parse(max(day, matrix.read)),
        confidence=Confidence.LOW,
        licence="MIT",
    )


def _claim(state: str, day: str) -> Coverage:
    return Coverage(
        perspective=Perspective.DESTINATION,
        state=state,
        classes=_CLASSES,
        complete=Completeness.YES,
        exclusive=True,
        source=f"passport-index-{day}",
    )


def _statement(key: Key, day: str, meaning: str) -> Statement:
    marker = _MARKERS.get(meaning)
    stay = StayRule((Limit(int(meaning), "day", "unstated"),)) if meaning.isdigit() else UNSET
    return Statement(
        source=f"passport-index-{day}",
        instrument=f"passport-index/{meaning}",
        kind=InstrumentKind.UNILATERAL,
        title=_TITLE,
        grant=Grant(
            issuer=key[0],
            destination=key[1],
            classes=_CLASSES,
            stay=stay,
            terms=(Term(marker),) if marker else (),
            status=Status.IN_FORCE,
        ),
        place=f"passport-index/{day}",
    )
