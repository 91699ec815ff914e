"""What is due, when, and from whom: computed from the clauses and the acts.

Numbers such as D5 are those of lifecycle.md section 3. Dates are calendar dates, the anchor
day is not counted, and an input known only to the month gives a range.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from msgspec import UNSET, Struct

from comity.law.acts import Act, ActKind
from comity.law.dates import add_months
from comity.law.force import Range, compute_force, later
from comity.law.instruments import Anchor, Instrument, Period, Unit
from comity.register.view import View

AGE_ALERTS_YEARS = (1, 3, 5)
"""Ages at which a signed or provisionally applied instrument is brought up again (D20)."""

_REGISTRATION_DAYS = 90


class Deadline(Struct, frozen=True, order=True):
    """One thing due.

    Attributes:
        due: the last day it can be due (ISO); "" where the day depends on an act to come.
        earliest: the first day it can be due, where the inputs leave a range.
        kind: ``notification``, ``specimens``, ``expiry``, ``stop_renewal``, ``end``,
            ``registration``, ``age``, ``force``.
        rule: the number of the rule in lifecycle.md.
        parties: who has to act.
        article: the article that says so, where known.
        inputs: the dates it was computed from, each ``what=date``.
        firm: False where the text asks for it "if possible" or no law attaches to it.
        detail: a parameter for the sentence.
    """

    due: str
    earliest: str
    kind: str
    rule: str
    instrument: str
    title: str
    parties: tuple[str, ...]
    article: str
    inputs: tuple[str, ...]
    firm: bool
    detail: str = ""


Look = Callable[[Instrument, "_Known", date], Iterator[Deadline]]


class _Known:
    """The dates of one instrument that deadlines hang on."""

    def __init__(self, record: Instrument, view: View) -> None:
        self.acts = [act for act in record.acts if view.known(act.sources)]
        self.force = view.force_of(record.id)
        self.signed = _latest(self.acts, ActKind.SIGNATURE)
        self.ended = _latest(self.acts, ActKind.TERMINATION)


def deadlines(view: View, on: date, state: str | None = None) -> tuple[Deadline, ...]:
    """Everything due in the register as it stands on `on`, the nearest first.

    Args:
        state: only instruments of which this state is a party.
    """
    found: list[Deadline] = []
    for name in view.store.instruments():
        record = view.store.instrument(name)
        if record is None or (state is not None and state not in record.parties):
            continue
        known = _Known(record, view)
        if known.ended is not None and known.ended[1] <= on.toordinal():
            continue
        for look in _LOOKS:
            found.extend(look(record, known, on))
    return tuple(sorted(found, key=lambda item: (item.due == "", item.due, item)))


def _deadline(
    record: Instrument,
    kind: str,
    rule: str,
    due: Range | None,
    *,
    parties: tuple[str, ...] = (),
    article: object = UNSET,
    inputs: tuple[str, ...] = (),
    firm: bool = True,
    detail: str = "",
) -> Deadline:
    return Deadline(
        _iso(due[1]) if due else "",
        _iso(due[0]) if due and due[0] != due[1] else "",
        kind,
        rule,
        record.id,
        record.title.get("en", ""),
        parties or record.parties,
        article if isinstance(article, str) else "",
        inputs,
        firm,
        detail,
    )


def _iso(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()


def _latest(acts: list[Act], kind: ActKind) -> Range | None:
    dates = [(a.date.first, a.date.last) for a in acts if a.kind is kind and a.date is not UNSET]
    return max(dates) if dates else None


def _said(name: str, when: Range) -> str:
    text = _iso(when[0]) if when[0] == when[1] else f"{_iso(when[0])}..{_iso(when[1])}"
    return f"{name}={text}"


# -- before force -------------------------------------------------------------------------


def _notifications(record: Instrument, known: _Known, on: date) -> Iterator[Deadline]:
    """Signed, not in force: whose notification is missing, and the earliest force (D1)."""
    if known.signed is None or known.force is not None:
        return
    rule = record.entry_into_force
    if rule is UNSET or rule is None:
        yield _deadline(
            record,
            "notification",
            "D1",
            None,
            inputs=(_said("signed", known.signed),),
            firm=False,
            detail="rule_not_known",
        )
        return
    computed = compute_force(rule, known.acts, record.parties)
    waiting = tuple(
        item.partition(":")[2] for item in computed.missing if item.startswith("notification:")
    )
    if waiting:
        earliest = later(on.toordinal(), rule.n, rule.unit) + (1 if rule.after_lapse else 0)
        if rule.first_of_month is not UNSET:
            first = add_months(on.replace(day=1), rule.first_of_month)
            earliest = first.toordinal()
        yield _deadline(
            record,
            "notification",
            "D1",
            None,
            parties=waiting,
            article=rule.article,
            inputs=(_said("signed", known.signed),),
            firm=False,
            detail=_iso(earliest),
        )


def _force(record: Instrument, known: _Known, on: date) -> Iterator[Deadline]:
    """A known day of entry into force that is still to come."""
    if known.force is not None and known.force[1] > on.toordinal():
        yield _deadline(record, "force", "D1-D4", known.force)


def _specimens(record: Instrument, known: _Known, on: date) -> Iterator[Deadline]:
    """Exchange of specimens after signature, or before or after force (D5, D5')."""
    clause = record.specimens
    if clause is UNSET or clause is None or clause.initial is UNSET:
        return
    if any(act.kind is ActKind.SPECIMENS for act in known.acts):
        return
    anchor = known.signed if clause.initial.anchor is Anchor.SIGNATURE else known.force
    if anchor is None:
        return
    due = _shifted(anchor, clause.initial)
    if due[1] >= on.toordinal():
        name = "signed" if clause.initial.anchor is Anchor.SIGNATURE else "in_force"
        yield _deadline(
            record,
            "specimens",
            "D5'" if clause.initial.before else "D5",
            due,
            article=clause.article,
            inputs=(_said(name, anchor),),
            firm=known.force is not None and not clause.initial.soft,
        )


def _shifted(anchor: Range, period: Period) -> Range:
    n = -period.n if period.before else period.n
    return later(anchor[0], n, period.unit), later(anchor[1], n, period.unit)


# -- in force -----------------------------------------------------------------------------


def _terms(record: Instrument, known: _Known, on: date) -> Iterator[Deadline]:
    """The end of the running term, and the last day to stop its tacit renewal (D8)."""
    clause = record.duration
    if clause is UNSET or clause is None or clause.years is UNSET or known.force is None:
        return
    end = known.force
    while end[1] <= on.toordinal():
        nxt = tuple(later(day, clause.years, Unit.YEAR) for day in end)
        if not clause.tacit_renewal and end != known.force:
            return
        end = (nxt[0], nxt[1])
    if end == known.force:
        end = (later(end[0], clause.years, Unit.YEAR), later(end[1], clause.years, Unit.YEAR))
    said = (_said("in_force", known.force),)
    yield _deadline(
        record,
        "expiry",
        "D8",
        (end[0] - 1, end[1] - 1),
        article=clause.article,
        inputs=said,
        firm=not clause.tacit_renewal,
        detail="renewed" if clause.tacit_renewal else "",
    )
    if clause.tacit_renewal and clause.notice is not UNSET:
        notice = clause.notice
        last = tuple(later(day, -notice.n, notice.unit) - 1 for day in end)
        if last[1] >= on.toordinal():
            yield _deadline(
                record,
                "stop_renewal",
                "D8",
                (last[0], last[1]),
                article=clause.article,
                inputs=said,
            )


def _denounced(record: Instrument, known: _Known, on: date) -> Iterator[Deadline]:
    """A denunciation under way: the day from which it no longer holds (D7, D18)."""
    revoked = any(act.kind is ActKind.REVOCATION for act in known.acts)
    for act in known.acts:
        if act.kind is not ActKind.DENUNCIATION or revoked:
            continue
        due, rule = _end_of(record, act)
        if due is not None and due[1] >= on.toordinal():
            inputs = (_said("notice", (act.date.first, act.date.last)),) if act.date else ()
            yield _deadline(record, "end", rule, due, inputs=inputs)


def _end_of(record: Instrument, act: Act) -> tuple[Range | None, str]:
    if act.effect is not UNSET:
        return (act.effect.first, act.effect.last), "D7"
    clause = record.termination
    received = act.received if act.received is not UNSET else act.date
    if received is UNSET:
        return None, "D7"
    anchor = (received.first, received.last)
    if clause is UNSET or clause is None:
        twelve = Period(n=12, unit=Unit.MONTH)
        return _shifted(anchor, twelve), "D18"
    return _shifted(anchor, clause.notice), "D7"


def _registration(record: Instrument, known: _Known, on: date) -> Iterator[Deadline]:
    """A reminder to register it with the United Nations; no legal day is set (D19)."""
    if known.force is None or any(act.kind is ActKind.REGISTRATION for act in known.acts):
        return
    due = known.force[0] + _REGISTRATION_DAYS, known.force[1] + _REGISTRATION_DAYS
    if due[1] >= on.toordinal() >= known.force[0]:
        yield _deadline(
            record,
            "registration",
            "D19",
            due,
            inputs=(_said("in_force", known.force),),
            firm=False,
        )


def _ages(record: Instrument, known: _Known, on: date) -> Iterator[Deadline]:
    """Signed for one, three or five years and not seen in force (D20)."""
    if known.signed is None or known.force is not None:
        return
    for years in AGE_ALERTS_YEARS:
        day = later(known.signed[1], years, Unit.YEAR)
        if day >= on.toordinal():
            yield _deadline(
                record,
                "age",
                "D20",
                (day, day),
                inputs=(_said("signed", known.signed),),
                firm=False,
                detail=str(years),
            )
            return


_LOOKS: tuple[Look, ...] = (
    _notifications,
    _force,
    _specimens,
    _terms,
    _denounced,
    _registration,
    _ages,
)
