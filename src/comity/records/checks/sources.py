"""Sources: are they there, dated sensibly, and each once?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from comity.law.dates import PartialDate
from comity.records.checks.registry import Desk, Found, check
from comity.records.yaml import Path

_URL = re.compile(r"https?://[^\s/?#]+\.[^\s/?#]+\S*", re.IGNORECASE)
_WEB = PartialDate(1990)
"""No page was read on a network before."""


@check("unknown_source")
def unknown_source(desk: Desk) -> Iterator[Found]:
    """Every source cited is in sources/."""
    if not desk.whole("sources"):
        return
    known = desk.records.sources
    for key, path, name in _cited(desk):
        if name not in known:
            near = get_close_matches(name, known, n=1)
            yield Found(
                key,
                path,
                f"there is no source '{name[:60]}'",
                f"'{near[0]}'" if near else "the identifier of a source in sources/",
                "correct it, or add the source",
            )


def _cited(desk: Desk) -> Iterator[tuple[str, Path, str]]:
    records = desk.records
    for key, path, act in desk.acts():
        yield from _each(key, (*path, "sources"), act.sources)
    for name, instrument in records.instruments.items():
        key = f"instrument:{name}"
        yield from _each(key, ("sources",), instrument.sources)
        for index, grant in enumerate(instrument.grants):
            yield from _each(key, ("grants", index, "sources"), grant.sources)
        for index, seen in enumerate(instrument.seen):
            yield from _each(key, ("seen", index, "sources"), seen.sources)
    for name, (listing, _) in records.listings.items():
        yield f"list:{name}", ("source",), listing.source
    for name, group in records.groups.items():
        for index, member in enumerate(group.members):
            yield from _each(f"group:{name}", ("members", index, "sources"), member.sources)
    for name, profile in records.profiles.items():
        yield from _each(f"issuer:{name}", ("sources",), profile.sources)


def _each(key: str, path: Path, names: tuple[str, ...]) -> Iterator[tuple[str, Path, str]]:
    for index, name in enumerate(names):
        yield key, (*path, index), name


@check("source_never_cited", note=True)
def source_never_cited(desk: Desk) -> Iterator[Found]:
    """A source that nothing rests on is perhaps left over."""
    if desk.reading.defects:
        return
    cited = {name for _, _, name in _cited(desk)}
    for name in desk.records.sources.keys() - cited:
        yield Found(
            f"source:{name}",
            ("id",),
            f"nothing cites the source '{name}'",
            "a record that rests on it",
            "cite it or remove it",
        )


@check("source_cited_twice")
def source_cited_twice(desk: Desk) -> Iterator[Found]:
    """One statement names a source once."""
    seen = set()
    for key, path, name in _cited(desk):
        place = (key, path[:-1], name)
        if place in seen:
            yield Found(
                key, path, f"the source '{name}' is named twice", "each source once", "remove one"
            )
        seen.add(place)


@check("same_source")
def same_source(desk: Desk) -> Iterator[Found]:
    """One publication on one date is one source."""
    seen: dict[tuple[object, ...], str] = {}
    for name, source in desk.records.sources.items():
        if not source.url:
            continue
        said = (source.publisher, str(source.date or ""), source.url, source.kind)
        first = seen.setdefault(said, name)
        if first != name:
            yield Found(
                f"source:{name}",
                ("id",),
                f"'{first}' has the same publisher, date and address",
                "one record for one publication on one date",
                "join the two",
            )


@check("source_after_reading")
def source_after_reading(desk: Desk) -> Iterator[Found]:
    """Nobody has read what was not yet published."""
    for name, source in desk.records.sources.items():
        if source.date and source.date.first > source.read.last:
            yield Found(
                f"source:{name}",
                ("date",),
                f"the source speaks for {source.date}, but was read on {source.read}",
                f"a date until {source.read}",
                "correct the date or the day of reading",
            )


@check("read_before_the_web")
def read_before_the_web(desk: Desk) -> Iterator[Found]:
    """The day of reading is a day of our time, to the day."""
    for name, source in desk.records.sources.items():
        if source.read.precision != "day" or source.read.first < _WEB.first:
            yield Found(
                f"source:{name}",
                ("read",),
                f"{source.read} is no day on which it was read",
                "a whole day, such as 2026-11-24",
                "write the day on which you read it",
            )


@check("bad_address")
def bad_address(desk: Desk) -> Iterator[Found]:
    """An address leads to the web."""
    for name, source in desk.records.sources.items():
        if source.url and not _URL.fullmatch(source.url):
            yield Found(
                f"source:{name}",
                ("url",),
                f"'{source.url[:60]}' is no address",
                "an address that begins with https:// or http://",
                "correct it, or leave it out where none was kept",
            )


@check("no_publisher")
def no_publisher(desk: Desk) -> Iterator[Found]:
    """Somebody published it."""
    for name, source in desk.records.sources.items():
        if not source.publisher.strip():
            yield Found(
                f"source:{name}",
                ("publisher",),
                "the source has no publisher",
                "the ministry, gazette, newspaper or person that published it",
                "name it",
            )
