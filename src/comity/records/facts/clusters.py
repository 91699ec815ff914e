"""Which rows speak of one and the same act.

Tables name no act: they give a pair of states, dates and classes. Rows of a pair are put
together by their dates, and what bears none joins the act it can belong to. The result stands
in the records (the `instrument` of a list's row, the file of an instrument), where a person
can correct it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import UNSET, Struct, UnsetType

from comity.law.dates import PartialDate
from comity.law.instruments import InstrumentKind, Status
from comity.law.passports import PassportClass
from comity.law.sources import Source
from comity.records.facts.sources import suffix
from comity.records.facts.tables import Fact

CLOSE = 45
"""Days by which two sources may differ on the date of one event."""

FORCE_AFTER = 5 * 366
"""Days within which entry into force follows signature, to be taken for one act's."""

_TWIN = {PassportClass.OFFICIAL: PassportClass.SERVICE}


class Entry(Struct, frozen=True, kw_only=True, eq=False):
    """One row on a grant, with the source it cites."""

    fact: Fact
    source: Source
    kind: InstrumentKind
    classes: tuple[PassportClass, ...] | UnsetType
    signed: PartialDate | UnsetType
    in_force: PartialDate | UnsetType
    ended: PartialDate | UnsetType
    status: Status | UnsetType

    @property
    def issuer(self) -> str:
        """The issuer's code."""
        return self.fact["issuer"]

    @property
    def destination(self) -> str:
        """The destination's code."""
        return self.fact["destination"]

    @property
    def pair(self) -> tuple[str, str]:
        """Both codes in the order of the alphabet."""
        first, second = sorted((self.issuer, self.destination))
        return first, second

    @property
    def dated(self) -> bool:
        """Whether it tells when the act was signed or entered into force."""
        return self.signed is not UNSET or self.in_force is not UNSET

    @property
    def ends(self) -> bool:
        """Whether it tells that the act no longer applies."""
        return self.ended is not UNSET or self.status in (Status.SUSPENDED, Status.TERMINATED)

    @property
    def folded(self) -> frozenset[PassportClass]:
        """Its classes, service and official passports taken for one."""
        return frozenset(_TWIN.get(item, item) for item in self.classes or ())


class Cluster:
    """The rows of one act."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = list(entries)
        self.id = ""

    @property
    def classes(self) -> frozenset[PassportClass]:
        """All classes that its rows name."""
        return frozenset().union(*(entry.folded for entry in self.entries))

    @property
    def signed(self) -> PartialDate | None:
        """The date of signature by its best source that gives one."""
        return _best((entry, entry.signed) for entry in self.entries)

    @property
    def in_force(self) -> PartialDate | None:
        """The date of entry into force by its best source that gives one."""
        return _best((entry, entry.in_force) for entry in self.entries)

    @property
    def begins(self) -> PartialDate | None:
        """The date of entry into force, or else of signature."""
        return self.in_force or self.signed

    @property
    def earliest(self) -> int:
        """The first day (an ordinal) on which any row has it exist; beyond all days if none."""
        dates = [entry.signed for entry in self.entries] + [e.in_force for e in self.entries]
        return min(
            (when.first for when in dates if when is not UNSET), default=date.max.toordinal()
        )

    @property
    def ends(self) -> bool:
        """Whether a row tells that the act no longer applies."""
        return any(entry.ends for entry in self.entries)


def _best(said: Iterable[tuple[Entry, PartialDate | UnsetType]]) -> PartialDate | None:
    given = [
        (entry.source.rank, -len(when.text), when.text, when)
        for entry, when in said
        if when is not UNSET
    ]
    return min(given)[3] if given else None


def cluster(entries: Sequence[Entry]) -> list[Cluster]:
    """The acts of one pair of states (or one direction), dated ones first, by date.

    Undated rows that join none make one act together, which comes last.
    """
    clusters = _dated([entry for entry in entries if entry.dated])
    rest: list[Entry] = []
    joined: list[tuple[Cluster, Entry]] = []
    for entry in entries:
        if not entry.dated:
            found = join(clusters, entry)
            if found is None:
                rest.append(entry)
            else:
                joined.append((found, entry))
    for found, entry in joined:
        found.entries.append(entry)
    if rest:
        clusters.append(Cluster(rest))
    return clusters


def _dated(entries: Sequence[Entry]) -> list[Cluster]:
    """The most precise rows first, so that a mere year does not glue two acts together."""
    clusters: list[Cluster] = []
    for entry in sorted(entries, key=_precision):
        same = [item for item in clusters if _one_act(item, entry)]
        if len(same) > 1 and not _exact(entry):
            same = [item for item in same if item.classes & entry.folded][:1] or same[:1]
        if same:
            same[0].entries.append(entry)
            for other in same[1:]:
                same[0].entries.extend(other.entries)
                clusters.remove(other)
        else:
            clusters.append(Cluster([entry]))
    return sorted(_married(clusters), key=_when)


def _precision(entry: Entry) -> tuple[int, str, int]:
    dates = [when for when in (entry.signed, entry.in_force) if when is not UNSET]
    return -min(len(when.text) for when in dates), entry.fact.file, entry.fact.line


def _exact(entry: Entry) -> bool:
    return _precision(entry)[0] == -len("2000-01-01")


def _one_act(item: Cluster, entry: Entry) -> bool:
    return any(_same(entry, other) for other in item.entries)


def _same(one: Entry, other: Entry) -> bool:
    """Whether two dated rows can be of one act."""
    if one.signed is not UNSET and other.signed is not UNSET:
        if one.signed.could_equal(other.signed):
            return True
        near = _near(one.signed, other.signed)
        if not near or _overlap(one.folded, other.folded):
            return near
    if one.in_force is UNSET or other.in_force is UNSET:
        return False
    if one.in_force.could_equal(other.in_force):
        return True
    return _near(one.in_force, other.in_force) and _overlap(one.folded, other.folded)


def _near(one: PartialDate, other: PartialDate) -> bool:
    exact = one.precision == other.precision == "day"
    return exact and abs(one.first - other.first) <= CLOSE


def _overlap(one: frozenset[PassportClass], other: frozenset[PassportClass]) -> bool:
    """Whether they can share a class: silence and "any passport" share one with all."""
    return not one or not other or PassportClass.ANY in one | other or bool(one & other)


def _holds(act: frozenset[PassportClass], row: frozenset[PassportClass]) -> bool:
    """Whether the act's classes include the row's."""
    return PassportClass.ANY in act or row <= act


def _married(clusters: list[Cluster]) -> list[Cluster]:
    """A signature and an entry into force that can only be each other's become one act."""
    signed = [item for item in clusters if item.signed and not item.in_force]
    forced = [item for item in clusters if item.in_force and not item.signed]
    matches = [(one, other) for one in signed for other in forced if _follows(one, other)]
    gone = []
    for one, other in matches:
        only = sum(one is first for first, _ in matches) == 1
        if only and sum(other is second for _, second in matches) == 1:
            one.entries.extend(other.entries)
            gone.append(other)
    return [item for item in clusters if item not in gone]


def _follows(one: Cluster, other: Cluster) -> bool:
    signed, forced = one.signed, other.in_force
    if signed is None or forced is None or not _overlap(one.classes, other.classes):
        return False
    return signed.first <= forced.last and forced.first - signed.last <= FORCE_AFTER


def _when(item: Cluster) -> tuple[int, int]:
    begins, signed = item.begins, item.signed
    return (begins.first if begins else 0), (signed.first if signed else 0)


def join(clusters: Sequence[Cluster], entry: Entry) -> Cluster | None:
    """The dated act that an undated row can belong to, the latest if several.

    Its classes are among the act's, and the act had begun when the source spoke. An act that
    some source calls ended draws every row that shares a class with it: otherwise an old
    list would bring it back to life as an act of its own.
    """
    speaks = entry.source.speaks_from[1]
    begun = [item for item in clusters if item.begins and item.begins.first <= speaks]
    if entry.status is Status.SIGNED:
        begun = [item for item in begun if item.signed]
    including = [item for item in begun if _holds(item.classes, entry.folded)]
    if not including:
        known = [item for item in clusters if item.earliest <= speaks]
        including = [item for item in known if item.ends and entry.folded & item.classes]
    return including[-1] if including else None


def name_clusters(clusters: Sequence[Cluster], stem: str, taken: set[str]) -> None:
    """Give each its identifier: the stem and the year, or the stem alone for an undated one."""
    for item in clusters:
        when = item.signed or item.in_force
        base = f"{stem}-{when.text[:4]}" if when else stem
        number = 0
        while (name := base + suffix(number)) in taken:
            number += 1
        taken.add(name)
        item.id = name
