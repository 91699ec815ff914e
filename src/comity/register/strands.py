"""Statements joined into strands: one grant, one class, one direction, one life.

Several sources speak of one grant. What its text says (stay, terms, article) is taken from
the best-ranked source, then the newest; whether it holds follows time (rule 3,
lifecycle.md section 4). What other sources say differently is kept beside it as dissent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import UNSET, Struct, UnsetType

from comity.law.instruments import InstrumentKind
from comity.law.lifecycle import Span
from comity.law.passports import PassportClass
from comity.law.sources import Source
from comity.law.stay import Limit, StayRule
from comity.law.terms import Term, TermRole
from comity.register.statements import Statement

SEPARATORS = frozenset(
    {
        "official_travel_only",
        "tourism_only",
        "business_only",
        "tourism_or_business_only",
        "transit_only",
        "event_delegates_only",
        "with_minister_delegation",
        "group_only",
        "purposes",
        "holder_nationality",
        "residents_of",
        "age_min",
        "age_max",
        "any_of",
        "cover",
        "third_country_visa",
        "territory",
        "territory_excludes",
        "season",
        "rank_min",
        "family",
    }
)
"""Terms that make two rows of one source two clauses rather than one said twice."""

_OPPOSED = {
    "any_purpose": frozenset(
        {"official_travel_only", "tourism_only", "business_only", "visit_only", "purposes"}
    ),
    "holder_need_not_be_national": frozenset({"holder_nationality"}),
}


class Dissent(Struct, frozen=True):
    """What a source says otherwise than the consolidated view."""

    field: str
    value: str
    chosen: str
    source: str


class SourceRef(Struct, frozen=True):
    """A source as it is cited."""

    id: str
    url: str | None
    publisher: str
    kind: str
    date: str | None
    confidence: str


def cite(source: Source) -> SourceRef:
    """The citation of a source."""
    return SourceRef(
        id=source.id,
        url=None if source.url is UNSET else source.url,
        publisher=source.publisher,
        kind=source.kind.value,
        date=None if source.date is UNSET else source.date.text,
        confidence=source.confidence.value,
    )


class Strand(Struct, frozen=True, kw_only=True):
    """One grant for one class in one direction, consolidated.

    Attributes:
        passport_class: None where no source names a class.
        spans: its life.
        evidence: the statements that make it, the best first.
        sources: their sources, each once.
        known_from: the ordinal of the newest day on which one of them became known.
        dissent: what some of them say otherwise.
        in_force: the date of entry into force it relies on, ISO, or "".
        missing: what entry into force still waits for.
    """

    instrument: str
    kind: InstrumentKind
    title: str
    issuer: str
    destination: str
    excluding: tuple[str, ...]
    excluding_destinations: tuple[str, ...]
    passport_class: PassportClass | None
    article: str
    stay: StayRule | None | UnsetType
    terms: tuple[Term, ...]
    spans: tuple[Span, ...]
    evidence: tuple[Statement, ...]
    sources: tuple[SourceRef, ...]
    known_from: int
    dissent: tuple[Dissent, ...]
    in_force: str
    missing: tuple[str, ...]

    def term(self, name: str) -> str | None:
        """The value of a term; None where the strand does not have it."""
        for term in self.terms:
            if term.name == name:
                return term.value
        return None


Ranked = tuple[Source, Statement]


def split(ranked: Sequence[Ranked]) -> list[tuple[PassportClass | None, list[Ranked]]]:
    """The statements of one instrument on one key, by class and by clause.

    A statement without classes speaks of the instrument as a whole: it joins every class
    that others name, and stands for itself only where nobody names one.
    """
    named: list[PassportClass] = []
    for _, statement in ranked:
        for item in statement.grant.classes or ():
            if item not in named:
                named.append(item)
    if not named:
        return [(None, group) for group in _clauses(ranked)]
    joined: list[tuple[PassportClass | None, list[Ranked]]] = []
    for item in named:
        own = [
            pair
            for pair in ranked
            if pair[1].grant.classes is UNSET or item in pair[1].grant.classes
        ]
        joined.extend((item, group) for group in _clauses(own))
    return joined


def _clauses(ranked: Sequence[Ranked]) -> list[list[Ranked]]:
    """Statements that are one clause said by several sources, kept apart from other clauses."""
    by_markers: dict[tuple[Term, ...], list[Ranked]] = defaultdict(list)
    for pair in ranked:
        by_markers[markers_of(pair[1])].append(pair)
    groups: list[list[Ranked]] = []
    for same in by_markers.values():
        groups.extend(_by_separators(same))
    return groups


def _by_separators(ranked: Sequence[Ranked]) -> list[list[Ranked]]:
    sources = [source.id for source, _ in ranked]
    if len(sources) == len(set(sources)):
        return [list(ranked)]
    groups: dict[tuple[Term, ...], list[Ranked]] = defaultdict(list)
    for pair in ranked:
        groups[_separators(pair[1])].append(pair)
    return list(groups.values())


def markers_of(statement: Statement) -> tuple[Term, ...]:
    """The terms that say that a statement is no exemption."""
    return tuple(term for term in statement.grant.terms if term.kind.role is TermRole.MARKER)


def _separators(statement: Statement) -> tuple[Term, ...]:
    accredited_only = Term("accredited", "only")
    return tuple(
        term for term in statement.grant.terms if term.name in SEPARATORS or term == accredited_only
    )


def merge_terms(
    ranked: Iterable[Ranked], passport_class: PassportClass | None
) -> tuple[tuple[Term, ...], list[Dissent]]:
    """The terms of one clause for one class: the best source's word, then the others'."""
    chosen: dict[str, tuple[Term, str]] = {}
    dissent: list[Dissent] = []
    for source, statement in ranked:
        for term in statement.grant.terms:
            if term.only and term.only != passport_class:
                continue
            have = chosen.get(term.name)
            if have is not None:
                if have[0] != term:
                    dissent.append(Dissent(term.name, term.value, have[0].value, source.id))
            elif any(opposed(term.name, name) for name in chosen):
                dissent.append(Dissent(term.name, term.value, "", source.id))
            else:
                chosen[term.name] = (term, source.id)
    return tuple(term for term, _ in chosen.values()), dissent


def opposed(one: str, other: str) -> bool:
    """Whether two terms cannot both hold of one clause."""
    return other in _OPPOSED.get(one, ()) or one in _OPPOSED.get(other, ())


def merge_stay(
    ranked: Iterable[Ranked],
) -> tuple[StayRule | None | UnsetType, list[Dissent]]:
    """The stay rule of the best source that names one, and what others say otherwise."""
    chosen: StayRule | None | UnsetType = UNSET
    dissent: list[Dissent] = []
    for source, statement in ranked:
        stay = statement.grant.stay
        if stay is UNSET:
            continue
        if chosen is UNSET:
            chosen = stay
        elif stay == chosen or completes(chosen, stay):
            continue  # the same, or less said of the same
        elif completes(stay, chosen):
            chosen = stay  # what the better source leaves unsaid of the window
        else:
            dissent.append(Dissent("stay", str(stay), str(chosen), source.id))
    return chosen, dissent


def completes(full: StayRule | None, bare: StayRule | None) -> bool:
    """Whether `full` says what `bare` says, and tells how the days run where that is silent."""
    if full is None or bare is None or len(bare.limits) > len(full.limits):
        return False
    left = list(full.limits)
    for limit in bare.limits:
        fuller = next((item for item in left if _fuller(item, limit)), None)
        if fuller is None:
            return False
        left.remove(fuller)
    return True


def _fuller(full: Limit, bare: Limit) -> bool:
    if full == bare:
        return True
    same = (full.amount, full.unit) == (bare.amount, bare.unit)
    if not same or bare.per != "unstated":
        return False
    window = (full.window, full.window_unit)
    return bare.window is None or window == (bare.window, bare.window_unit)


def first_said(ranked: Iterable[Ranked], field: str) -> str:
    """The best source's word for a text field of the grant, or ""."""
    for _, statement in ranked:
        value = getattr(statement.grant, field)
        if value is not UNSET and value:
            return str(value)
    return ""
