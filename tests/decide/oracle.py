"""A second, independent reading of the rules, by possible worlds.

A date known to the year or month is a set of days; a world picks one day of each set. A grant
carries the question if it applies in every world, may carry it if it applies in some. Nothing
here is shared with the engine: no spans, no strands, no rules in sequence.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product

from msgspec import UNSET

from comity.law.instruments import Grant, Status
from comity.law.passports import PassportClass
from comity.law.sources import RANK, Completeness, Source
from comity.records.model import Records

ASKED = PassportClass.DIPLOMATIC
Days = tuple[int, int]


def days(when: object) -> Days | None:
    """The first and last day a partial date can mean; None for silence."""
    return None if when is UNSET else (when.earliest.toordinal(), when.latest.toordinal())  # type: ignore[attr-defined]


def speaks(source: Source) -> Days:
    """The days for which a source can speak; an undated one proves nothing before its reading."""
    return days(source.date) or (source.read.latest.toordinal(),) * 2


def known_day(source: Source) -> int:
    """The day from which the register can know a source."""
    return speaks(source)[1]


def outcome(register: Records, on: date, known_on: date | None = None) -> str:
    """What the rules say for a diplomatic passport; every row is an act of its own.

    All rows and complete lists of the register are of the one direction asked.
    """
    day = on.toordinal()
    known = {
        name: source
        for name, source in register.sources.items()
        if known_on is None or known_day(source) <= known_on.toordinal()
    }
    rows = [
        (known[listed.source], row.grant)
        for listed, table in register.listings.values()
        if listed.source in known
        for row in table
        if row.grant.classes is UNSET or ASKED in row.grant.classes
    ]
    complete = [
        known[listed.source]
        for listed, _ in register.listings.values()
        if listed.source in known
        for claim in listed.coverage
        if claim.complete is Completeness.YES and ASKED in claim.classes
    ]
    answers = [carries(source, grant, complete, day) for source, grant in rows]
    if True in answers:
        return "exempt"
    if None in answers:
        return "conditional"
    spoken = [source for source in complete if speaks(source)[1] <= day]
    if not spoken:
        return "unknown"
    newest = max(speaks(source)[1] for source in spoken)
    return "unknown" if any(in_doubt(*row, newest, day) for row in rows) else "visa_required"


def carries(source: Source, grant: Grant, complete: list[Source], day: int) -> bool | None:
    """Whether the grant applies that day: True in every world, None in some, False in none."""
    worlds = [start <= day < end for start, end in lives(source, grant, complete)]
    if not any(worlds):
        return False
    sure = all(worlds) and grant.classes is not UNSET and not _doubted(source, complete, grant, day)
    return True if sure else None


def lives(source: Source, grant: Grant, complete: list[Source]) -> Iterator[Days]:
    """In each world: the day the grant begins to apply, and the day it no longer does."""
    never = date.max.toordinal()
    begins = days(grant.in_force)
    ends = days(grant.ended)
    seen = speaks(source)
    if begins is None and grant.status is Status.IN_FORCE:
        begins = seen
    if begins is None:
        return  # a signature, or silence, gives no right
    proved = proof(source, grant)
    if ends is None and grant.status in (Status.TERMINATED, Status.SUSPENDED):
        ends = (proved + 1, seen[1])
    for item in complete:
        if drops(item, source, grant) and RANK[item.kind] <= RANK[source.kind]:
            last = speaks(item)[1]
            if ends is None or last < ends[1]:
                ends = (proved + 1, last)
    yield from product(begins, ends or (never, never))


def proof(source: Source, grant: Grant) -> int:
    """The last day on which the grant is said to begin or seen to apply."""
    seen, begins = speaks(source)[1], days(grant.in_force)
    sightings = [begins[1]] if begins else []
    announced = begins is not None and begins[1] > seen
    if grant.status is Status.IN_FORCE and not announced:
        sightings.append(seen)
    return max(sightings)


def drops(newer: Source, source: Source, grant: Grant) -> bool:
    """A complete list of a later day that does not have it any more."""
    return (
        grant.classes is not UNSET
        and newer.id != source.id
        and speaks(newer)[0] > proof(source, grant)
    )


def _doubted(source: Source, complete: list[Source], grant: Grant, day: int) -> bool:
    """A newer complete list of lesser rank lacks it: nobody can tell from its day on."""
    return any(
        drops(item, source, grant)
        and RANK[item.kind] > RANK[source.kind]
        and speaks(item)[1] <= day
        for item in complete
    )


def in_doubt(source: Source, grant: Grant, newest: int, day: int) -> bool:
    """Whether an act leaves the case open although the newest complete list lacks it.

    One whose status nobody states does; so does one that became known since the list, on a
    day after the list's own, where it is signed by then, or only seen by somebody later.
    """
    said = sorted(_words(source, grant))
    known_since = known_day(source) > newest
    if not said:
        return newest < day or not known_since
    past = [word for word in said if word[0] <= day]
    what, dated = (past[-1][1], True) if past else ("signed", said[0][2])
    return known_since and newest < day and what == "signed" and (bool(past) or not dated)


def _words(source: Source, grant: Grant) -> Iterator[tuple[int, str, bool]]:
    """Each word on the act: from when, what it is from then on, whether the date is its own."""
    signed, begins, ends = days(grant.signed), days(grant.in_force), days(grant.ended)
    first, last = speaks(source)
    if signed:
        yield signed[1], "signed", True
    if begins:
        yield begins[0], "right", True
    if ends:
        yield ends[0], "over", True
    elif grant.status in (Status.TERMINATED, Status.SUSPENDED):
        yield last, "over", False
    elif grant.status is Status.SIGNED and not begins:
        yield last, "signed", False
    elif grant.status is Status.IN_FORCE and not begins:
        yield first, "right", False
    elif grant.status is Status.NEGOTIATED:
        yield last, "negotiated", False
