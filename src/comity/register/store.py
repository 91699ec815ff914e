"""A store of statements made from records read from files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from comity.law.acts import Act
from comity.law.errors import DataError
from comity.law.groups import Group
from comity.law.instruments import Grant, Instrument, Supersedes
from comity.law.passports import IssuerProfile
from comity.law.sources import Coverage, Source
from comity.records.model import Records
from comity.register.statements import Key, Statement


def statements_of(records: Records) -> Iterator[Statement]:
    """Every statement of the records: one to each row of a list, one to each source of a grant."""
    for listing, rows in records.listings.values():
        for row in rows:
            yield Statement(
                source=listing.source,
                instrument=row.instrument,
                kind=row.kind,
                title=row.title,
                grant=row.grant,
                place=f"lists/{listing.id}.csv:{row.line}",
            )
    for name, instrument in records.instruments.items():
        file = records.places.get(f"instrument:{name}", f"instruments/{name}")
        for index, grant in enumerate(instrument.grants):
            for source in grant.sources:
                yield Statement(
                    source=source,
                    instrument=name,
                    kind=instrument.kind,
                    title=instrument.title.get("en", ""),
                    grant=grant,
                    place=f"{file}#grants[{index}]",
                )


def reaches(grant: Grant) -> Iterator[Key]:
    """The keys a grant answers for: its own, and those its terms bring in.

    ``issuer_includes`` and ``territory_includes`` extend a grant to other states by code
    (clause C34: an agreement that holds for a second state's territory or passports too).
    """
    issuers, destinations = [grant.issuer], [grant.destination]
    for term in grant.terms:
        codes = [code for code in term.value.split("+") if len(code) == 3 and code.isupper()]
        if term.name == "issuer_includes":
            issuers.extend(codes)
        elif term.name == "territory_includes":
            destinations.extend(codes)
    own = grant.issuer, grant.destination  # of a group to itself too: among its members
    for issuer in issuers:
        for destination in destinations:
            if issuer != destination or (issuer, destination) == own:
                yield issuer, destination


class RecordStore:
    """The register in memory."""

    def __init__(self, records: Records) -> None:
        self.records = records
        days = [source.read.text for source in records.sources.values()]
        self._version = max(days, default="")
        self._by_key: dict[Key, list[Statement]] = defaultdict(list)
        for statement in statements_of(records):
            for key in reaches(statement.grant):
                self._by_key[key].append(statement)
        self._coverage: dict[str, list[Coverage]] = defaultdict(list)
        for claim in records.coverage():
            self._coverage[claim.state].append(claim)
        self._superseding: dict[str, list[tuple[str, Supersedes]]] = defaultdict(list)
        for name, instrument in records.instruments.items():
            for item in instrument.supersedes:
                self._superseding[item.instrument].append((name, item))

    @property
    def version(self) -> str:
        """The day of the newest reading of any source, ISO."""
        return self._version

    @property
    def list_count(self) -> int:
        """How many published lists it holds."""
        return len(self.records.listings)

    def statements(self, key: Key) -> Sequence[Statement]:
        """All statements on this key, in the order of their records."""
        return self._by_key.get(key, ())

    def all_keys(self) -> Iterable[Key]:
        """All keys that have statements, sorted."""
        return sorted(self._by_key)

    def instrument(self, name: str) -> Instrument | None:
        """The instrument's own record, if it has one."""
        return self.records.instruments.get(name)

    def instruments(self) -> Iterable[str]:
        """Identifiers of the instruments that have records, sorted."""
        return sorted(self.records.instruments)

    def superseding(self, name: str) -> Sequence[tuple[str, Supersedes]]:
        """The instruments that end or suspend this one, with how."""
        return self._superseding.get(name, ())

    def source(self, name: str) -> Source:
        """A source by its identifier."""
        try:
            return self.records.sources[name]
        except KeyError:
            raise DataError(
                f"the source '{name}' is not in the register",
                expected="a source filed under register/sources",
                mend="run comity validate, which names the record that cites it",
            ) from None

    def sources(self) -> Iterable[str]:
        """Identifiers of all sources, sorted."""
        return sorted(self.records.sources)

    def coverage(self, state: str) -> Sequence[Coverage]:
        """Claims of completeness for lists of this state, from either perspective."""
        return self._coverage.get(state, ())

    def covered_states(self) -> Iterable[str]:
        """States for which there is any coverage claim, sorted."""
        return sorted(self._coverage)

    def groups(self) -> Mapping[str, Group]:
        """All groups by their code."""
        return self.records.groups

    def profile(self, state: str) -> IssuerProfile | None:
        """What the state issues, where the register knows."""
        return self.records.profiles.get(state)

    def relations(self, first: str, second: str) -> Sequence[Act]:
        """The acts of two states' relations outside instruments."""
        pair = (first, second) if first < second else (second, first)
        found = self.records.relations.get(pair)
        return found.acts if found else ()


__all__ = ["RecordStore", "reaches", "statements_of"]
