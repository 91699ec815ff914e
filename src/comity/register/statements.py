"""What the register is made of, and the shape in which every store of it answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from msgspec import Struct

from comity.law.acts import Act
from comity.law.groups import Group
from comity.law.instruments import Grant, Instrument, InstrumentKind, Supersedes
from comity.law.passports import IssuerProfile
from comity.law.sources import Coverage, Source

Key = tuple[str, str]
"""Issuer (a state, an organisation, a group or ``*``) and destination (a state or a group)."""


class Statement(Struct, frozen=True, kw_only=True):
    """What one source, on one date, says about one grant.

    Attributes:
        source: identifier of the source.
        instrument: identifier of the instrument it belongs to; one without a file of its
            own stands for "whatever act the list is about".
        kind: bilateral, unilateral or multilateral.
        title: short name of the act where the instrument has no file.
        grant: what is said.
        place: where the record stands (file, and line for a table).
    """

    source: str
    instrument: str
    kind: InstrumentKind
    title: str
    grant: Grant
    place: str

    @property
    def key(self) -> Key:
        """Issuer and destination."""
        return self.grant.issuer, self.grant.destination


class Store(Protocol):
    """Where statements come from: records read from files, or the compiled bundle."""

    @property
    def version(self) -> str:
        """The day of the register's newest reading, ISO."""

    def statements(self, key: Key) -> Sequence[Statement]:
        """All statements on this key, in the order of their records."""

    @property
    def list_count(self) -> int:
        """How many published lists it holds."""

    def all_keys(self) -> Iterable[Key]:
        """All keys that have statements, sorted."""

    def instrument(self, name: str) -> Instrument | None:
        """The instrument's own record, if it has one."""

    def instruments(self) -> Iterable[str]:
        """Identifiers of the instruments that have records, sorted."""

    def superseding(self, name: str) -> Sequence[tuple[str, Supersedes]]:
        """The instruments that end or suspend this one, with how."""

    def source(self, name: str) -> Source:
        """A source by its identifier."""

    def sources(self) -> Iterable[str]:
        """Identifiers of all sources, sorted."""

    def coverage(self, state: str) -> Sequence[Coverage]:
        """Claims of completeness for lists of this state, from either perspective."""

    def covered_states(self) -> Iterable[str]:
        """States for which there is any coverage claim, sorted."""

    def groups(self) -> Mapping[str, Group]:
        """All groups by their code."""

    def profile(self, state: str) -> IssuerProfile | None:
        """What the state issues, where the register knows."""

    def relations(self, first: str, second: str) -> Sequence[Act]:
        """The acts of two states' relations outside instruments."""
