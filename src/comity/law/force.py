"""When an instrument enters into force, computed from its rule and its acts.

Convention (lifecycle.md section 3): dates are calendar dates, the anchor day is not counted,
weekends are ignored, months are clamped to their end. An input known only to the month gives
a range. A date that an official source announces stands beside the computed one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from msgspec import UNSET, Struct

from comity.law.acts import Act, ActKind
from comity.law.dates import PartialDate, add_months
from comity.law.instruments import Anchor, ForceRule, Unit

Range = tuple[int, int]
"""The first and the last day (ordinals) that a date can be."""


class Computed(Struct, frozen=True):
    """What the rule gives: a range of days, or what it still waits for.

    Attributes:
        when: the range of days of entry into force; None while something is missing.
        missing: codes of what is missing, such as ``notification:TGO`` or ``signature``.
    """

    when: Range | None
    missing: tuple[str, ...] = ()


def compute_force(
    rule: ForceRule,
    acts: Sequence[Act],
    parties: Iterable[str],
    required: Callable[[str], Range | None] = lambda _: None,
) -> Computed:
    """Apply `rule` to `acts` (VCLT 24; clause C26).

    Args:
        rule: the clause of entry into force.
        acts: the acts of the instrument known so far.
        parties: whose notifications are needed.
        required: the range in which another instrument entered into force, for a rule
            that waits for it.
    """
    anchor, missing = _anchor(rule, acts, tuple(parties))
    if anchor is None:
        return Computed(None, missing)
    low, high = _after(rule, anchor[0]), _after(rule, anchor[1])
    if rule.requires is not UNSET:
        other = required(rule.requires)
        if other is None:
            return Computed(None, (f"in_force:{rule.requires}",))
        low, high = max(low, other[0]), max(high, other[1])
    return Computed((low, high))


def _anchor(
    rule: ForceRule, acts: Sequence[Act], parties: tuple[str, ...]
) -> tuple[Range | None, tuple[str, ...]]:
    if rule.anchor is Anchor.FIXED:
        if rule.date is UNSET:
            return None, ("date",)
        return (rule.date.first, rule.date.last), ()
    if rule.anchor is Anchor.SIGNATURE:
        signed = _latest(acts, ActKind.SIGNATURE)
        return (signed, ()) if signed else (None, ("signature",))
    if rule.anchor is Anchor.DEPOSIT:
        return _deposit(rule, acts)
    return _notified(rule, acts, parties)


def _notified(
    rule: ForceRule, acts: Sequence[Act], parties: tuple[str, ...]
) -> tuple[Range | None, tuple[str, ...]]:
    """The later notification, by its own date or by its receipt (VCLT 78)."""
    latest: Range | None = None
    missing = []
    for party in parties:
        dates = [
            when
            for act in acts
            if act.kind is ActKind.NOTIFICATION and act.by == party
            for when in (_notice_date(act, rule.anchor),)
            if when is not None
        ]
        if not dates:
            missing.append(f"notification:{party}")
            continue
        own = min((when.first, when.last) for when in dates)
        latest = own if latest is None else (max(latest[0], own[0]), max(latest[1], own[1]))
    return (None, tuple(missing)) if missing else (latest, ())


def _notice_date(act: Act, anchor: Anchor) -> PartialDate | None:
    value = act.received if anchor is Anchor.LAST_RECEIPT else act.date
    return None if value is UNSET else value


def _deposit(rule: ForceRule, acts: Sequence[Act]) -> tuple[Range | None, tuple[str, ...]]:
    needed = 1 if rule.deposits is UNSET else rule.deposits
    dates = sorted(
        (act.date.first, act.date.last)
        for act in acts
        if act.kind in (ActKind.RATIFICATION, ActKind.ACCESSION) and act.date is not UNSET
    )
    if len(dates) < needed:
        return None, (f"deposits:{needed - len(dates)}",)
    return dates[needed - 1], ()


def _latest(acts: Sequence[Act], kind: ActKind) -> Range | None:
    dates = [
        (act.date.first, act.date.last)
        for act in acts
        if act.kind is kind and act.date is not UNSET
    ]
    return (max(low for low, _ in dates), max(high for _, high in dates)) if dates else None


def _after(rule: ForceRule, ordinal: int) -> int:
    """The day of entry into force for an anchor on `ordinal`."""
    if rule.first_of_month is not UNSET:
        day = date.fromordinal(ordinal)
        return add_months(day.replace(day=1), rule.first_of_month).toordinal()
    lapse = 1 if rule.after_lapse else 0
    return later(ordinal, rule.n, rule.unit) + lapse


def later(ordinal: int, n: int, unit: Unit) -> int:
    """The day `n` units after `ordinal`; negative `n` counts backwards.

    Hours count as whole days rounded up, since the register keeps no clock times.
    Working days skip Saturday and Sunday; whose week it is, the text rarely says (D9').
    """
    if unit is Unit.DAY:
        return ordinal + n
    if unit is Unit.HOUR:
        return ordinal + -(-n // 24)
    if unit in (Unit.MONTH, Unit.YEAR):
        months = n * (12 if unit is Unit.YEAR else 1)
        return add_months(date.fromordinal(ordinal), months).toordinal()
    step, left = (1, n) if n >= 0 else (-1, -n)
    while left:
        ordinal += step
        if date.fromordinal(ordinal).weekday() < 5:
            left -= 1
    return ordinal
