"""All that can ever bear on one direction, and the days on which it turns."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from comity.law.stay import StayRule
from comity.register.strands import Strand


class Reach(Struct, frozen=True):
    """What can reach a holder of one issuer's passport in one state on some day.

    Attributes:
        strands: the grants to the issuer, its groups or anyone, in the state or its groups.
        memberships: days (ordinals) on which issuer or state may join or leave a group.
        lists: days on which a list of the state or its groups begins to count; a grant newer
            than a list weighs from the day after.
        last: the last day on which a strand, a membership or a list turns.
        seasonal: some strand has a season.
        monthly: some strand has a limit in months, whose days depend on the day of entry.
    """

    strands: tuple[Strand, ...]
    memberships: frozenset[int]
    lists: frozenset[int]
    last: int
    seasonal: bool
    monthly: bool


def make_reach(
    strands: tuple[Strand, ...], memberships: Iterable[int], lists: Iterable[int]
) -> Reach:
    """The reach of these strands, days of membership and days of lists."""
    joins, listed = frozenset(memberships), frozenset(lists)
    last = max((strand.spans[-1].start for strand in strands), default=0)
    return Reach(
        strands,
        joins,
        listed,
        max(last, *joins, *listed, 0),
        any(strand.term("season") is not None for strand in strands),
        any(isinstance(strand.stay, StayRule) and strand.stay.in_months for strand in strands),
    )
