"""What stands in the register's files, as values.

register/
  instruments/AAA/AAA-BBB-2019.yaml   one instrument          -> law.instruments.Instrument
  lists/<id>.yaml and <id>.csv         one published list      -> Listing and its Rows
  relations/AAA-BBB.yaml               two states' other acts  -> Relations
  groups/<CODE>.yaml                   a group and its members -> law.groups.Group
  issuers/<CODE>.yaml                  what a state issues     -> law.passports.IssuerProfile
  sources/<publisher>.yaml             sources of a publisher  -> SourceFile
"""

from __future__ import annotations

from msgspec import UNSET, Struct, UnsetType

from comity.law.acts import Act
from comity.law.groups import Group
from comity.law.instruments import Grant, Instrument, InstrumentKind
from comity.law.passports import IssuerProfile, PassportClass
from comity.law.sources import Completeness, Coverage, Perspective, Source


class Claim(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a list says of its own completeness (the source is the list's)."""

    perspective: Perspective
    state: str
    classes: tuple[PassportClass, ...] = ()
    complete: Completeness
    rows: int | UnsetType = UNSET
    tabulated: bool = True
    territory: str = ""
    excluding: tuple[str, ...] = ()
    note: str = ""


class Assertions(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What must be true of the table, so that a slip in copying shows."""

    rows_min: int
    rows_max: int


class Listing(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The description of one published list; its rows stand in the table beside it.

    Attributes:
        id: its identifier, which is also the name of both files.
        title: what it is, in our own words.
        source: identifier of the source (publisher, address and the date it speaks for).
        coverage: its claims of completeness.
        assertions: how many rows the table has at least and at most.
    """

    id: str
    title: str
    source: str
    coverage: tuple[Claim, ...] = ()
    assertions: Assertions
    note: str = ""


class Row(Struct, frozen=True, kw_only=True):
    """One line of a list's table.

    Attributes:
        line: its line in the file, the header being line 1.
        instrument: the act it belongs to.
        title: short name of the act.
        grant: what it says.
    """

    line: int
    instrument: str
    kind: InstrumentKind
    title: str
    grant: Grant


class Relations(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The acts of two states' relations that belong to no instrument in the register."""

    states: tuple[str, str]
    acts: tuple[Act, ...]
    note: str = ""


class SourceFile(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The sources of one publisher, as they are filed."""

    sources: tuple[Source, ...]


class Records(Struct, frozen=True, kw_only=True):
    """A whole register as read from its files.

    Attributes:
        places: the file in which each record stands, by ``kind:id``.
    """

    sources: dict[str, Source]
    instruments: dict[str, Instrument]
    listings: dict[str, tuple[Listing, tuple[Row, ...]]]
    relations: dict[tuple[str, str], Relations]
    groups: dict[str, Group]
    profiles: dict[str, IssuerProfile]
    places: dict[str, str] = {}

    def coverage(self) -> list[Coverage]:
        """Every list's claims, with their source."""
        return [
            Coverage(
                perspective=claim.perspective,
                state=claim.state,
                classes=claim.classes,
                complete=claim.complete,
                rows=claim.rows,
                tabulated=claim.tabulated,
                territory=claim.territory,
                excluding=claim.excluding,
                source=listing.source,
                note=claim.note,
            )
            for listing, _ in self.listings.values()
            for claim in listing.coverage
        ]
