"""The text of an agreement as a draft record: grants by side, final clauses, other clauses."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from comity.law.acts import Act, ActKind
from comity.law.dates import PartialDate
from comity.law.errors import DataError
from comity.law.instruments import (
    Anchor,
    Clause,
    Duration,
    ForceRule,
    Grant,
    Instrument,
    InstrumentKind,
    Period,
    Specimens,
    Suspension,
    Termination,
    Unit,
)
from comity.law.passports import PassportClass
from comity.law.sources import Confidence
from comity.law.stay import MOST_LIMITS, Limit, StayRule
from comity.read.draft.model import Draft, Origin, title
from comity.read.draft.terms import grant_terms
from comity.read.model import Span
from comity.read.treaty import to_clauses
from comity.read.treaty.model import Clause as Read
from comity.read.treaty.model import TreatyReading
from comity.records.slugs import slug

_ANCHORS = {
    "receipt": Anchor.RECEIPT,
    "date": Anchor.NOTICE,
    "dispatch": Anchor.DISPATCH,
    "before_wished_date": Anchor.EFFECT,
}
_OWN_FIELDS = frozenset(
    "documents form length_of_stay stay_window entry_into_force duration termination suspension "
    "specimens new_passports languages".split()
)
"""Clause kinds that have a field of the record to themselves."""


def draft_treaty(reading: TreatyReading, origin: Origin, *, title_of: str = "") -> Draft:
    """The record that the text of one agreement gives.

    Raises:
        DataError: the text names fewer than two parties.
    """
    if len(reading.parties) < 2:
        raise DataError(
            f"the text names {'one party' if reading.parties else 'no party'}",
            where=origin.where,
            expected="an agreement of two states or more",
            mend="write the record by hand, after docs/format.md",
        )
    return _TreatyDrafter(reading, origin, title_of).draft()


class _TreatyDrafter:
    def __init__(self, reading: TreatyReading, origin: Origin, title_of: str) -> None:
        self.reading = reading
        self.origin = origin
        self.title_of = title_of
        self.source = origin.source(Confidence.HIGH)
        self.fields = to_clauses(reading)
        self.evidence: dict[str, tuple[Span, ...]] = {}
        self.open: list[str] = []

    def draft(self) -> Draft:
        reading = self.reading
        parties = tuple(sorted(reading.parties))
        year = f"-{reading.signed[:4]}" if reading.signed else ""
        ident = "-".join(parties) + year
        self._spans(ident)
        acts: tuple[Act, ...] = ()
        if reading.signed or reading.place:
            acts = (
                Act(
                    kind=ActKind.SIGNATURE,
                    date=PartialDate.parse(reading.signed) if reading.signed else UNSET,
                    place=reading.place or UNSET,
                    sources=(self.source.id,),
                ),
            )
        else:
            self.open.append(f"{ident}: the text does not say when and where it was signed")
        classes = tuple(
            dict.fromkeys(c for p in reading.parties for c in reading.passport_classes.get(p, ()))
        )
        instrument = Instrument(
            id=ident,
            title={"en": title(parties, classes)},
            kind=InstrumentKind.BILATERAL if len(parties) == 2 else InstrumentKind.MULTILATERAL,
            parties=parties,
            form=self.fields.get("form", UNSET),
            acts=acts,
            grants=self._grants(ident),
            entry_into_force=self._force(ident),
            duration=self._duration(),
            termination=self._termination(),
            suspension=self._suspension(),
            specimens=self._specimens(),
            clauses=self._clauses(),
            languages=reading.languages,
            prevailing=self.fields.get("prevailing", UNSET),
            sources=(self.source.id,),
        )
        for earlier in self.fields.get("supersedes", ()):
            self.open.append(
                f"{ident}: it {earlier.get('mode', 'changes')} an earlier act"
                + (f" of {earlier['of']}" if "of" in earlier else "")
                + ": which record is that? Write it under 'supersedes'"
            )
        for item in reading.unread:
            self.open.append(f"{ident}: article {item.article} was not understood")
        return Draft(
            name=slug(f"{ident} {self.source.id}", 80),
            source=self.source,
            instruments=(instrument,),
            evidence=self.evidence,
            open=tuple(self.open),
            where=self.origin.where,
            title=self.title_of,
            reading=msgspec.to_builtins(reading),
        )

    def _grants(self, ident: str) -> tuple[Grant, ...]:
        sides: dict[tuple[str, str, tuple[str, ...]], list[dict[str, Any]]] = defaultdict(list)
        for item in self.fields["grant"]:
            sides[item["holder"], item["territory"], tuple(item["classes"])].append(item)
        grants = []
        for (holder, territory, named), items in sides.items():
            classes = tuple(PassportClass(item) for item in named)
            if not classes:
                self.open.append(f"{ident}: which passports of {holder} are covered?")
            grants.append(
                Grant(
                    issuer=holder,
                    destination=territory,
                    classes=classes or UNSET,
                    stay=_stay(items),
                    terms=grant_terms(self.reading.clauses, holder, territory),
                    article=next((_number(i["source"]) for i in items if "source" in i), UNSET),
                    sources=(self.source.id,),
                )
            )
        return tuple(grants)

    def _force(self, ident: str) -> ForceRule | UnsetType:
        read = self._only("entry_into_force")
        if read is None:
            return UNSET
        rule = force_rule(read.parameters)
        if rule is None:
            self.open.append(
                f"{ident}: the rule of entry into force (article {read.article}) is of a kind "
                "that the record cannot hold; write down the date once it is known"
            )
            return UNSET
        return msgspec.structs.replace(rule, article=_article(read))

    def _duration(self) -> Duration | UnsetType:
        read = self._only("duration")
        if read is None:
            return UNSET
        values = read.parameters
        return Duration(
            years=values.get("years", UNSET),
            tacit_renewal=values.get("renewal") == "tacit",
            notice=_period(values.get("notice"), before=True),
            article=_article(read),
        )

    def _termination(self) -> Termination | UnsetType:
        read = self._only("termination")
        if read is None or "n" not in read.parameters:
            return UNSET
        values = read.parameters
        anchor = values.get("anchor", "")
        return Termination(
            notice=Period(
                n=values["n"],
                unit=Unit(values.get("unit", "day")),
                anchor=_ANCHORS.get(anchor, UNSET),
                before=anchor == "before_wished_date",
            ),
            article=_article(read),
        )

    def _suspension(self) -> Suspension | UnsetType:
        read = self._only("suspension")
        if read is None:
            return UNSET
        values = read.parameters
        notice = _period(values.get("notice"), before=values.get("direction") == "before")
        return Suspension(
            grounds=tuple(values.get("grounds", ())),
            notice=notice,
            in_part=True if values.get("scope") == "whole_or_part" else UNSET,
            excludes_articles=(str(values["excludes_article"]),)
            if "excludes_article" in values
            else (),
            article=_article(read),
        )

    def _specimens(self) -> Specimens | UnsetType:
        first, change = self._only("specimens"), self._only("new_passports")
        if first is None and change is None:
            return UNSET
        initial: Period | UnsetType = UNSET
        if first is not None and "offset" in first.parameters:
            values = first.parameters
            anchors = {"signature": Anchor.SIGNATURE, "entry_into_force": Anchor.ENTRY_INTO_FORCE}
            initial = Period(
                n=values["offset"]["value"],
                unit=Unit(values["offset"]["unit"]),
                anchor=anchors.get(values.get("event", ""), UNSET),
                before=values.get("direction") == "before",
            )
        later: Period | UnsetType = UNSET
        if change is not None and "notice" in change.parameters:
            values = change.parameters
            later = Period(
                n=values["notice"]["value"],
                unit=Unit(values["notice"]["unit"]),
                anchor=Anchor.INTRODUCTION,
                before=values.get("direction") == "before",
                soft=values.get("firmness") == "if_possible",
            )
        told = first or change
        return Specimens(
            initial=initial, change=later, article=UNSET if told is None else _article(told)
        )

    def _clauses(self) -> tuple[Clause, ...]:
        return tuple(
            Clause(kind=c.kind, article=_article(c), parameters=_flat(c.parameters))
            for c in self.reading.clauses
            if c.kind not in _OWN_FIELDS
        )

    def _only(self, kind: str) -> Read | None:
        """The clause of a kind; where two articles speak of it, their values together."""
        found = [c for c in self.reading.clauses if c.kind == kind]
        if not found:
            return None
        values: dict[str, Any] = {}
        for clause in reversed(found):
            values.update(clause.parameters)
        return msgspec.structs.replace(found[0], parameters=values)

    def _spans(self, ident: str) -> None:
        held: dict[str, list[Span]] = defaultdict(list)
        for clause in self.reading.clauses:
            for item in clause.evidence:
                path = f"{ident}.{clause.kind}" + (f".{item.field}" if item.field != "kind" else "")
                held[path].append(Span(item.start, item.end, item.text))
        self.evidence.update({path: tuple(spans) for path, spans in held.items()})


def force_rule(values: dict[str, Any]) -> ForceRule | None:
    """The rule of entry into force (clause C26) in the record's terms; None where it has none."""
    what = values.get("type")
    n, unit = values.get("n", 0), Unit(values.get("unit", "day"))
    lapse = bool(values.get("after_lapse", False))
    anchor: Anchor | None = None
    if what == "first_of_month":
        signed = values.get("event") == "signature"
        anchor = Anchor.SIGNATURE if signed else Anchor.LAST_NOTIFICATION
        if values.get("anchor") == "receipt" and not signed:
            anchor = Anchor.LAST_RECEIPT
        return ForceRule(anchor=anchor, first_of_month=values["first_of_month"])
    if what == "last_notification":
        received = values.get("anchor") == "receipt"
        anchor = Anchor.LAST_RECEIPT if received else Anchor.LAST_NOTIFICATION
    elif what in ("signature", "reply_note"):  # the reply is what concludes an exchange of notes
        anchor = Anchor.SIGNATURE
    elif what == "deposits" and "deposits" in values:
        return ForceRule(anchor=Anchor.DEPOSIT, deposits=values["deposits"], n=n, unit=unit)
    elif what == "fixed_date" and "date" in values:
        return ForceRule(anchor=Anchor.FIXED, date=PartialDate.parse(values["date"]))
    if anchor is None:
        return None
    provisional = bool(values.get("provisional", False))
    return ForceRule(anchor=anchor, n=n, unit=unit, after_lapse=lapse, provisional=provisional)


def _stay(items: list[dict[str, Any]]) -> StayRule | None | UnsetType:
    limits: list[Limit] = []
    for item in items:
        if "limit" not in item:
            continue
        if item["limit"] is None:
            return None
        limits.append(_limit(item))
    unique = tuple(dict.fromkeys(limits))
    return StayRule(unique[:MOST_LIMITS]) if unique else UNSET


def _limit(item: dict[str, Any]) -> Limit:
    amount, unit = item["limit"]["value"], item["limit"]["unit"]
    letter = "m" if unit == "month" else ""
    if unit == "year":
        amount, letter = amount * 12, "m"
    anchor, window = item.get("anchor"), item.get("window")
    if anchor == "per_entry":
        per = "visit"
    elif anchor in ("half_year", "calendar_year"):
        per = anchor.replace("_", "-")
    elif window is None:
        per = "?"
    else:
        wide = window["value"] * (12 if window["unit"] == "year" else 1)
        mark = "" if window["unit"] == "day" else "m"
        how = {"rolling": "", "first_entry": "@first-entry", "year_from_entry": "@first-entry"}
        per = f"{wide}{mark}{how.get(anchor or '', '@?')}"
        if window == {"value": 1, "unit": "year"} and per.endswith("@?"):
            per = "year"
    return StayRule.parse(f"{amount}{letter}/{per}").limits[0]


def _period(value: dict[str, Any] | None, *, before: bool) -> Period | UnsetType:
    if value is None:
        return UNSET
    return Period(n=value["value"], unit=Unit(value["unit"]), before=before)


def _article(read: Read) -> str | UnsetType:
    return read.article or UNSET


def _number(path: str) -> str:
    return path.removeprefix("article ")


def _flat(values: dict[str, Any]) -> dict[str, str | int | bool]:
    """Parameters as a record holds them: one value to a name."""
    flat: dict[str, str | int | bool] = {}
    for key, value in values.items():
        if isinstance(value, dict):
            for inner, item in _flat(value).items():
                flat[f"{key}_{inner}"] = item
        elif isinstance(value, list | tuple):
            flat[key] = "+".join(
                item if isinstance(item, str) else msgspec.json.encode(item).decode()
                for item in value
            )
        else:
            flat[key] = value
    return flat
