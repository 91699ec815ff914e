"""Steps in an act's life that rows tell in their dates, places and remarks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import UNSET, UnsetType

from comity.law.acts import Act, ActKind
from comity.law.dates import PartialDate
from comity.law.errors import ComityError
from comity.records.facts.clusters import Entry

_DATE = r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)"
_STEP = re.compile(rf"(approved|ratified)=(?:([A-Z]{{3}}):)?(?:\w+_)??{_DATE}")
_PLAIN = re.compile(rf"(amended)={_DATE}(?::(\w+))?")
_KINDS = {
    "approved": ActKind.APPROVAL,
    "ratified": ActKind.RATIFICATION,
    "amended": ActKind.AMENDMENT,
}

Told = tuple[ActKind, str, str, str]
"""Kind, date, party and place or note of a step, which several sources may tell alike."""


def acts_told(
    entries: Sequence[Entry], own: Sequence[Entry], *, signed: bool, in_force: bool
) -> tuple[Act, ...]:
    """The acts of an instrument, each with the sources that tell it.

    Args:
        entries: all rows on the instrument; `own` those that stand in its record, not in a list.
        signed, in_force: whether that date can stand as an act of the whole.
    """
    told: dict[Told, list[str]] = {}
    places = [entry for entry in entries if entry.fact["signed_place"]]
    for entry in [*own, *places] if signed else places:
        if entry.signed is not UNSET:
            place = entry.fact["signed_place"] or _place_of(places, entry.signed)
            _tell(told, (ActKind.SIGNATURE, entry.signed.text, "", place), entry)
    if in_force:
        for entry in own:
            if entry.in_force is not UNSET:
                _tell(told, (ActKind.ENTRY_INTO_FORCE, entry.in_force.text, "", ""), entry)
    for entry in entries:
        for step in _steps(entry):
            _tell(told, step, entry)
    order = list(ActKind)
    return tuple(
        _act(step, sources)
        for step, sources in sorted(
            told.items(), key=lambda item: (item[0][1], order.index(item[0][0]), item[0])
        )
    )


def _place_of(places: Sequence[Entry], signed: PartialDate) -> str:
    """Where it was signed on that date, where all sources that tell it agree."""
    told = {entry.fact["signed_place"] for entry in places if entry.signed == signed}
    return told.pop() if len(told) == 1 else ""


def _tell(told: dict[Told, list[str]], step: Told, entry: Entry) -> None:
    sources = told.setdefault(step, [])
    if entry.source.id not in sources:
        sources.append(entry.source.id)


def _steps(entry: Entry) -> Iterator[Told]:
    for part in entry.fact["remarks"].split(";"):
        found = _STEP.fullmatch(part.strip())
        if found and _is_date(found[3]):
            yield _KINDS[found[1]], found[3], found[2] or "", ""
            continue
        found = _PLAIN.fullmatch(part.strip())
        if found and _is_date(found[2]):
            yield _KINDS[found[1]], found[2], "", ""


def _is_date(text: str) -> bool:
    try:
        PartialDate.parse(text)
    except ComityError:
        return False
    return True


def _act(step: Told, sources: list[str]) -> Act:
    kind, day, party, place = step
    return Act(
        kind=kind,
        date=PartialDate.parse(day),
        by=party or UNSET,
        place=place or UNSET,
        sources=tuple(sources),
    )


def form_told(entries: Iterable[Entry]) -> str | UnsetType:
    """The form of the act, where a row tells it."""
    for entry in entries:
        found = re.search(r"(?:^|;)\s*form=(\w+)", entry.fact["remarks"])
        if found:
            return found[1]
    return UNSET


def predecessors_told(entries: Iterable[Entry]) -> tuple[str, ...]:
    """The codes of the predecessor states that concluded it, where the rows name known ones."""
    found: dict[str, None] = {}
    for entry in entries:
        for told in re.findall(r"concluded_by_predecessor=(\w+)", entry.fact["remarks"]):
            for name in told.split("_with_"):
                code = _state(name.replace("_", " "))
                if code:
                    found[code] = None
    return tuple(found)


def _state(name: str) -> str:
    """The code of a state; "" for a name that nobody knows (it still stands in the note)."""
    from comity.names import StateNameError, find

    for tried in (name, re.sub(r"^(former|FR) ", "", name)):
        try:
            return find(tried).code
        except StateNameError:
            continue
    return ""
