"""The grants that touch one state, with the groups they speak of told apart by member."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from msgspec import UNSET

from comity.law.acts import ActKind
from comity.law.dates import PartialDate
from comity.law.sources import Perspective
from comity.register.statements import Key
from comity.register.strands import Strand
from comity.register.view import ANY_ISSUER, View


class Reach(NamedTuple):
    """One grant between a state and one partner.

    Attributes:
        side: ``destination`` where the partner's holders enter the state, ``issuer`` where
            the state's holders go to the partner.
        partner: the other state; ``*`` where the grant holds for any issuer.
        strand: the grant.
        rests_on: the memberships, as (group, state), by which it reaches the two.
    """

    side: Perspective
    partner: str
    strand: Strand
    rests_on: tuple[tuple[str, str], ...]

    @property
    def through(self) -> str | None:
        """The group by which the grant reaches the partner or the state, if it is one's."""
        return self.rests_on[0][0] if self.rests_on else None


def reaches(state: str, view: View, side: Perspective) -> Iterator[Reach]:
    """Every grant that ever touches `state` from one side; only its own keys are decoded."""
    own = {state, *view.belongs(state)}
    if side is Perspective.ISSUER:
        own.add(ANY_ISSUER)
    for key in view.store.all_keys():
        mine, theirs = key[::-1] if side is Perspective.DESTINATION else key
        if mine in own:
            yield from _of_key(key, state, mine, theirs, view, side)


def _of_key(
    key: Key, state: str, mine: str, theirs: str, view: View, side: Perspective
) -> Iterator[Reach]:
    strands = view.strands(key)
    if not strands:
        return
    own = ((mine, state),) if mine not in (state, ANY_ISSUER) else ()
    for partner, rests in _partners(theirs, view):
        if partner == state:
            continue
        issuer, destination = (
            (partner, state) if side is Perspective.DESTINATION else (state, partner)
        )
        for strand in strands:
            outside = issuer in strand.excluding or destination in strand.excluding_destinations
            if not outside:
                yield Reach(side, partner, strand, (*rests, *own))


def _partners(theirs: str, view: View) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    group = view.store.groups().get(theirs)
    if group is None:
        yield theirs, ()
        return
    members = dict.fromkeys(item.state for item in group.members if view.known(item.sources))
    for member in members:
        yield member, ((theirs, member),)


def holds(reach: Reach, view: View, day: int) -> bool | None:
    """Whether the memberships it rests on hold that day; None where nobody can tell."""
    answers = [view.is_member(group, state, day) for group, state in reach.rests_on]
    if False in answers:
        return False
    return None if None in answers else True


def begun(strand: Strand, view: View) -> PartialDate | None:
    """Since when it is in force or applied, as precise as known; None where nobody says."""
    if strand.in_force:
        return PartialDate.parse(strand.in_force)
    for span in strand.spans:
        if span.reason == "computed":
            return PartialDate.parse(span.since)
    record = view.store.instrument(strand.instrument)
    for act in record.acts if record else ():
        provisional = act.kind is ActKind.PROVISIONAL_APPLICATION and act.date is not UNSET
        if provisional and view.known(act.sources):
            return act.date if isinstance(act.date, PartialDate) else None
    return None


def begun_between(reach: Reach, view: View, day: int) -> PartialDate | None:
    """Since when the grant joins these two: the later of its force and their memberships."""
    start = begun(reach.strand, view)
    if start is None:
        return None
    for name, state in reach.rests_on:
        for item in view.store.groups()[name].members:
            since = item.since
            current = item.state == state and item.covers(day) is not False
            if current and since is not UNSET and since.last > start.last:
                start = since
    return start
