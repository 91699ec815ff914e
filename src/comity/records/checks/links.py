"""Links between instruments: do they lead somewhere, and not in a circle?"""

from __future__ import annotations

from collections.abc import Iterator

from comity.law.acts import ActKind
from comity.law.dates import PartialDate
from comity.law.instruments import Instrument
from comity.records.checks.registry import Desk, Found, check, surely_before
from comity.records.yaml import Path


def _links(instrument: Instrument) -> Iterator[tuple[Path, str]]:
    for index, link in enumerate(instrument.supersedes):
        yield ("supersedes", index, "instrument"), link.instrument
    for index, end in enumerate(instrument.ends_with):
        yield ("ends_with", index, "instrument"), end.instrument
    if instrument.amends:
        yield ("amends",), instrument.amends
    rule = instrument.entry_into_force
    if rule and rule.requires:
        yield ("entry_into_force", "requires"), rule.requires
    for index, act in enumerate(instrument.acts):
        if act.instrument:
            yield ("acts", index, "instrument"), act.instrument


@check("unknown_instrument")
def unknown_instrument(desk: Desk) -> Iterator[Found]:
    """A link leads to an instrument that the register has."""
    if not desk.whole("instruments") or not desk.whole("lists"):
        return
    known = set(desk.records.instruments)
    known |= {row.instrument for _, rows in desk.records.listings.values() for row in rows}
    for name, instrument in desk.records.instruments.items():
        for path, link in _links(instrument):
            if link not in known:
                yield _unknown(f"instrument:{name}", path, link)
    for (first, second), relations in desk.records.relations.items():
        for index, act in enumerate(relations.acts):
            if act.instrument and act.instrument not in known:
                yield _unknown(
                    f"pair:{first}-{second}", ("acts", index, "instrument"), act.instrument
                )


def _unknown(key: str, path: Path, link: str) -> Found:
    return Found(
        key,
        path,
        f"there is no instrument '{link[:60]}'",
        "the identifier of an instrument in the register",
        "correct it, or add the instrument",
    )


@check("link_to_itself")
def link_to_itself(desk: Desk) -> Iterator[Found]:
    """No instrument replaces, amends, ends or awaits itself."""
    for name, instrument in desk.records.instruments.items():
        for path, link in _links(instrument):
            if link == name and path[0] != "acts":
                yield Found(
                    f"instrument:{name}",
                    path,
                    "the instrument names itself",
                    "another instrument",
                    "correct the identifier or remove the link",
                )


@check("supersedes_in_a_circle")
def supersedes_in_a_circle(desk: Desk) -> Iterator[Found]:
    """Of two instruments only the later replaces the other (VCLT 59)."""
    replaces = {
        name: [link.instrument for link in instrument.supersedes if link.instrument != name]
        for name, instrument in desk.records.instruments.items()
    }
    for name in sorted(replaces):
        circle = _circle(name, replaces)
        if circle and name == min(circle):
            yield Found(
                f"instrument:{name}",
                ("supersedes",),
                f"{' -> '.join([*circle, name])} supersede one another in a circle",
                "a later instrument that supersedes an earlier one",
                "remove the link of the earlier one",
            )


@check("supersedes_a_later_one")
def supersedes_a_later_one(desk: Desk) -> Iterator[Found]:
    """What is replaced was signed before what replaces it (VCLT 30, 59)."""
    for name, instrument in desk.records.instruments.items():
        signed = _signed(instrument)
        for index, link in enumerate(instrument.supersedes):
            other = desk.records.instruments.get(link.instrument)
            earlier = _signed(other) if other else None
            if signed and earlier and surely_before(signed, earlier):
                yield Found(
                    f"instrument:{name}",
                    ("supersedes", index, "instrument"),
                    f"{link.instrument} was signed on {earlier}, after this instrument on {signed}",
                    "an instrument signed before",
                    "turn the link round, or correct the dates",
                )


def _signed(instrument: Instrument) -> PartialDate | None:
    """The day of its last signature."""
    dates = [act.date for act in instrument.acts if act.kind is ActKind.SIGNATURE]
    return max((day for day in dates if day), key=lambda day: day.last, default=None)


def _circle(start: str, replaces: dict[str, list[str]]) -> list[str] | None:
    """The way from `start` back to itself, or None; without recursion."""
    ways = [[start]]
    seen = {start}
    while ways:
        way = ways.pop()
        for following in replaces.get(way[-1], ()):
            if following == start:
                return way
            if following not in seen:
                seen.add(following)
                ways.append([*way, following])
    return None
