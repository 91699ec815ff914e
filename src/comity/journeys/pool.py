"""Days of stay over a journey: under the grant relied on, and under the cap of an area.

States that share an area may cap the days spent in all of them together; which areas do, and
how, the register says (clauses of the kind ``stay_cap``). An exemption in one of them carries
nobody into the next (clauses.md 6.5): it only shares the count of days.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import UNSET, Struct, UnsetType

from comity.count import Stay, StayCount, count_stay
from comity.count.stays import Area
from comity.decide.decision import Decision
from comity.law.dates import Interval, PartialDate
from comity.law.groups import Group
from comity.law.stay import StayRule
from comity.register.view import View


class Cap(Struct, frozen=True):
    """A cap on the days spent in an area: the group's code, the rule, when each place counts."""

    group: str
    rule: StayRule
    area: Area


class LegStay(Struct, frozen=True, kw_only=True):
    """What the count of days says of one leg.

    Attributes:
        rule: the limits counted by.
        group: the area whose days count together, or "" where only the state's own do.
        days_used: the days used up on the day of arrival.
        days_left: what the limit that binds first allows less what is used.
        days_ahead: the days that can be spent from then on, that day included: days that fall
            out of the window meanwhile are free again.
        latest_exit: the last lawful day there, None where none is.
        enough: whether the planned stay is within that; None where its end is not known.
    """

    rule: str
    group: str
    days_used: int
    days_left: int
    days_ahead: int
    latest_exit: date | None
    enough: bool | None


class Pool:
    """Counts days; reads from the register, once, which areas cap them together."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._found: tuple[Cap, ...] | None = None

    def caps(self) -> tuple[Cap, ...]:
        """The caps of the register. The records of a group's acts begin with its code."""
        if self._found is None:
            self._found = tuple(self._read())
        return self._found

    def _read(self) -> Iterator[Cap]:
        groups = self._view.store.groups()
        for name in self._view.store.instruments():
            code = name.rpartition("-")[0]
            group = groups.get(code)
            record = self._view.store.instrument(name) if group is not None else None
            if group is None or record is None:
                continue
            for clause in record.clauses:
                if clause.kind == "stay_cap" and "stay" in clause.parameters:
                    yield Cap(code, StayRule.parse(str(clause.parameters["stay"])), _area(group))

    def count(
        self, decision: Decision, stays: Sequence[Stay], on: date, until: date | None
    ) -> LegStay | None:
        """The count that binds first; None where no earlier stay can matter.

        Args:
            decision: the answer for the leg.
            stays: earlier stays, and those planned on earlier legs.
            on, until: the leg's days.
        """
        here = [stay for stay in stays if stay.place == decision.to]
        found: list[tuple[StayCount, str]] = []
        if here and decision.allowance.limits:
            rule = StayRule(decision.allowance.limits)
            found.append((count_stay(rule, here, on, place=decision.to), ""))
        for cap in self._binding(decision, on):
            if any(stay.place in cap.area for stay in stays):
                count = count_stay(cap.rule, stays, on, area=cap.area, place=decision.to)
                found.append((count, cap.group))
        limited = [
            (each.days_ahead, each, group)
            for each, group in found
            if each.days_ahead is not None and each.days_left is not None
        ]
        if not limited:
            return None
        ahead, count, group = min(limited, key=lambda item: item[0])
        last = count.latest_exit if ahead else None
        return LegStay(
            rule=str(count.question.rule),
            group=group,
            days_used=count.days_used,
            days_left=max(0, count.days_left or 0),
            days_ahead=ahead,
            latest_exit=last,
            enough=_enough(last, on, until),
        )

    def _binding(self, decision: Decision, on: date) -> Iterator[Cap]:
        """The caps of areas that the destination belongs to and the issuer does not."""
        beside = any(note.code == "overrides_schengen_90_180" for note in decision.remarks)
        if beside:
            return
        for cap in self.caps():
            member = self._view.is_member(cap.group, decision.to, on.toordinal())
            own = self._view.is_member(cap.group, decision.passport["issuer"], on.toordinal())
            if member and not own:
                yield cap


def _enough(last: date | None, on: date, until: date | None) -> bool | None:
    if last is None or last < on:
        return False
    return None if until is None else until <= last


def _area(group: Group) -> dict[str, list[Interval]]:
    area: dict[str, list[Interval]] = {}
    for item in group.members:
        if not item.role.startswith("partial"):
            span = Interval(_first(item.since), _first(item.until))
            area.setdefault(item.state, []).append(span)
    return area


def _first(value: PartialDate | UnsetType) -> date | None:
    return None if value is UNSET else value.earliest
