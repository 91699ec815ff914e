"""The acts of two states' relations, one row to each source that tells of one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec import UNSET, structs

from comity.law.acts import Act, ActKind, Person
from comity.law.instruments import Instrument, InstrumentKind
from comity.records.facts.clusters import CLOSE, Cluster
from comity.records.facts.sources import SourceBook
from comity.records.facts.tables import Fact
from comity.records.model import Relations
from comity.records.slugs import slug

Pair = tuple[str, str]


def dossiers_of(
    facts: Iterable[Fact],
    book: SourceBook,
    clusters: Mapping[Pair, list[Cluster]],
    instruments: Mapping[str, Instrument],
    taken: set[str],
) -> tuple[dict[Pair, Relations], dict[str, Instrument]]:
    """The relations of the pairs, and the instruments that their signatures belong to.

    A signature of a visa exemption joins the act of the grants that was signed about that
    day; any other signature makes an instrument of its own, named after its subject.
    """
    relations: dict[Pair, list[Fact]] = defaultdict(list)
    signed: dict[str, list[Fact]] = defaultdict(list)
    made: dict[tuple[Pair, str, str], str] = {}
    subjects: dict[str, str] = {}
    for fact in facts:
        pair = _pair(fact)
        if fact["kind"] != ActKind.SIGNATURE:
            relations[pair].append(fact)
            continue
        name = _exemption(fact, clusters.get(pair, ()))
        if name is None:
            subject = slug(fact["sectors"].partition(";")[0] or "cooperation", 20)
            key = (pair, subject, fact["date"])
            if key not in made:
                year = f"-{fact['date'][:4]}" if fact["date"] else ""
                made[key] = "-".join(pair) + f"-{subject}{year}"
                taken.add(made[key])
            name = made[key]
            subjects[name] = subject
        signed[name].append(fact)
    found = {}
    for name, own in signed.items():
        acts = _merged(own, book)
        if name in instruments:
            found[name] = _with_acts(instruments[name], acts)
        else:
            found[name] = Instrument(
                id=name,
                title={"en": own[0]["subject"]},
                kind=InstrumentKind.BILATERAL,
                subject=subjects.get(name, "visa_exemption"),
                parties=_pair(own[0]),
                acts=acts,
            )
    return {
        pair: Relations(states=pair, acts=_merged(own, book))
        for pair, own in sorted(relations.items())
    }, found


def _pair(fact: Fact) -> Pair:
    codes = sorted(fact["states"].split(";"))
    if len(codes) != 2:
        raise fact.defect(
            f"'{fact['states'][:40]}' are not two states", "two codes and a semicolon"
        )
    return codes[0], codes[1]


def _exemption(fact: Fact, clusters: Iterable[Cluster]) -> str | None:
    if not re.search(r"\bvisas?\b", fact["subject"], re.IGNORECASE):
        return None
    day = fact.date("date")
    for item in clusters:
        signed = item.signed
        if signed is None or day is UNSET:
            continue
        if signed.could_equal(day) or abs(signed.first - day.first) <= CLOSE:
            return item.id
    return None


def _merged(facts: Iterable[Fact], book: SourceBook) -> tuple[Act, ...]:
    """One act where sources tell exactly the same of it."""
    told: dict[Act, list[str]] = {}
    for fact in facts:
        told.setdefault(_act(fact), []).append(book.of(fact).id)
    return tuple(
        structs.replace(act, sources=tuple(dict.fromkeys(sources)))
        for act, sources in sorted(told.items(), key=lambda item: _when(item[0]))
    )


def _when(act: Act) -> tuple[bool, str]:
    return act.date is UNSET, "" if act.date is UNSET else act.date.text


def _act(fact: Fact) -> Act:
    try:
        kind = ActKind(fact["kind"])
    except ValueError:
        raise fact.defect(f"'{fact['kind']}' is no kind of act", "a kind of lifecycle") from None
    names = (name.strip() for name in fact["persons"].split(";"))
    sectors = (name.strip() for name in fact["sectors"].split(";"))
    return Act(
        kind=kind,
        date=fact.date("date"),
        place=fact["place"] or UNSET,
        persons=tuple(Person(name=name) for name in names if name),
        subject=fact["subject"] or UNSET,
        sectors=tuple(sorted(set(filter(None, sectors)))),
        sources=(),
    )


def _with_acts(record: Instrument, acts: tuple[Act, ...]) -> Instrument:
    """The record with these acts; its own plain signature gives way to one told in full."""
    own = list(record.acts)
    more = list(acts)
    for act in acts:
        for plain in own:
            if (plain.kind, plain.date) == (act.kind, act.date) and not plain.persons:
                more[more.index(act)] = structs.replace(
                    act,
                    place=plain.place if act.place is UNSET else act.place,
                    sources=tuple(dict.fromkeys((*act.sources, *plain.sources))),
                )
                own.remove(plain)
                break
    merged = sorted([*own, *more], key=_when)
    return structs.replace(record, acts=tuple(merged))


__all__ = ["dossiers_of"]
