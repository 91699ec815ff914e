"""From rows on grants to the rows of lists and the records of instruments."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import UNSET, structs

from comity.law.instruments import Grant, Instrument, InstrumentKind
from comity.law.sources import SourceKind
from comity.records.facts.clusters import Cluster, Entry, cluster, join, name_clusters
from comity.records.facts.finals import duration_told, force_rule_told, form_told, link
from comity.records.facts.remarks import acts_told, is_time_boxed, predecessors_told
from comity.records.facts.sources import SourceBook
from comity.records.facts.tables import Fact
from comity.records.facts.terms import status_of, stay_of, terms_of
from comity.records.facts.titles import act_title, row_title
from comity.records.model import Assertions, Claim, Listing, Row

LIST_KINDS = frozenset(
    {
        SourceKind.MINISTRY_LIST,
        SourceKind.EMBASSY_LIST,
        SourceKind.AIRLINE_RULES,
        SourceKind.WIKI,
        SourceKind.DATASET,
    }
)
"""Kinds of source that are lists, however few of their rows were read."""

LIST_PAIRS = 4
"""Pairs of states from which on any other source counts as a list."""


_GRANTED = (
    "destination",
    "issuer",
    "documents",
    "limits",
    "kind",
    "reciprocal",
    "signed",
    "in_force",
    "status",
    "ended",
    "conditions",
)
"""The columns that make a row of a list what it grants; the others tell how it was read."""


def entries_of(facts: Iterable[Fact], book: SourceBook) -> list[Entry]:
    """The rows of the country tables with their dates and sources read."""
    return [_entry(fact, book) for fact in facts]


def _entry(fact: Fact, book: SourceBook) -> Entry:
    try:
        kind = InstrumentKind(fact["kind"] or "unstated")
    except ValueError:
        raise fact.defect(f"'{fact['kind']}' is no kind of act", "bilateral ...") from None
    return Entry(
        fact=fact,
        source=book.of(fact),
        kind=kind,
        classes=fact.classes(),
        signed=fact.date("signed"),
        in_force=fact.date("in_force"),
        ended=fact.date("ended"),
        status=status_of(fact) or UNSET,
    )


def cluster_all(entries: Sequence[Entry]) -> list[Cluster]:
    """Every act that the rows speak of, with its identifier."""
    shared = (InstrumentKind.BILATERAL, InstrumentKind.UNSTATED)
    pairs: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    directions: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    many: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.kind in shared:
            pairs[entry.pair].append(entry)
        elif entry.kind is InstrumentKind.UNILATERAL:
            directions[entry.destination, entry.issuer].append(entry)
        else:
            many[entry.pair].append(entry)
    unilateral = {key: cluster(own) for key, own in sorted(directions.items())}
    found: list[Cluster] = []
    taken: set[str] = set()
    for pair, own in sorted(pairs.items()):
        clusters = cluster(own)
        _hand_over(clusters, unilateral)
        clusters = [item for item in clusters if item.entries]
        name_clusters(clusters, "-".join(pair), taken)
        found.extend(clusters)
    for (destination, _), clusters in unilateral.items():
        for item in clusters:
            begins = item.begins
            item.id = f"{destination}-unilateral" + (f"-{begins.text}" if begins else "")
        found.extend(clusters)
    for pair, own in sorted(many.items()):
        item = Cluster(own)
        item.id = "-".join(pair) + "-multilateral"
        found.append(item)
    return found


def _hand_over(clusters: list[Cluster], unilateral: dict[tuple[str, str], list[Cluster]]) -> None:
    """A row of a list that names no kind of act can speak of a dated one-sided act."""
    for item in clusters:
        if item.begins:
            continue
        for entry in list(item.entries):
            if entry.kind is not InstrumentKind.UNSTATED:
                continue
            own = unilateral.get((entry.destination, entry.issuer), [])
            dated = join([other for other in own if other.begins], entry)
            if dated is not None:
                item.entries.remove(entry)
                dated.entries.append(entry)


def is_list(entries: Sequence[Entry]) -> bool:
    """Whether one source's rows are a list rather than clauses of single acts."""
    pairs = {entry.pair for entry in entries}
    return entries[0].source.kind in LIST_KINDS or len(pairs) >= LIST_PAIRS


def build(
    clusters: Sequence[Cluster], book: SourceBook
) -> tuple[dict[str, tuple[Listing, tuple[Row, ...]]], dict[str, Instrument]]:
    """The lists with their rows, and the instruments that have records of their own."""
    by_source: dict[str, list[Entry]] = defaultdict(list)
    act_of: dict[int, Cluster] = {}
    by_name: dict[str, list[Cluster]] = defaultdict(list)
    for item in clusters:
        by_name[item.id].append(item)
        for entry in item.entries:
            by_source[entry.source.id].append(entry)
            act_of[id(entry)] = item
    lists = {}
    listed: set[int] = set()
    for name, entries in sorted(by_source.items()):
        if is_list(entries):
            listed.update(id(entry) for entry in entries)
            lists[name] = _listing(entries, act_of, book)
    instruments = {}
    for name, same in sorted(by_name.items()):
        record = _instrument(name, same, listed, book)
        if record is not None:
            instruments[name] = record
    return lists, link(clusters, instruments)


def _listing(
    entries: list[Entry], act_of: dict[int, Cluster], book: SourceBook
) -> tuple[Listing, tuple[Row, ...]]:
    entries = _once(entries, act_of)
    source = entries[0].source
    rows = tuple(
        Row(
            line=number,
            instrument=act_of[id(entry)].id,
            kind=entry.kind,
            title=row_title(entry),
            grant=_grant(entry, book, signed=True, in_force=True),
        )
        for number, entry in enumerate(entries, 2)
    )
    return new_listing(source.id, _list_title(entries), source.id, len(rows)), rows


def _once(entries: list[Entry], act_of: dict[int, Cluster]) -> list[Entry]:
    """The rows in the order of the tables; of two that grant the same only the fuller one."""
    kept: dict[tuple[Any, ...], Entry] = {}
    for entry in sorted(entries, key=lambda entry: (entry.fact.file, entry.fact.line)):
        same = tuple(entry.fact[column] for column in _GRANTED)
        have = kept.setdefault((act_of[id(entry)].id, *same), entry)
        if len(entry.fact["remarks"]) > len(have.fact["remarks"]):
            kept[act_of[id(entry)].id, *same] = entry
    return list(kept.values())


def new_listing(
    name: str, title: str, source: str, rows: int, coverage: tuple[Claim, ...] = ()
) -> Listing:
    """The description of a list whose table has exactly so many rows."""
    return Listing(
        id=name,
        title=title,
        source=source,
        coverage=coverage,
        assertions=Assertions(rows_min=rows, rows_max=rows),
    )


def _list_title(entries: list[Entry]) -> str:
    titles = Counter(entry.fact["title"] for entry in entries)
    common, count = min(titles.items(), key=lambda pair: (-pair[1], pair[0]))
    if common and 2 * count >= len(entries):
        return common
    return f"Visa exemptions as stated by {entries[0].source.publisher}"


def _grant(entry: Entry, book: SourceBook, *, signed: bool, in_force: bool) -> Grant:
    """What the row says; the dates only where they do not stand as acts."""
    fact = entry.fact
    stay = stay_of(fact)
    reciprocal = {"yes": True, "no": False}.get(fact["reciprocal"])
    return Grant(
        issuer=entry.issuer,
        destination=entry.destination,
        classes=entry.classes,
        stay=UNSET if stay is None else stay,
        terms=terms_of(fact),
        reciprocal=UNSET if reciprocal is None else reciprocal,
        signed=entry.signed if signed else UNSET,
        in_force=entry.in_force if in_force else UNSET,
        ended=entry.ended,
        status=UNSET if is_time_boxed(entry) else entry.status,
        confidence=book.dissent(fact),
        note=fact["remarks"],
    )


def _instrument(
    name: str, same: list[Cluster], listed: set[int], book: SourceBook
) -> Instrument | None:
    """The record of an act: None where only lists speak of it and add nothing to their rows."""
    entries = sorted(
        (entry for item in same for entry in item.entries),
        key=lambda entry: (entry.source.rank, entry.fact.file, entry.fact.line),
    )
    own = [entry for entry in entries if id(entry) not in listed]
    kind = _kind(entries)
    one_act = kind is InstrumentKind.BILATERAL
    signed_act = one_act and _whole(entries, "signed")
    force_act = one_act and _whole(entries, "in_force")
    acts = acts_told(entries, own, signed=signed_act, in_force=force_act)
    if not own and not acts:
        return None
    grants = merge_grants(
        (
            entry.source.id,
            _grant(entry, book, signed=not signed_act, in_force=not force_act),
        )
        for entry in sorted(own, key=_grant_order)
    )
    best = (own or entries)[0]
    parties = best.pair if kind is not InstrumentKind.UNILATERAL else (best.destination,)
    return Instrument(
        id=name,
        title={"en": act_title(best, entries, kind)},
        kind=kind,
        parties=parties,
        form=form_told(entries),
        acts=acts,
        grants=grants,
        entry_into_force=force_rule_told(entries),
        duration=duration_told(entries),
        concluded_by=predecessors_told(entries),
        sources=_texts(own),
    )


def _kind(entries: Sequence[Entry]) -> InstrumentKind:
    named = Counter(entry.kind for entry in entries if entry.kind is not InstrumentKind.UNSTATED)
    return min(named, key=lambda kind: (-named[kind], kind)) if named else entries[0].kind


def _whole(entries: Sequence[Entry], field: str) -> bool:
    """Whether a date can stand as an act of the whole: one date, for all the classes named.

    Where rows differ, or rows without that date name other classes, the date stays with the
    grants it was stated of; so it does where it lay ahead of the source, whose word on the
    status is only right together with it.
    """
    stating = [entry for entry in entries if getattr(entry, field) is not UNSET]
    days = {getattr(entry, field).text for entry in stating}
    if len(days) != 1 or any(_announced(entry) for entry in stating):
        return False
    silent = any(entry.classes is UNSET for entry in stating)
    reached = frozenset().union(*(entry.folded for entry in stating))
    others = frozenset().union(*(entry.folded for entry in entries))
    return silent or others <= reached


def _announced(entry: Entry) -> bool:
    """Whether the source speaks of an entry into force still to come."""
    return entry.in_force is not UNSET and entry.in_force.last > entry.source.speaks_from[1]


def _texts(entries: Sequence[Entry]) -> tuple[str, ...]:
    """The sources that hold the text itself."""
    kinds = (SourceKind.TREATY_TEXT, SourceKind.GAZETTE)
    return tuple(dict.fromkeys(entry.source.id for entry in entries if entry.source.kind in kinds))


def _grant_order(entry: Entry) -> tuple[Any, ...]:
    return entry.destination, entry.source.rank, entry.fact.file, entry.fact.line


def merge_grants(said: Iterable[tuple[str, Grant]]) -> tuple[Grant, ...]:
    """One grant where several sources say exactly the same; a source said twice stays twice."""
    merged: dict[tuple[Grant, int], list[str]] = {}
    for source, grant in said:
        copy = 0
        while source in merged.get((grant, copy), ()):
            copy += 1
        merged.setdefault((grant, copy), []).append(source)
    return tuple(
        structs.replace(grant, sources=tuple(sources)) for (grant, _), sources in merged.items()
    )


__all__ = ["build", "cluster_all", "entries_of", "is_list", "merge_grants", "new_listing"]
