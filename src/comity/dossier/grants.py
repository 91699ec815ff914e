"""A strand as it is shown: what it gives, how it stands on a day, and its whole life."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import UNSET, Struct
from msgspec.structs import replace

from comity.dossier.reach import begun
from comity.law.lifecycle import BEGINNING, State, state_at
from comity.law.passports import PassportClass
from comity.law.stay import Limit
from comity.register.strands import Dissent, SourceRef, Strand
from comity.register.view import View

_STEPS = frozenset({State.SIGNED, State.NEGOTIATED})


class LifeSpan(Struct, frozen=True):
    """From `since` on it is in `state`, for `reason`; `since` is as precise as the source, and
    None for the beginning."""

    since: str | None
    state: State
    reason: str
    sources: tuple[str, ...]


class ShownGrant(Struct, frozen=True, kw_only=True):
    """One grant in one direction, its classes joined where nothing else differs.

    Attributes:
        classes: empty where no source names one.
        article: where the text says so, or None.
        stay: the rule in the grammar of limits; None where silent or expressly none.
        terms: terms of the vocabulary.
        state, reason: how it stands on the day asked.
        since: the date of force or effect, as precise as known; None where nobody says.
        waits_for: what entry into force still waits for; empty once in force.
        life: its spans from the first day on.
        dissent: what some sources say otherwise.
    """

    issuer: str
    destination: str
    classes: tuple[PassportClass, ...]
    article: str | None
    stay: str | None
    limits: tuple[Limit, ...]
    terms: tuple[str, ...]
    state: State
    reason: str
    since: str | None
    waits_for: tuple[str, ...]
    life: tuple[LifeSpan, ...]
    dissent: tuple[Dissent, ...]
    sources: tuple[SourceRef, ...]


def shown(strands: Iterable[Strand], on: date, view: View) -> tuple[ShownGrant, ...]:
    """The strands as grants, those that differ in nothing but the class as one."""
    joined: dict[ShownGrant, list[Strand]] = {}
    for strand in strands:
        joined.setdefault(_grant(strand, on, view), []).append(strand)
    return tuple(
        replace(
            grant,
            classes=tuple(in_order(item.passport_class for item in alike if item.passport_class)),
            sources=tuple(dict.fromkeys(source for item in alike for source in item.sources)),
        )
        for grant, alike in joined.items()
    )


def in_order(classes: Iterable[PassportClass]) -> list[PassportClass]:
    """Classes in the order in which lists name them, each once."""
    order = list(PassportClass)
    return sorted(set(classes), key=order.index)


def _grant(strand: Strand, on: date, view: View) -> ShownGrant:
    span = state_at(strand.spans, on.toordinal())
    stay = None if strand.stay is UNSET else strand.stay
    start = begun(strand, view)
    pending = span.state in (State.SIGNED, State.NEGOTIATED)
    return ShownGrant(
        issuer=strand.issuer,
        destination=strand.destination,
        classes=(),
        article=strand.article or None,
        stay=str(stay) if stay else None,
        limits=stay.limits if stay else (),
        terms=tuple(str(replace(term, only="")) for term in strand.terms),
        state=span.state,
        reason=span.reason,
        since=start.text if start else None,
        waits_for=(strand.missing or ("entry_into_force",)) if pending else (),
        life=tuple(_life(strand)),
        dissent=strand.dissent,
        sources=(),
    )


def _life(strand: Strand) -> Iterator[LifeSpan]:
    before: State | None = None
    for span in strand.spans:
        if span.state is before and span.state in _STEPS:
            continue  # signed, and seen as signed: nothing new
        before = span.state
        since = None if span.start == BEGINNING else span.since
        yield LifeSpan(since, span.state, span.reason, span.sources)
