"""Why not: for each instrument set aside, the smallest change of facts that would make it apply.

Facts are changed one at a time, then two together; the strand is judged anew each time by
the engine's own rules. Where no fact of the question helps, what is missing is an act: a
signature, a notification, an end of suspension.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from msgspec import Struct
from msgspec.structs import replace

from comity.decide.conditions import CHECKS, Case
from comity.decide.judge import Finding, SetAside, judge
from comity.decide.question import EntryPoint, Passport, Purpose, Question, Role
from comity.law.dates import add_months
from comity.law.lifecycle import GIVES_A_RIGHT, State, state_at
from comity.law.passports import PassportClass
from comity.register.strands import Strand
from comity.register.view import Candidate, View


class Move(Struct, frozen=True, order=True):
    """One fact changed.

    Attributes:
        field: the field of the question, or ``act`` for something a state must do.
        value: the value it would need to have.
    """

    field: str
    value: str


class WhyNot(Struct, frozen=True):
    """One instrument set aside, and what would make it apply.

    Attributes:
        reason, detail: why it was set aside.
        moves: the changes that together would make it apply; empty where none was found.
    """

    instrument: str
    title: str
    passport_class: str
    reason: str
    detail: str
    moves: tuple[Move, ...]


_YEARS_AHEAD = 10


def why_not(question: Question, passport: Passport, view: View) -> tuple[WhyNot, ...]:
    """Each strand set aside with its smallest change, the smallest first."""
    case = Case(question, passport)
    found: dict[tuple[str, str], WhyNot] = {}
    for candidate in view.candidates(passport.issuer, question.to, question.on.toordinal()):
        aside = judge(candidate, case, view)
        if isinstance(aside, Finding):
            continue
        strand = candidate.strand
        item = WhyNot(
            strand.instrument,
            strand.title,
            strand.passport_class.value if strand.passport_class else "",
            aside.reason,
            aside.detail,
            _smallest(candidate, case, aside, view),
        )
        key = (strand.instrument, aside.reason)
        have = found.get(key)
        if have is None or _size(item) < _size(have):
            found[key] = item
    spoken = {name for name, reason in found if reason != "class_not_covered"}
    kept = [
        item
        for (name, reason), item in found.items()
        if reason != "class_not_covered" or name not in spoken
    ]
    return tuple(sorted(kept, key=_size))


def _size(item: WhyNot) -> tuple[int, bool]:
    return len(item.moves) or 9, any(move.field == "act" for move in item.moves)


def _smallest(candidate: Candidate, case: Case, aside: SetAside, view: View) -> tuple[Move, ...]:
    moves = list(_moves(candidate.strand, case))
    for move in moves:
        if _applies(candidate, case, (move,), view):
            return (move,)
    for pair in combinations(moves, 2):
        if pair[0].field != pair[1].field and _applies(candidate, case, pair, view):
            return pair
    return tuple(_acts(candidate.strand, aside))


def _applies(candidate: Candidate, case: Case, moves: tuple[Move, ...], view: View) -> bool:
    question, passport = case
    for move in moves:
        question, passport = _changed(question, passport, move)
    return isinstance(judge(candidate, Case(question, passport), view), Finding)


def _moves(strand: Strand, case: Case) -> Iterator[Move]:
    """Facts that could be otherwise, nearest first."""
    yield from _other_dates(strand, case.question.on)
    named = strand.passport_class
    if named is not None and named is not case.passport.passport_class:
        shown = PassportClass.ORDINARY if named is PassportClass.ANY else named
        yield Move("passport_class", shown.value)
    for role in Role:
        if role is not case.question.role:
            yield Move("role", role.value)
    for purpose in Purpose:
        if purpose is not case.question.purpose:
            yield Move("purpose", purpose.value)
    for term in strand.terms:
        check = CHECKS.get(term.name)
        if check is not None and check.asks != "purpose":
            yield from _facts(check.asks, term.value, case.question.on)
    if case.passport.expires is not None and case.passport.expires < case.question.on:
        yield Move("expires", _ahead(case.question.on))
    if case.passport.nationality not in (None, case.passport.issuer):
        yield Move("nationality", case.passport.issuer)
    if case.question.until is not None:
        yield Move("until", "")


def _other_dates(strand: Strand, on: date) -> Iterator[Move]:
    """The nearest days on which the grant gives a right."""
    day = on.toordinal()
    if state_at(strand.spans, day).state in GIVES_A_RIGHT:
        return
    spans = strand.spans
    later = [span.start for span in spans if span.start > day and span.state in GIVES_A_RIGHT]
    earlier = [
        spans[index + 1].start - 1
        for index, span in enumerate(spans[:-1])
        if span.state in GIVES_A_RIGHT and spans[index + 1].start <= day
    ]
    if later:
        yield Move("on", date.fromordinal(later[0]).isoformat())
    if earlier:
        yield Move("on", date.fromordinal(earlier[-1]).isoformat())


def _facts(asks: str, value: str, on: date) -> Iterator[Move]:
    """Values of a fact that could meet a term."""
    head = value.partition(":")[0]
    first = head.split("+")[0].split("|")[0]
    values = {
        "expires": _ahead(on),
        "issued": on.isoformat(),
        "entry_point": EntryPoint.INTERNATIONAL_AIRPORT.value,
        "nationality": first,
        "visas": first,
        "residence": first,
        "cover": value,
        "series": first,
        "accompanied_by": first,
        "rank": value,
        "invitation": value or "official",
        "group_size": value.partition("-")[0] or "2",
        "organisation": "representative",
        "entries": "0",
        "stateless": "no",
        "objection": "no",
    }
    if asks == "born":
        for years in (70, 55, 30, 10):
            yield Move("born", add_months(on, -12 * years).isoformat())
        yield Move("sex", "female")
    elif asks == "on":
        yield Move("on", f"{on.year + (f'{on:%m-%d}' > first[:5])}-{first[:5]}")
    else:
        yield Move(asks, values.get(asks, "yes"))


def _ahead(on: date) -> str:
    return add_months(on, 12 * _YEARS_AHEAD).isoformat()


def _changed(question: Question, passport: Passport, move: Move) -> tuple[Question, Passport]:
    name, value = move.field, move.value
    if name == "on":
        return replace(question, on=date.fromisoformat(value), until=None), passport
    if name == "until":
        return replace(question, until=None), passport
    if name == "role":
        return replace(question, role=Role(value)), passport
    if name == "purpose":
        return replace(question, purpose=Purpose(value)), passport
    if name == "passport_class":
        return question, replace(passport, passport_class=PassportClass(value))
    if name in Passport.__struct_fields__:
        return question, replace(passport, **{name: _typed(name, value)})
    facts = replace(question.facts, **{name: _typed(name, value)})
    return replace(question, facts=facts), passport


def _typed(name: str, value: str) -> object:
    if name in ("expires", "issued", "born"):
        return date.fromisoformat(value)
    if name in ("visas", "residence", "permits", "accompanied_by"):
        return (value,)
    if name in ("group_size", "entries"):
        return int(value)
    if name == "entry_point":
        return EntryPoint(value)
    return {"yes": True, "no": False}.get(value, value)


def _acts(strand: Strand, aside: SetAside) -> Iterator[Move]:
    """What states would have to do."""
    if aside.reason == "signed_not_in_force":
        for what in strand.missing or ("entry_into_force",):
            yield Move("act", what)
    elif aside.reason == "suspended":
        yield Move("act", "resumption")
    elif aside.reason in ("not_signed", "not_yet_signed"):
        yield Move("act", "signature")
    elif strand.spans[-1].state is State.ENDED:
        yield Move("act", "new_instrument")
