"""An announcement's acts as draft records.

Only what is done becomes an act (an act that is hoped for or denied is none), except that an
entry into force or an end may be announced ahead. What a record cannot say without a guess,
such as who exempts whom in a one-sided exemption, is left out and asked.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import msgspec
from msgspec import UNSET

from comity.law.acts import Act as LawAct
from comity.law.acts import ActKind
from comity.law.acts import Person as LawPerson
from comity.law.dates import PartialDate
from comity.law.instruments import Grant, Instrument, InstrumentKind
from comity.law.passports import PassportClass
from comity.law.stay import Limit, StayRule
from comity.read.draft.model import Draft, Origin, joined, name, title
from comity.read.model import Act, Reading, Span, Stay
from comity.records.model import Relations
from comity.records.slugs import slug

VISA_EXEMPTION = "visa_exemption"
_AHEAD = frozenset({"entry_into_force", "termination", "suspension"})
_TOOK_PART = frozenset({"signatory", "host", "visitor", "witness"})
"""Who only speaks of an act, or is named near it, took no part in it."""

_BESIDE = frozenset({"visit", "accreditation", "statement"})
_ONE_SIDED = "unilateral_exemption"


def draft_announcement(reading: Reading, origin: Origin, *, title_of: str = "") -> Draft:
    """The records that an announcement gives; `Draft.empty` where it gives none."""
    return _Drafter(reading, origin, title_of).draft()


class _Drafter:
    def __init__(self, reading: Reading, origin: Origin, title_of: str) -> None:
        self.reading = reading
        self.origin = origin
        self.title_of = title_of
        self.source = origin.source()
        self.evidence: dict[str, tuple[Span, ...]] = {}
        self.confidence: dict[str, float] = {}
        self.open: list[str] = list(reading.warnings)
        self.left_out: list[str] = []
        self.ids: set[str] = set()

    def draft(self) -> Draft:
        groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Act]] = defaultdict(list)
        beside: dict[tuple[str, ...], list[Act]] = defaultdict(list)
        for act in self.reading.acts:
            if act.subject == VISA_EXEMPTION and act.kind not in _BESIDE:
                groups[act.states, act.passport_classes].append(act)
            else:
                beside[act.states].append(act)
        instruments = [
            instrument
            for acts in _one_each(groups)
            if (instrument := self._instrument(acts)) is not None
        ]
        relations = [
            record
            for states, acts in beside.items()
            if (record := self._relations(states, acts)) is not None
        ]
        codes = [i.id for i in instruments] or ["-".join(r.states) for r in relations]
        return Draft(
            name=slug(f"{codes[0] if codes else 'nothing'} {self.source.id}", 80),
            source=self.source,
            instruments=tuple(instruments),
            relations=tuple(relations),
            evidence=self.evidence,
            confidence=self.confidence,
            open=tuple(dict.fromkeys(self.open)),
            left_out=tuple(self.left_out),
            where=self.origin.where,
            title=self.title_of,
            reading=msgspec.to_builtins(self.reading),
        )

    def _instrument(self, acts: list[Act]) -> Instrument | None:
        first = acts[0]
        states = tuple(first.states)
        told = [act for act in acts if self._recordable(act)]
        if not told:
            return None
        if len(states) < 2:
            self._skip(first, "it names fewer than two states")
            return None
        one_sided = any(act.kind == _ONE_SIDED for act in told)
        ident = self._ident(states, told)
        law_acts: list[LawAct] = []
        for act in told:
            law_act = self._act(act, f"{ident}.acts[{len(law_acts)}]")
            if law_act is not None:
                law_acts.append(law_act)
        if not law_acts:
            return None
        kind = InstrumentKind.BILATERAL if len(states) == 2 else InstrumentKind.MULTILATERAL
        if one_sided:
            kind = InstrumentKind.UNSTATED
            self.open.append(
                f"{ident}: a one-sided exemption between {joined([name(s) for s in states])}: "
                "who exempts whom? Write the grants, the party and the kind 'unilateral'"
            )
        elif len(states) > 2:
            self.open.append(f"{ident}: more than two states: who exempts whom? Write the grants")
        grants = self._grants(ident, states, told) if kind is InstrumentKind.BILATERAL else ()
        self.confidence[ident] = max(act.confidence for act in told)
        what = "Decision" if one_sided else "Agreement"
        return Instrument(
            id=ident,
            title={"en": title(states, first.passport_classes, what)},
            kind=kind,
            parties=states,
            acts=tuple(law_acts),
            grants=grants,
            sources=(self.source.id,) if not grants else (),
        )

    def _recordable(self, act: Act) -> bool:
        if act.mode == "done":
            return True
        if act.mode == "planned" and act.kind in _AHEAD and _whole(act.date):
            return True
        self._skip(act, f"it is {act.mode}, not done")
        return False

    def _act(self, act: Act, path: str) -> LawAct | None:
        kind = ActKind.APPROVAL if act.kind == _ONE_SIDED else ActKind(act.kind)
        by: Any = UNSET
        if kind is ActKind.NOTIFICATION:
            senders = {p.state for p in act.persons if p.state in act.states}
            if len(senders) != 1:
                self._skip(act, "it does not say which party sent the notification")
                return None
            by = senders.pop()
        if act.date is not None and not _whole(act.date):
            self.open.append(f"{path}: the text gives the date {act.date} without its year")
        for field in ("kind", "date", "place", "occasion", "persons", "sectors"):
            if act.evidence.get(field):
                self.evidence[f"{path}.{field}"] = act.evidence[field]
        return LawAct(
            kind=kind,
            date=_date(act),
            by=by,
            place=act.place or UNSET,
            occasion=act.occasion or UNSET,
            persons=_persons(act),
            sectors=tuple(sorted(act.sectors)),
            sources=(self.source.id,),
        )

    def _grants(self, ident: str, states: tuple[str, ...], acts: list[Act]) -> tuple[Grant, ...]:
        classes = next((a.passport_classes for a in acts if a.passport_classes), ())
        stay = next((a.stay for a in acts if a.stay is not None), None)
        rule = None if stay is None else stay_rule(stay)
        if not classes:
            self.open.append(f"{ident}: the text does not say for which passports")
        grants = []
        for index, (issuer, destination) in enumerate((states, states[::-1])):
            grants.append(
                Grant(
                    issuer=issuer,
                    destination=destination,
                    classes=tuple(PassportClass(item) for item in classes) or UNSET,
                    stay=UNSET if rule is None else rule,
                    sources=(self.source.id,),
                )
            )
            for field, own in (
                ("issuer", "states"),
                ("destination", "states"),
                ("classes", "passport_classes"),
                ("stay", "stay"),
            ):
                spans = next((a.evidence[own] for a in acts if a.evidence.get(own)), ())
                if spans:
                    self.evidence[f"{ident}.grants[{index}].{field}"] = spans
        return tuple(grants)

    def _relations(self, states: tuple[str, ...], acts: list[Act]) -> Relations | None:
        pair = sorted(states)
        kept: list[LawAct] = []
        for act in acts:
            if not (act.mode == "done" or self._recordable(act)):
                continue
            if len(pair) != 2:
                self._skip(act, "it is not between two states")
                continue
            path = f"{'-'.join(pair)}.acts[{len(kept)}]"
            law_act = self._act(act, path)
            if law_act is None:
                continue
            kept.append(
                msgspec.structs.replace(law_act, states=tuple(pair), subject=act.subject or UNSET)
            )
            if act.evidence.get("subject"):
                self.evidence[f"{path}.subject"] = act.evidence["subject"]
        return Relations(states=(pair[0], pair[1]), acts=tuple(kept)) if kept else None

    def _ident(self, states: tuple[str, ...], acts: list[Act]) -> str:
        dated = next(
            (a.date for k in ("signature", _ONE_SIDED) for a in acts if a.kind == k and a.date),
            None,
        )
        year = "" if dated is None or not _whole(dated) else f"-{dated[:4]}"
        base = "-".join(sorted(states)[:6]) + year
        ident, number = base, 2
        while ident in self.ids:
            ident = f"{base}-{number}"
            number += 1
        self.ids.add(ident)
        return ident

    def _skip(self, act: Act, why: str) -> None:
        states = ", ".join(act.states)
        self.left_out.append(f"{act.kind.replace('_', ' ')} ({states}): {why}")


def _one_each(
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Act]],
) -> list[list[Act]]:
    """One list of acts to each instrument.

    Acts of the same states and classes are about one instrument, unless there are signatures
    on two dates; acts without classes go with the only instrument of their states.
    """
    found: list[list[Act]] = []
    for (states, classes), acts in groups.items():
        others = [c for (s, c) in groups if s == states and c]
        if not classes and len(others) == 1:
            groups[states, others[0]].extend(acts)
            continue
        found.append(acts)
    split: list[list[Act]] = []
    for acts in found:
        days = {a.date for a in acts if a.kind == "signature" and a.mode == "done" and a.date}
        if len(days) < 2:
            split.append(acts)
            continue
        for act in acts:
            own = act.kind == "signature" and act.date in days
            if own and act.date is not None:
                split.append([act])
        rest = [a for a in acts if not (a.kind == "signature" and a.date in days)]
        latest = max(split[-len(days) :], key=lambda group: group[0].date or "")
        latest.extend(rest)
    return split


def stay_rule(stay: Stay) -> StayRule | None:
    """The stay in the register's grammar; None where the text gives no limit that it can hold.

    A window of which the text does not say how it runs stays unstated.

    >>> str(stay_rule(Stay(days=90, window_days=180)))
    '90/180@?'
    """
    if stay.rule == "duration_of_mission":
        return StayRule((Limit(None, per="mission"),))
    if stay.rule == "unlimited":
        return StayRule((Limit(None, per="unlimited"),))
    amount = f"{stay.days}" if stay.days is not None else f"{stay.months}m"
    if stay.days is None and stay.months is None:
        return None
    if stay.window_days is not None or stay.window_months is not None:
        wide = f"{stay.window_days}" if stay.window_days is not None else f"{stay.window_months}m"
        how = {"rolling": "", "from_first_entry": "@first-entry"}.get(stay.rule or "", "@?")
        return StayRule.parse(f"{amount}/{wide}{how}")
    per = {
        "per_visit": "visit",
        "calendar_year": "calendar-year",
        "half_year": "half-year",
        "year": "year",
        "from_first_entry": "?@first-entry",
    }.get(stay.rule or "", "?")
    return StayRule.parse(f"{amount}/{per}")


def _whole(iso: str | None) -> bool:
    """Whether the date has its year."""
    return iso is not None and not iso.startswith("--")


def _date(act: Act) -> Any:
    return PartialDate.parse(act.date) if act.date is not None and _whole(act.date) else UNSET


def _persons(act: Act) -> tuple[LawPerson, ...]:
    return tuple(
        LawPerson(
            name=person.name,
            state=person.state or UNSET,
            role=person.role or UNSET,
            part=person.part,
        )
        for person in act.persons
        if person.name and (person.part in _TOOK_PART or act.kind == "accreditation")
    )
