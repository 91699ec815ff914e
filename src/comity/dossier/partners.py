"""Who is exempt: the partners of a state on a day, from both sides, by the engine's own rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

from msgspec import UNSET, Struct
from msgspec.structs import replace

from comity.decide.conditions import Case
from comity.decide.decision import Note
from comity.decide.judge import Finding, SetAside, judge
from comity.decide.question import Passport, Question
from comity.dossier.grants import in_order
from comity.dossier.growth import Growth, growth_of
from comity.dossier.reach import Reach, begun_between, holds, reaches
from comity.law.dates import PartialDate
from comity.law.lifecycle import GIVES_A_RIGHT, State, state_at
from comity.law.passports import PassportClass
from comity.law.sources import Perspective
from comity.law.stay import Limit
from comity.register.strands import SourceRef
from comity.register.view import Candidate, View


class Standing(StrEnum):
    """How a grant stands on the day, for a visitor of whom nothing else is known."""

    EXEMPT = "exempt"
    CONDITIONAL = "conditional"
    PENDING = "pending"
    SUSPENDED = "suspended"


class Tie(Struct, frozen=True, kw_only=True):
    """One grant between the state and a partner, as it stands on the day.

    Attributes:
        side: ``destination``: the partner's holders enter the state; ``issuer``: the state's
            holders go to the partner.
        partner: its code; ``*`` for holders of any issuer's passport.
        classes: the passport classes; empty where no source names one.
        since: the date of force or effect, as precise as known; None where nobody says.
        stay: the stay rule in the grammar of limits; None where silent or expressly none.
        conditions: what must hold, by the engine's rules.
        waits_for: what entry into force still waits for, of a pending one.
        through: the group by which it reaches the partner or the state.
        members: which of the two it reaches as members of that or another group.
        sources: the best first.
    """

    side: Perspective
    partner: str
    standing: Standing
    classes: tuple[PassportClass, ...]
    since: str | None
    stay: str | None
    limits: tuple[Limit, ...]
    conditions: tuple[Note, ...]
    waits_for: tuple[str, ...]
    through: str | None
    members: tuple[str, ...]
    kind: str
    instrument: str
    article: str | None
    title: str
    sources: tuple[SourceRef, ...]


class Partners(Struct, frozen=True, kw_only=True):
    """The partners of a state on a day.

    Attributes:
        as_of: the knowledge date asked for, or the day of the register's newest reading.
        counts: how many partners there are by side and standing.
        ties: the grants, the newest first; those whose start nobody states last.
        growth: how the list grew, where it was asked for.
    """

    state: str
    on: date
    as_of: str
    counts: dict[str, dict[str, int]]
    ties: tuple[Tie, ...]
    growth: Growth | None = None


def partners(
    state: str,
    on: date,
    view: View,
    *,
    sides: Iterable[Perspective] = tuple(Perspective),
    passport_class: PassportClass | None = None,
    over_time: bool = False,
) -> Partners:
    """The partners of `state` on a day, as the view knows them.

    Args:
        state: a state's or a group's code.
        on: the day.
        sides: whose holders enter (`destination`), where its holders go (`issuer`), or both.
        passport_class: only grants that name this class, or no class at all.
        over_time: say as well how the list grew, year by year.
    """
    found = [
        reach
        for side in sides
        for reach in reaches(state, view, side)
        if passport_class is None or reach.strand.passport_class in (passport_class, None)
    ]
    ties = _joined(tie for reach in found for tie in _tie(reach, state, on, view))
    ties.sort(key=_newest_first)
    return Partners(
        state=state,
        on=on,
        as_of=view.known_on.isoformat() if view.known_on else view.store.version,
        counts=_counts(ties),
        ties=tuple(ties),
        growth=growth_of(found, on, view) if over_time else None,
    )


def _tie(reach: Reach, state: str, on: date, view: View) -> Iterator[Tie]:
    member = holds(reach, view, on.toordinal())
    if member is False:
        return
    result = _judged(reach, state, on, view, certain=bool(member))
    strand = reach.strand
    waits: tuple[str, ...] = ()
    conditions: tuple[Note, ...] = ()
    since = begun_between(reach, view, on.toordinal())
    if isinstance(result, Finding):
        conditions = tuple(note for note in result.conditions if note.code != "class_not_stated")
        open_class = strand.passport_class is None
        standing = Standing.CONDITIONAL if conditions or open_class else Standing.EXEMPT
    elif result.reason == "signed_not_in_force":
        standing, waits = Standing.PENDING, strand.missing or ("entry_into_force",)
    elif result.reason in ("suspended", "asleep_under"):
        standing = Standing.SUSPENDED
    elif result.reason == "accredited_only" and _live(reach, on):
        standing, conditions = Standing.CONDITIONAL, (Note("accredited_only"),)
    else:
        return
    if standing is Standing.PENDING:
        since = _signed(reach)
    stay = None if strand.stay is UNSET else strand.stay
    yield Tie(
        side=reach.side,
        partner=reach.partner,
        standing=standing,
        classes=(strand.passport_class,) if strand.passport_class else (),
        since=since.text if since else None,
        stay=str(stay) if stay else None,
        limits=stay.limits if stay else (),
        conditions=conditions,
        waits_for=waits,
        through=reach.through,
        members=tuple(member for _, member in reach.rests_on),
        kind=strand.kind.value,
        instrument=strand.instrument,
        article=strand.article or None,
        title=strand.title,
        sources=strand.sources,
    )


def _judged(reach: Reach, state: str, on: date, view: View, *, certain: bool) -> Finding | SetAside:
    """What the engine says of the grant for a visitor with the very passport it names."""
    issuer, to = (
        (reach.partner, state) if reach.side is Perspective.DESTINATION else (state, reach.partner)
    )
    passport = Passport(issuer, reach.strand.passport_class or PassportClass.DIPLOMATIC)
    case = Case(Question(passports=(passport,), to=to, on=on), passport)
    return judge(Candidate(reach.strand, certain), case, view)


def _live(reach: Reach, on: date) -> bool:
    return state_at(reach.strand.spans, on.toordinal()).state in GIVES_A_RIGHT


def _signed(reach: Reach) -> PartialDate | None:
    """The day of signature of a pending one, by its life."""
    for span in reach.strand.spans:
        if span.state is State.SIGNED:
            return PartialDate.parse(span.since)
    return None


def _joined(ties: Iterable[Tie]) -> list[Tie]:
    """Grants that differ in nothing but the class, as one."""
    joined: dict[Tie, list[Tie]] = {}
    for tie in ties:
        joined.setdefault(replace(tie, classes=(), sources=()), []).append(tie)
    return [
        replace(
            tie,
            classes=tuple(in_order(name for item in alike for name in item.classes)),
            sources=tuple(dict.fromkeys(source for item in alike for source in item.sources)),
        )
        for tie, alike in joined.items()
    ]


def _newest_first(tie: Tie) -> tuple[int, str, str]:
    start = PartialDate.parse(tie.since).last if tie.since else 0
    return -start, tie.partner, tie.side.value


def _counts(ties: Iterable[Tie]) -> dict[str, dict[str, int]]:
    """Partners by side; each counts once, with the best of its standings."""
    best: dict[tuple[str, str], Standing] = {}
    order = list(Standing)
    for tie in ties:
        key = (tie.side.value, tie.partner)
        if key not in best or order.index(tie.standing) < order.index(best[key]):
            best[key] = tie.standing
    counts: dict[str, dict[str, int]] = {}
    for side in Perspective:
        if any(side.value == of_side for of_side, _ in best):
            counts[side.value] = {item.value: 0 for item in Standing}
    for (of_side, _), standing in best.items():
        counts[of_side][standing.value] += 1
    return counts
