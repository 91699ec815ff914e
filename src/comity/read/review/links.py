"""What the register already knows of a draft's agreement: what it adds, what it contradicts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import UNSET, Struct

from comity.law.acts import Act, ActKind
from comity.law.dates import PartialDate
from comity.law.instruments import Grant, Instrument
from comity.law.passports import PassportClass
from comity.records.model import Records

_ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth".split()
_LIVES_ONCE = frozenset({ActKind.SIGNATURE, ActKind.ENTRY_INTO_FORCE, ActKind.TERMINATION})
"""Acts that happen once in the life of an instrument, so that two dates contradict."""


class Link(Struct, frozen=True, kw_only=True):
    """A draft's agreement and one that the register has.

    Attributes:
        instrument: its identifier in the register.
        score: how likely they are one and the same, 0 to 1; above 0.5 merging is advised.
        sources: how many sources it has so far, without the draft's.
        adds, contradicts: what the draft says beyond it, and against it, in words.
        known: whether the draft's source is already cited there.
    """

    instrument: str
    score: float
    sources: int
    adds: tuple[str, ...] = ()
    contradicts: tuple[str, ...] = ()
    known: bool = False

    @property
    def told(self) -> str:
        """The link in a sentence.

        >>> Link(
        ...     instrument="KAZ-TGO-2025",
        ...     score=1,
        ...     sources=4,
        ...     adds=("the date of entry into force (2026-01-01)",),
        ... ).told
        'a fifth source for an agreement you have (KAZ-TGO-2025); it adds the date of entry into force (2026-01-01)'
        """  # noqa: E501
        if self.score < 0.5:
            head = f"another agreement of the same states stands as {self.instrument}"
        elif self.known:
            head = f"its source is cited already by {self.instrument}"
        else:
            ordinal = ordinal_of(self.sources + 1)
            head = f"{ordinal} source for an agreement you have ({self.instrument})"
        parts = [head]
        if self.score >= 0.5 and self.adds:
            parts.append(f"it adds {joined(self.adds)}")
        if self.score >= 0.5 and self.contradicts:
            parts.append(f"it contradicts {joined(self.contradicts)}")
        return "; ".join(parts)


def links(draft: Instrument, records: Records, source: str) -> list[Link]:
    """Every instrument of the register that binds the same states, the likeliest first.

    Args:
        source: the identifier of the draft's source.
    """
    pair = set(draft.parties)
    found = []
    for own in records.instruments.values():
        if set(own.parties) != pair or own.subject != draft.subject:
            continue
        cited = sources_of(own)
        found.append(
            Link(
                instrument=own.id,
                score=round(likeness(draft, own), 2),
                sources=len(cited - {source}),
                adds=tuple(_adds(draft, own)),
                contradicts=tuple(_contradicts(draft, own)),
                known=source in cited,
            )
        )
    return sorted(found, key=lambda link: (-link.score, link.instrument))


class Listed(Struct, frozen=True, kw_only=True):
    """What lists of the register say of one direction of a draft.

    Attributes:
        issuer, destination: the direction.
        lists: how many lists name it.
        newest: the list of the latest date, and that date ("" for an undated one).
        instruments: the names under which lists know acts of it, that no file tells of.
    """

    issuer: str
    destination: str
    lists: int
    newest: str
    date: str
    says: str
    instruments: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """The knowledge in a sentence."""
        many = "1 list names" if self.lists == 1 else f"{self.lists} lists name"
        dated = f" of {self.date}" if self.date else ", undated"
        text = f"{many} {self.issuer} in {self.destination}; the newest ({self.newest}{dated}) "
        text += f"says {self.says}"
        if self.instruments:
            text += f"; lists know it as {', '.join(self.instruments[:3])}"
        return text


def listed(draft: Instrument, records: Records) -> list[Listed]:
    """What lists say of each direction of the draft's grants."""
    found = []
    for grant in draft.grants:
        rows = [
            (listing, row)
            for listing, own in records.listings.values()
            for row in own
            if row.grant.issuer == grant.issuer and row.grant.destination == grant.destination
        ]
        if not rows:
            continue
        dates = {listing.id: _date_of(records, listing.source) for listing, _ in rows}
        listing, row = max(rows, key=lambda item: (dates[item[0].id], item[0].id))
        names = sorted({r.instrument for _, r in rows if r.instrument})
        found.append(
            Listed(
                issuer=grant.issuer,
                destination=grant.destination,
                lists=len(dates),
                newest=listing.id,
                date=dates[listing.id],
                says=_says(row.grant),
                instruments=tuple(n for n in names if n not in records.instruments),
            )
        )
    return found


def _date_of(records: Records, source: str) -> str:
    own = records.sources.get(source)
    return "" if own is None or own.date is UNSET else own.date.text


def _says(grant: Grant) -> str:
    classes = "no class" if grant.classes is UNSET else ", ".join(grant.classes)
    return classes if grant.stay is UNSET else f"{classes}; {_plain(grant.stay)}"


def sources_of(instrument: Instrument) -> set[str]:
    """Every source that an instrument cites."""
    cited = set(instrument.sources)
    for statements in (instrument.acts, instrument.grants, instrument.seen):
        for item in statements:
            cited.update(item.sources)
    return cited


def likeness(draft: Instrument, own: Instrument) -> float:
    """How likely two are one agreement: the day of signature decides, then the classes."""
    base = 0.6 if draft.id == own.id else 0.45
    ours, theirs = _dates(draft, ActKind.SIGNATURE), _dates(own, ActKind.SIGNATURE)
    if ours and theirs:
        if any(agree(a, b) for a in ours for b in theirs):
            base += 0.4
        elif any(_near(a, b) for a in ours for b in theirs):
            base += 0.2
        else:
            base -= 0.4
    mine, held = _classes(draft), _classes(own)
    if mine and held:
        base += 0.15 if mine & held else -0.3
    return max(0.0, min(1.0, base))


def _near(one: PartialDate, other: PartialDate) -> bool:
    """Within a few days: press reports often date a signature by the day of the report."""
    return min(abs(one.first - other.last), abs(one.last - other.first)) <= 7


def agree(one: PartialDate, other: PartialDate) -> bool:
    """Whether two dates can be one and the same day."""
    return one.first <= other.last and other.first <= one.last


def _dates(instrument: Instrument, kind: ActKind) -> list[PartialDate]:
    return [a.date for a in instrument.acts if a.kind is kind and a.date is not UNSET]


def _classes(instrument: Instrument) -> set[PassportClass]:
    return {c for g in instrument.grants if g.classes is not UNSET for c in g.classes}


def _adds(draft: Instrument, own: Instrument) -> Iterator[str]:
    for act in draft.acts:
        alike = [a for a in own.acts if a.kind is act.kind and a.by == act.by]
        name = act.kind.value.replace("_", " ")
        if act.date is UNSET:
            if not alike:
                yield f"the {name}, undated"
            continue
        dated = [a for a in alike if a.date is not UNSET]
        if not dated:
            yield f"the date of {name} ({act.date.text})"
        elif all(
            agree(a.date, act.date) and len(a.date.text) < len(act.date.text)
            for a in dated
            if a.date is not UNSET
        ):
            yield f"a more exact date of {name} ({act.date.text})"
        for field in ("place", "occasion"):
            value: Any = getattr(act, field)
            if value is not UNSET and all(getattr(a, field) is UNSET for a in alike):
                yield f"the {field} of {name} ({value})"
        known = {p.name for a in alike for p in a.persons}
        new = [p.name for p in act.persons if p.name not in known]
        if new:
            yield f"who took part ({', '.join(new[:4])})"
    for field, word in (("stay", "the length of stay"), ("classes", "the passport classes")):
        if any(_has(g, field) for g in draft.grants) and not any(
            _has(g, field) for g in own.grants
        ):
            yield word
    for field in ("entry_into_force", "duration", "termination", "suspension", "specimens"):
        if getattr(draft, field) is not UNSET and getattr(own, field) is UNSET:
            yield f"the rule of {field.replace('_', ' ')}"


def _has(grant: Grant, field: str) -> bool:
    return getattr(grant, field) is not UNSET


def _contradicts(draft: Instrument, own: Instrument) -> Iterator[str]:
    for act in draft.acts:
        if act.kind not in _LIVES_ONCE or act.date is UNSET:
            continue
        others = [a for a in own.acts if a.kind is act.kind and a.date is not UNSET]
        against = [a for a in others if not _same_day(a, act)]
        if others and len(against) == len(others):
            first = against[0]
            assert first.date is not UNSET
            yield (
                f"the date of {act.kind.value.replace('_', ' ')} "
                f"({act.date.text} here, {first.date.text} in {', '.join(first.sources[:2])})"
            )
    for grant in draft.grants:
        others_g = [
            g for g in own.grants if (g.issuer, g.destination) == (grant.issuer, grant.destination)
        ]
        for field in ("classes", "stay"):
            value = getattr(grant, field)
            told = [getattr(g, field) for g in others_g if getattr(g, field) is not UNSET]
            if value is not UNSET and told and all(_plain(t) != _plain(value) for t in told):
                yield (
                    f"the {field} for {grant.issuer} in {grant.destination} "
                    f"({_plain(value)} here, {_plain(told[0])} there)"
                )


def _same_day(one: Act, other: Act) -> bool:
    return one.date is UNSET or other.date is UNSET or agree(one.date, other.date)


def _plain(value: Any) -> str:
    if value is None:
        return "no limit rule"
    return ", ".join(sorted(value)) if isinstance(value, tuple) else str(value)


def ordinal_of(number: int) -> str:
    """`a fifth`, `an eighth`; beyond ten in figures."""
    word = _ORDINALS[number] if number < len(_ORDINALS) else f"{number}th"
    return f"an {word}" if word.startswith("eighth") else f"a {word}"


def joined(parts: tuple[str, ...]) -> str:
    """The parts in one phrase."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
