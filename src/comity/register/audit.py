"""What the register says of itself: where sources disagree, and where knowledge ends.

Findings are not defects. A contradiction between sources is a fact about the sources; it is
kept, counted and linked to the records that make it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date

from msgspec import UNSET, Struct

from comity.law.instruments import InstrumentKind
from comity.law.lifecycle import GIVES_A_RIGHT, State, state_at
from comity.law.sources import Completeness, Perspective
from comity.law.terms import TermRole
from comity.register.coherence import clauses, force, links, windows
from comity.register.findings import Finding, Kind, of_strand
from comity.register.statements import Key
from comity.register.strands import Strand
from comity.register.view import ANY_ISSUER, View, sources_of

__all__ = ["STALE_AFTER_YEARS", "Audit", "Finding", "Kind", "audit"]

STALE_AFTER_YEARS = 5
"""A grant whose newest source is older than this is reported as stale."""


class Audit(Struct, frozen=True):
    """All findings on one day, and the register's totals."""

    on: str
    totals: dict[str, int]
    findings: tuple[Finding, ...]


def audit(view: View, on: date) -> Audit:
    """Look at every strand of the register as it stands on `on`."""
    by_key: dict[Key, tuple[Strand, ...]] = {
        key: view.strands(key) for key in view.store.all_keys()
    }
    findings: set[Finding] = set()
    for strands in by_key.values():
        for strand in strands:
            for look in _LOOKS:
                findings.update(look(strand, view, on))
        findings.update(_overlaps(strands, on))
    findings.update(_gaps(by_key, on))
    for name in view.store.instruments():
        record = view.store.instrument(name)
        if record is not None and view.known(sources_of(record)):
            findings.update(links(name, record, view))
            findings.update(force(name, record, view, on))
    ordered = tuple(sorted(findings))
    return Audit(on.isoformat(), _totals(view, by_key, ordered), ordered)


Look = Callable[[Strand, View, date], Iterator[Finding]]


def _class(strand: Strand) -> str:
    return strand.passport_class.value if strand.passport_class else ""


def _holds(strand: Strand, on: date) -> bool:
    marked = any(term.kind.role is TermRole.MARKER for term in strand.terms)
    return not marked and state_at(strand.spans, on.toordinal()).state in GIVES_A_RIGHT


def _contradictions(strand: Strand, _: View, __: date) -> Iterator[Finding]:
    """Days, terms or dates that another source gives otherwise."""
    for item in strand.dissent:
        detail = f"{item.chosen or 'silent'} <> {item.value or 'present'} ({item.source})"
        yield of_strand(Kind.CONTRADICTION, strand, item.field, detail)
    for span in strand.spans:
        if span.reason == "listed_after_its_end":
            since = date.fromordinal(span.start).isoformat()
            yield of_strand(Kind.CONTRADICTION, strand, "status", f"listed after its end, {since}")


def _one_sided(strand: Strand, view: View, on: date) -> Iterator[Finding]:
    """One side's list has it, a complete list has not: in force all the same, or on that
    account taken to have ended or to be in doubt."""
    if strand.kind is InstrumentKind.MULTILATERAL or strand.issuer == ANY_ISSUER:
        return
    span = state_at(strand.spans, on.toordinal())
    if span.reason == "absent_from_newer_list":
        yield of_strand(Kind.ONE_SIDED, strand, span.reason, " ".join(span.sources))
    if strand.passport_class is None or not _holds(strand, on):
        return
    key = (strand.issuer, strand.destination)
    naming = {statement.source for statement in view.store.statements(key)}
    for state, side in (
        (strand.destination, Perspective.DESTINATION),
        (strand.issuer, Perspective.ISSUER),
    ):
        for claim, source in view.coverage(state):
            if claim.perspective is not side or claim.complete is not Completeness.YES:
                continue
            if strand.passport_class not in claim.classes or source.id in naming:
                continue
            listed_then = state_at(strand.spans, source.speaks_from[1]).state in GIVES_A_RIGHT
            if source.date is not UNSET and listed_then:
                yield of_strand(Kind.ONE_SIDED, strand, f"not_on_list_of_{side}", source.id)


def _stale(strand: Strand, _: View, on: date) -> Iterator[Finding]:
    """In force as far as is known, but not confirmed for years."""
    if not _holds(strand, on):
        return
    age = on.toordinal() - strand.known_from
    if age > STALE_AFTER_YEARS * 365:
        newest = date.fromordinal(strand.known_from).isoformat()
        yield of_strand(Kind.STALE, strand, "not_confirmed_since", newest, age)


def _not_seen(strand: Strand, _: View, on: date) -> Iterator[Finding]:
    """Signed or announced, never seen in force, with the days elapsed."""
    span = state_at(strand.spans, on.toordinal())
    if span.state is State.SIGNED:
        since = date.fromordinal(span.start).isoformat()
        yield of_strand(
            Kind.NOT_SEEN_IN_FORCE, strand, "signed", since, on.toordinal() - span.start
        )


def _never(strand: Strand, _: View, __: date) -> Iterator[Finding]:
    """A grant that gives no right on any day and waits for none, or of which nobody says it."""
    if any(term.kind.role is TermRole.MARKER for term in strand.terms):
        return
    states = {span.state for span in strand.spans}
    if strand.spans[-1].reason == "status_not_stated":
        yield of_strand(Kind.STATUS_UNKNOWN, strand, "status_not_stated")
    elif not states & {*GIVES_A_RIGHT, State.UNCERTAIN, State.SIGNED, State.NEGOTIATED}:
        yield of_strand(Kind.NEVER_APPLIES, strand, strand.spans[-1].reason)
    names = {term.name for term in strand.terms}
    for one, other in _IMPOSSIBLE:
        if one in names and other in names:
            yield of_strand(Kind.NEVER_APPLIES, strand, "contradictory_terms", f"{one}+{other}")


_IMPOSSIBLE = (
    ("official_travel_only", "not_official_travel"),
    ("business_only", "not_business"),
    ("tourism_only", "official_travel_only"),
    ("transit_only", "official_travel_only"),
)


def _force_differs(strand: Strand, view: View, _: date) -> Iterator[Finding]:
    """The date a rule computes to is not the date that a source states (rule 5)."""
    computed = view.computed_force(strand.instrument)
    if computed is None or not strand.in_force:
        return
    from comity.law.dates import PartialDate

    stated = PartialDate.parse(strand.in_force)
    if computed[1] < stated.first or computed[0] > stated.last:
        rule = date.fromordinal(computed[0]).isoformat()
        yield of_strand(
            Kind.FORCE_DIFFERS, strand, "in_force", f"{strand.in_force} <> {rule} by its rule"
        )


_LOOKS: tuple[Look, ...] = (
    _contradictions,
    _one_sided,
    _stale,
    _not_seen,
    _never,
    _force_differs,
    lambda strand, _, __: clauses(strand),
    lambda strand, _, __: windows(strand),
)


def _overlaps(strands: tuple[Strand, ...], on: date) -> Iterator[Finding]:
    """Two instruments in force for the same class in the same direction."""
    by_class: dict[str, dict[str, Strand]] = defaultdict(dict)
    for strand in strands:
        if _holds(strand, on):
            by_class[_class(strand)].setdefault(strand.instrument, strand)
    for name, instruments in by_class.items():
        if len(instruments) > 1:
            first = next(iter(instruments.values()))
            yield Finding(
                Kind.OVERLAP,
                first.issuer,
                first.destination,
                name,
                "+".join(sorted(instruments)),
                "same_class",
                "",
                0,
                tuple(item.evidence[0].place for item in instruments.values()),
            )


def _gaps(by_key: dict[Key, tuple[Strand, ...]], on: date) -> Iterator[Finding]:
    """Granted one way only, or with other days the other way, where the act is bilateral."""
    for (issuer, destination), strands in by_key.items():
        back = by_key.get((destination, issuer), ())
        returned = {(s.instrument, _class(s)): s for s in back if _holds(s, on)}
        sides = {s.instrument for s in back}
        for strand in strands:
            if strand.kind is not InstrumentKind.BILATERAL or not _holds(strand, on):
                continue
            if strand.passport_class is None:
                continue
            other = returned.get((strand.instrument, _class(strand)))
            if other is None:
                code = "class_one_way" if strand.instrument in sides else "one_way"
                yield of_strand(Kind.RECIPROCITY_GAP, strand, code)
            elif (
                strand.issuer < strand.destination
                and UNSET not in (strand.stay, other.stay)
                and strand.stay != other.stay
            ):
                yield of_strand(
                    Kind.RECIPROCITY_GAP, strand, "days_differ", f"{strand.stay} <> {other.stay}"
                )


def _totals(
    view: View, by_key: dict[Key, tuple[Strand, ...]], findings: tuple[Finding, ...]
) -> dict[str, int]:
    store = view.store
    instruments = set(store.instruments())
    instruments.update(s.instrument for strands in by_key.values() for s in strands)
    states = {code for key in by_key for code in key if code != ANY_ISSUER}
    statements = {
        (item.place, item.source)
        for key in by_key
        for item in store.statements(key)
        if key == item.key
    }
    counts = Counter(item.kind.value for item in findings)
    return {
        "states": len(states),
        "directions": len(by_key),
        "lists": store.list_count,
        "instruments": len(instruments),
        "grants": sum(len(strands) for strands in by_key.values()),
        "statements": len(statements),
        "sources": sum(1 for _ in store.sources()),
        **{kind.value: counts[kind.value] for kind in Kind},
    }
