"""Groups of states whose members come and go."""

from __future__ import annotations

from msgspec import UNSET, Struct, UnsetType

from comity.law.dates import PartialDate
from comity.law.sources import Confidence


class Membership(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One state's time in a group.

    Attributes:
        state: the member's code.
        since: from when, as the source counts it; silent where it was not read.
        until: from when no longer; silent where there is no end or none was read.
        role: `member`, `associate`, or `partial:<what>`, which is *not* membership.
        sources: identifiers of the sources.
        confidence: how far to rely on it, where that differs from its source's.
    """

    state: str
    since: PartialDate | UnsetType = UNSET
    until: PartialDate | UnsetType = UNSET
    role: str = "member"
    sources: tuple[str, ...]
    confidence: Confidence | UnsetType = UNSET

    def covers(self, day: int) -> bool | None:
        """Whether it holds on that day (ordinal); None where a partial date does not tell."""
        if self.role.startswith("partial"):
            return False
        since, until = self.since, self.until
        if since is not UNSET and day < since.first:
            return False
        if until is not UNSET and day >= until.last:
            return False
        begun = since is UNSET or day >= since.last
        lasts = until is UNSET or day < until.first
        return True if begun and lasts else None


class Group(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """States that act together, or the parties of one regime.

    Attributes:
        aliases: names under which terms speak of its area, such as ``territory=Schengen``.
    """

    id: str
    name: dict[str, str]
    members: tuple[Membership, ...]
    aliases: tuple[str, ...] = ()
    note: str = ""

    def has(self, state: str, day: int) -> bool | None:
        """Whether `state` belongs to it on that day (ordinal); None where nobody can tell."""
        answer: bool | None = False
        for membership in self.members:
            if membership.state == state:
                covered = membership.covers(day)
                if covered:
                    return True
                if covered is None:
                    answer = None
        return answer
