"""From what sources say of an instrument to the claims that draw a strand's life."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import UNSET, Struct

from comity.law.acts import Act, ActKind
from comity.law.dates import PartialDate
from comity.law.force import Computed, Range, compute_force
from comity.law.instruments import Instrument, Mode, Seen, Status
from comity.law.lifecycle import Claim, State
from comity.law.passports import PassportClass
from comity.law.sources import Source
from comity.register.statements import Statement
from comity.register.strands import Dissent, Ranked, first_said

_MARKED_DRAFT = "draft"

_STATUS = {
    Status.NEGOTIATED: (State.NEGOTIATED, "negotiated"),
    Status.DRAFT: (State.NEGOTIATED, "draft"),
    Status.SIGNED: (State.SIGNED, "seen_signed"),
    Status.PROVISIONAL: (State.PROVISIONAL, "provisionally_applied"),
    Status.IN_FORCE: (State.IN_FORCE, "listed"),
    Status.SUSPENDED: (State.SUSPENDED, "suspended"),
    Status.TERMINATED: (State.ENDED, "terminated"),
}

_STEPS = {
    ActKind.NEGOTIATION: (State.NEGOTIATED, "negotiated"),
    ActKind.INITIALLING: (State.NEGOTIATED, "initialled"),
    ActKind.DRAFT: (State.NEGOTIATED, "draft"),
    ActKind.AUTHORISATION: (State.NEGOTIATED, "signature_authorised"),
    ActKind.SIGNATURE: (State.SIGNED, "signed_not_in_force"),
}

Direction = tuple[str, str, PassportClass | None]
"""Issuer, destination and class of the strand whose life is drawn."""


class Life(Struct, frozen=True):
    """The claims of one strand, and what was found on the way.

    Attributes:
        claims: what `comity.law.lifecycle.draw` joins.
        in_force: the date of entry into force relied on, or None.
        missing: what the rule of entry into force still waits for.
        dissent: other dates of entry into force than the one relied on.
    """

    claims: tuple[Claim, ...]
    in_force: PartialDate | None
    missing: tuple[str, ...]
    dissent: tuple[Dissent, ...]


def tell(
    ranked: Sequence[Ranked],
    instrument: Instrument | None,
    known: Callable[[tuple[str, ...]], Sequence[Source]],
    direction: Direction,
    required: Callable[[str], Range | None],
) -> Life:
    """Gather the claims on one strand.

    Args:
        ranked: its statements with their sources, the best first.
        instrument: the record of its instrument, if there is one.
        known: the sources of an act that are known at the knowledge date, the best first.
        direction: issuer, destination and class.
        required: the date of force of another instrument.
    """
    claims = [claim for source, said in ranked for claim in _said(source, said)]
    dates = [
        (source, said.grant.in_force) for source, said in ranked if said.grant.in_force is not UNSET
    ]
    missing: tuple[str, ...] = ()
    if instrument is not None:
        article = first_said(ranked, "article")
        touching = [act for act in instrument.acts if act.scope.touches(*direction)]
        acts = [act for act in touching if act.scope.reaches(article) is True]
        doubtful = [act for act in touching if act.scope.reaches(article) is None]
        for act in touching:
            if act in doubtful:
                claims.extend(_perhaps(act, doubtful, known))
            elif act in acts:
                claims.extend(_acted(act, known(act.sources)))
        claims.extend(_seen(instrument.seen, known, direction))
        dates.extend(_force_dates(acts, known))
        computed = _compute(instrument, known, required)
        missing = computed.missing
        if computed.when and not dates:
            claims.append(_computed_claim(instrument, computed.when))
    chosen, dissent = _choose(dates)
    if chosen is not None:
        source, when = chosen
        claims.append(
            Claim(when.first, when.last, State.IN_FORCE, True, source.rank, source.id, "in_force")
        )
        missing = ()
    return Life(tuple(claims), chosen[1] if chosen else None, missing, tuple(dissent))


def _said(source: Source, statement: Statement) -> Iterator[Claim]:
    grant = statement.grant
    rank, name = source.rank, source.id
    if grant.signed is not UNSET:
        signed = grant.signed
        yield Claim(
            signed.first, signed.last, State.SIGNED, True, rank, name, "signed_not_in_force"
        )
    ended = grant.status in (Status.SUSPENDED, Status.TERMINATED)
    if grant.ended is not UNSET:
        suspended = grant.status is Status.SUSPENDED
        state, reason = _STATUS[Status.SUSPENDED if suspended else Status.TERMINATED]
        yield Claim(grant.ended.first, grant.ended.last, state, True, rank, name, reason)
    if grant.status is UNSET or (ended and grant.ended is not UNSET):
        return
    if any(term.name == _MARKED_DRAFT for term in grant.terms):
        yield _observed(source, Status.DRAFT)
    elif not (grant.status is Status.IN_FORCE and _yet_to_come(source, grant.in_force)):
        yield _observed(source, grant.status)


def _yet_to_come(source: Source, in_force: PartialDate | object) -> bool:
    """The source announces a date of force that lies after the date it speaks for."""
    if not isinstance(in_force, PartialDate):
        return False
    return in_force.last > source.speaks_from[1]


def _observed(source: Source, status: Status) -> Claim:
    state, reason = _STATUS[status]
    first, last = source.speaks_from
    if source.date is UNSET:
        first = last  # an undated source proves nothing before the day it was read
    return Claim(first, last, state, False, source.rank, source.id, reason)


def _seen(
    seen: Sequence[Seen],
    known: Callable[[tuple[str, ...]], Sequence[Source]],
    direction: Direction,
) -> Iterator[Claim]:
    issuer, _, passport_class = direction
    for item in seen:
        if item.classes and passport_class not in item.classes:
            continue
        if item.issuer is not UNSET and item.issuer != issuer:
            continue
        for source in known(item.sources):
            yield _observed(source, item.status)


def _acted(act: Act, sources: Sequence[Source]) -> Iterator[Claim]:
    """What an act changes, on the word of its best known source."""
    if not sources:
        return
    best = sources[0]
    when = _takes_effect(act)
    if when is None:
        return
    if act.kind in _STEPS:
        state, reason = _STEPS[act.kind]
    elif act.kind is ActKind.PROVISIONAL_APPLICATION:
        state, reason = State.PROVISIONAL, "provisionally_applied"
    elif act.kind is ActKind.SUSPENSION:
        state, reason = State.SUSPENDED, "suspended"
    elif act.kind is ActKind.RESUMPTION:
        state, reason = State.IN_FORCE, "resumed"
    elif act.kind is ActKind.TERMINATION:
        state, reason = State.ENDED, "terminated"
    elif act.kind is ActKind.DENUNCIATION:
        state, reason = State.ENDED, "denounced"
    else:
        return
    until = 0 if act.until is UNSET else act.until.last
    yield Claim(when.first, when.last, state, True, best.rank, best.id, reason, until)


_PERHAPS = {
    ActKind.PROVISIONAL_APPLICATION: (State.PROVISIONAL, "perhaps_in_force"),
    ActKind.ENTRY_INTO_FORCE: (State.IN_FORCE, "perhaps_in_force"),
    ActKind.SUSPENSION: (State.SUSPENDED, "perhaps_suspended"),
    ActKind.RESUMPTION: (State.IN_FORCE, "perhaps_resumed"),
    ActKind.TERMINATION: (State.ENDED, "perhaps_ended"),
    ActKind.DENUNCIATION: (State.ENDED, "perhaps_ended"),
}


def _perhaps(
    act: Act, doubtful: Sequence[Act], known: Callable[[tuple[str, ...]], Sequence[Source]]
) -> Iterator[Claim]:
    """What an act on some articles changes for a grant of which no source names the article."""
    found = _PERHAPS.get(act.kind)
    when = _takes_effect(act)
    sources = known(act.sources)
    if found is None or when is None or not sources:
        return
    until = 0 if act.until is UNSET else act.until.last
    if act.kind is ActKind.SUSPENSION:
        ends = [until] if until else []
        ends.extend(
            back.last
            for other in doubtful
            if other.kind is ActKind.RESUMPTION and known(other.sources)
            if set(act.scope.articles) <= set(other.scope.articles)
            for back in (_takes_effect(other),)
            if back is not None and back.last > when.last
        )
        until = min(ends, default=0)
    yield Claim(
        when.first,
        when.last,
        found[0],
        True,
        sources[0].rank,
        sources[0].id,
        found[1],
        until,
        perhaps=True,
    )


def _takes_effect(act: Act) -> PartialDate | None:
    """The day from which an act has effect; None where no source names it. A denunciation's own
    date is not that day."""
    when = act.date if act.effect is UNSET else act.effect
    vague = act.kind is ActKind.DENUNCIATION and act.effect is UNSET
    return None if when is UNSET or vague else when


def _force_dates(
    acts: Sequence[Act], known: Callable[[tuple[str, ...]], Sequence[Source]]
) -> list[tuple[Source, PartialDate]]:
    return [
        (source, act.date)
        for act in acts
        if act.kind is ActKind.ENTRY_INTO_FORCE and act.date is not UNSET
        for source in known(act.sources)
    ]


def _compute(
    instrument: Instrument,
    known: Callable[[tuple[str, ...]], Sequence[Source]],
    required: Callable[[str], Range | None],
) -> Computed:
    rule = instrument.entry_into_force
    if rule is UNSET or rule is None:
        return Computed(None, ("rule",))
    acts = [act for act in instrument.acts if known(act.sources)]
    return compute_force(rule, acts, instrument.parties, required)


def _computed_claim(instrument: Instrument, when: Range) -> Claim:
    source = instrument.sources[0] if instrument.sources else instrument.acts[0].sources[0]
    return Claim(when[0], when[1], State.IN_FORCE, True, 0, source, "computed")


def _choose(
    dates: list[tuple[Source, PartialDate]],
) -> tuple[tuple[Source, PartialDate] | None, list[Dissent]]:
    """The best source's date; of dates that can be one day, the most precise."""
    if not dates:
        return None, []
    ordered = sorted(dates, key=lambda pair: (pair[0].rank, -pair[0].known_from))
    best = ordered[0]
    for pair in ordered:
        if pair[1].could_equal(best[1]) and len(pair[1].text) > len(best[1].text):
            best = pair
    dissent = [
        Dissent("in_force", when.text, best[1].text, source.id)
        for source, when in ordered
        if not when.could_equal(best[1])
    ]
    return best, dissent


def replaced_by(name: str, mode: Mode, since: Range, *, perhaps: bool = False) -> Claim:
    """A later instrument ends, or puts to sleep, this one from its own force on.

    `perhaps` where it does so with some articles, and no source names this grant's.
    """
    state = State.SUSPENDED if mode is Mode.SUSPENDS else State.ENDED
    reason = "asleep_under" if mode is Mode.SUSPENDS else "replaced_by"
    if perhaps:
        reason = "perhaps_replaced"
    return Claim(since[0], since[1], state, True, 0, name, reason, perhaps=perhaps)
