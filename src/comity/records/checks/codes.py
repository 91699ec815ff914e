"""Codes: is it a state, an organisation, a group?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from comity.law.instruments import Grant
from comity.records.checks.registry import Desk, Found, check
from comity.records.yaml import Path

ANY = "*"

_ORGANISATION = re.compile(r"org:[A-Za-z][A-Za-z0-9_-]*", re.ASCII)
"""An organisation that ICAO Doc 9303 gives no code, under its initials."""


@check("unknown_code")
def unknown_code(desk: Desk) -> Iterator[Found]:
    """A code that stands for no state, organisation or group (ISO 3166-1, ICAO Doc 9303)."""
    known = desk.codes | desk.records.groups.keys()
    for key, path, code, row in _codes(desk):
        if code not in known and not _ORGANISATION.fullmatch(code):
            yield Found(
                key,
                path,
                f"'{code[:40]}' is no known state, organisation or group",
                "a code that comity states lists, org: and initials, or a file in groups/",
                "correct the code, or add the group",
                row,
            )


Place = tuple[str, Path, str, int]


def _codes(desk: Desk) -> Iterator[Place]:
    records = desk.records
    for name, instrument in records.instruments.items():
        key = f"instrument:{name}"
        yield from _listed(key, ("parties",), instrument.parties)
        yield from _listed(key, ("concluded_by",), instrument.concluded_by)
        for index, grant in enumerate(instrument.grants):
            yield from _grant(key, ("grants", index), grant, 0)
        for index, seen in enumerate(instrument.seen):
            if seen.issuer:
                yield key, ("seen", index, "issuer"), seen.issuer, 0
    for name, (listing, rows) in records.listings.items():
        key = f"list:{name}"
        for row in rows:
            yield from _grant(key, (), row.grant, row.line)
        for index, claim in enumerate(listing.coverage):
            yield key, ("coverage", index, "state"), claim.state, 0
    yield from _in_acts(desk)
    for name, group in records.groups.items():
        for index, member in enumerate(group.members):
            yield f"group:{name}", ("members", index, "state"), member.state, 0
    for name in records.profiles:
        yield f"issuer:{name}", ("state",), name, 0
    for first, second in records.relations:
        yield from _listed(f"pair:{first}-{second}", ("states",), (first, second))


def _grant(key: str, path: Path, grant: Grant, row: int) -> Iterator[Place]:
    if grant.issuer != ANY:
        yield key, (*path, "issuer"), grant.issuer, row
    yield key, (*path, "destination"), grant.destination, row
    for field in ("excluding", "excluding_destinations"):
        for index, code in enumerate(getattr(grant, field)):
            yield key, (*path, field) if row else (*path, field, index), code, row


def _in_acts(desk: Desk) -> Iterator[Place]:
    for key, path, act in desk.acts():
        if act.by:
            yield key, (*path, "by"), act.by, 0
        yield from _listed(key, (*path, "states"), act.states)
        for side in ("issuer", "destination"):
            code = getattr(act.scope, side)
            if code:
                yield key, (*path, "scope", side), code, 0
        for index, person in enumerate(act.persons):
            if person.state:
                yield key, (*path, "persons", index, "state"), person.state, 0


def _listed(key: str, path: Path, codes: Iterable[str]) -> Iterator[Place]:
    for index, code in enumerate(codes):
        yield key, (*path, index), code, 0
