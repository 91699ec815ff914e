"""One question, one decision with its reasons: the reference engine.

Plain reading of the rules: judge every strand that can reach the case, rely on the most
favourable, show all; where none carries it, a complete list may close the case; otherwise
nobody can tell (product, "Decisions").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec.structs import replace

from comity.decide.conditions import Case
from comity.decide.decision import (
    Allowance,
    Basis,
    Considered,
    Decision,
    Formality,
    Knowledge,
    NextChange,
    Note,
    Outcome,
)
from comity.decide.judge import Finding, SetAside, judge
from comity.decide.question import Passport, Question, move
from comity.decide.turns import turning_days
from comity.law.lifecycle import state_at
from comity.law.passports import Evidence, PassportClass
from comity.law.sources import Coverage, Source
from comity.register.strands import SourceRef, Strand, cite
from comity.register.view import View

_PREFERENCE = {
    Outcome.EXEMPT: 0,
    Outcome.CONDITIONAL: 1,
    Outcome.UNKNOWN: 2,
    Outcome.VISA_REQUIRED: 3,
    Outcome.REFUSED: 4,
}

_UNSETTLED = frozenset(
    {"signed_not_in_force", "not_known_on_that_day", "status_not_stated", "not_signed"}
)

_MOST_CHANGES = 500
"""How many future dates are tried in the search for the next change."""

_SETTLES_MOST = ("purpose", "expires", "nationality", "issued", "entry_point", "born")
"""Fields of the question in the order that settles most grants of real registers."""


def decide(question: Question, view: View) -> Decision:
    """Answer one question; with several passports, for the one best travelled on."""
    answers = [answer(question, passport, view) for passport in question.passports]
    best = min(answers, key=_favour)
    if len(answers) == 1:
        return best
    others = tuple(
        {**item.passport, "outcome": item.outcome.value} for item in answers if item is not best
    )
    return replace(best, alternatives=others)


def answer(question: Question, passport: Passport, view: View, *, ahead: bool = True) -> Decision:
    """The decision for one passport. `ahead` asks for the next change as well."""
    case = Case(question, passport)
    day = question.on.toordinal()
    findings: list[Finding] = []
    asides: list[tuple[Strand, SetAside]] = []
    if passport.issuer != question.to:
        for candidate in view.candidates(passport.issuer, question.to, day):
            result = judge(candidate, case, view)
            if isinstance(result, Finding):
                findings.append(result)
            else:
                asides.append((candidate.strand, result))
    if any(aside.refuses and aside.decides for _, aside in asides):
        asides.extend((item.strand, SetAside("overridden")) for item in findings)
        findings.clear()  # no exemption from the visa admits whom the destination refuses
    if findings:
        decision = _granted(findings, asides, case, view)
    else:
        decision = _not_granted(asides, case, view)
    if ahead:
        change = _next_change(decision, case, view)
        if change is not None:
            return replace(decision, next_change=change)
    return decision


def _favour(decision: Decision) -> tuple[int, int, int]:
    return (
        _PREFERENCE[decision.outcome],
        len(decision.conditions),
        -_length(decision.allowance),
    )


def _length(allowance: Allowance) -> int:
    """How long a stay counts for in comparing: without limit the longest, unstated the least."""
    if allowance.days is None:
        return 10_000 if allowance.limits else 0
    return allowance.days


# -- granted ------------------------------------------------------------------------------


def _granted(
    findings: list[Finding], asides: Sequence[tuple[Strand, SetAside]], case: Case, view: View
) -> Decision:
    """Rule 6: every grant stands by itself; the most favourable is relied on, all are shown."""
    findings.sort(key=_most_favourable)
    best = findings[0]
    outcome = Outcome.CONDITIONAL if best.conditions else Outcome.EXEMPT
    relied = [item for item in findings if bool(item.conditions) == bool(best.conditions)]
    others = [item for item in findings if bool(item.conditions) != bool(best.conditions)]
    considered = [_less_favourable(item) for item in others]
    considered.extend(_considered(asides, findings))
    basis = tuple(map(_basis, relied))
    return Decision(
        passport=_passport(case.passport),
        to=case.question.to,
        on=case.question.on,
        outcome=outcome,
        allowance=best.allowance,
        basis=basis,
        considered=tuple(considered),
        conditions=_ordered(best.conditions),
        obligations=tuple(best.obligations),
        assumptions=(*best.assumptions, *_no_earlier_stays(best)),
        remarks=tuple(best.remarks),
        missing=_silences(best),
        knowledge=_knowledge([source for item in basis for source in item.sources], view),
    )


def _most_favourable(finding: Finding) -> tuple[int, bool, int, int]:
    length = _length(finding.allowance)
    return len(finding.conditions), bool(finding.assumptions), -length, finding.span.start


def _less_favourable(finding: Finding) -> Considered:
    detail = ";".join(note.code for note in finding.conditions)
    return _consider(finding.strand, "less_favourable", detail)


def _no_earlier_stays(finding: Finding) -> list[Note]:
    """A window of days is answered for a holder who has spent none of them yet."""
    windowed = any(limit.window for limit in finding.allowance.limits)
    return [finding.note("no_earlier_stays")] if windowed else []


def _silences(finding: Finding) -> tuple[Note, ...]:
    silent = []
    if not finding.allowance.limits:
        silent.append(finding.note("stay_not_stated"))
    if finding.strand.passport_class is None:
        silent.append(finding.note("class_not_stated"))
    return tuple(silent)


def _ordered(conditions: list[Note]) -> tuple[Note, ...]:
    """What settles most first; doubts about the law itself come last."""

    def place(note: Note) -> int:
        if note.asks in _SETTLES_MOST:
            return _SETTLES_MOST.index(note.asks)
        return len(_SETTLES_MOST) + (0 if note.asks else 1)

    return tuple(sorted(conditions, key=place))


# -- not granted --------------------------------------------------------------------------


def _not_granted(asides: Sequence[tuple[Strand, SetAside]], case: Case, view: View) -> Decision:
    """No strand carries the case: a strand or a complete list may say that a visa is required."""
    considered = tuple(_considered(asides))
    deciding = [(strand, aside) for strand, aside in asides if aside.decides]
    if deciding:
        return _required_by(deciding, considered, case, view)
    closing = _closing(asides, case, view)
    if closing is not None:
        return _closed(closing, considered, case, view)
    return Decision(
        passport=_passport(case.passport),
        to=case.question.to,
        on=case.question.on,
        outcome=Outcome.UNKNOWN,
        considered=considered,
        missing=_missing(asides, case, view),
        knowledge=_knowledge([source for item in considered for source in item.sources], view),
    )


def _required_by(
    deciding: Sequence[tuple[Strand, SetAside]],
    considered: tuple[Considered, ...],
    case: Case,
    view: View,
) -> Decision:
    """What is in force itself requires a visa here (C08, C09, C15), or admits nobody."""
    strand, aside = next((pair for pair in deciding if pair[1].refuses), deciding[0])
    finding = Finding(strand, state_at(strand.spans, case.question.on.toordinal()))
    basis = (_basis(finding),)
    return Decision(
        passport=_passport(case.passport),
        to=case.question.to,
        on=case.question.on,
        outcome=Outcome.REFUSED if aside.refuses else Outcome.VISA_REQUIRED,
        formality=aside.formality,
        basis=basis,
        considered=considered,
        knowledge=_knowledge(basis[0].sources, view),
    )


def _closing(
    asides: Sequence[tuple[Strand, SetAside]], case: Case, view: View
) -> tuple[Coverage, Source] | None:
    """The newest complete list of the destination that speaks of this class by that day.

    Rule 3: absence from it means "visa required". A grant in doubt leaves the case open: one
    signed or seen since the list, or one whose status nobody states.
    """
    if case.passport.issuer == case.question.to:
        return None
    day = case.question.on.toordinal()
    for claim, source in view.closing_claims(case.question.to, day):
        if source.speaks_from[1] > day or not _speaks_of(claim, case, view):
            continue
        return None if _in_doubt(asides, source, day) else (claim, source)
    return None


def _speaks_of(claim: Coverage, case: Case, view: View) -> bool:
    asked: PassportClass = case.passport.passport_class
    if asked in claim.classes:
        return True
    known = (Evidence.PROFILE, Evidence.ASSUMED)
    issuer = case.passport.issuer
    return any(view.evidence(issuer, asked, named) in known for named in claim.classes)


def _in_doubt(asides: Sequence[tuple[Strand, SetAside]], source: Source, day: int) -> bool:
    for strand, aside in asides:
        if not aside.leaves_open:
            continue
        if aside.reason not in _UNSETTLED:
            return True
        if strand.known_from > source.known_from:
            if source.speaks_from[1] < day:
                return True
        elif aside.reason == "status_not_stated":
            return True
    return False


def _closed(
    closing: tuple[Coverage, Source],
    considered: tuple[Considered, ...],
    case: Case,
    view: View,
) -> Decision:
    claim, source = closing
    reference = cite(source)
    absent = Considered(
        instrument=f"list:{source.id}",
        reason="not_on_complete_list",
        detail="+".join(item.value for item in claim.classes),
        title=source.publisher,
        sources=(reference,),
    )
    return Decision(
        passport=_passport(case.passport),
        to=case.question.to,
        on=case.question.on,
        outcome=Outcome.VISA_REQUIRED,
        formality=Formality.VISA,
        considered=(absent, *considered),
        knowledge=_knowledge((reference,), view),
    )


def _missing(asides: Sequence[tuple[Strand, SetAside]], case: Case, view: View) -> tuple[Note, ...]:
    """What the register would have to know to answer."""
    if case.passport.issuer == case.question.to:
        return (Note("own_nationals"),)
    gaps: list[Note] = []
    for strand, aside in asides:
        if not aside.leaves_open:
            continue
        if aside.reason == "signed_not_in_force":
            waits = strand.missing or ("entry_into_force",)
            gaps.extend(
                Note(f"waits_for_{_head(what)}", _tail(what), "", strand.instrument)
                for what in waits
            )
        else:
            gaps.append(Note(aside.reason, aside.detail, "", strand.instrument))
    if not any(view.closing_claims(case.question.to, case.question.on.toordinal())):
        gaps.append(Note("no_complete_list", case.question.to))
    else:
        gaps.append(Note("no_list_for_that_day", case.question.to))
    return tuple(dict.fromkeys(gaps))


def _head(what: str) -> str:
    return what.partition(":")[0]


def _tail(what: str) -> str:
    return what.partition(":")[2]


# -- parts --------------------------------------------------------------------------------


def _considered(
    asides: Sequence[tuple[Strand, SetAside]], findings: Sequence[Finding] = ()
) -> list[Considered]:
    """Instruments set aside, once for each reason; those of other classes last, and only where
    nothing else is said of them."""
    found: dict[tuple[str, str, str], Considered] = {}
    others: dict[str, tuple[Strand, list[str]]] = {}
    for strand, aside in asides:
        if aside.reason == "class_not_covered":
            classes = others.setdefault(strand.instrument, (strand, []))[1]
            if aside.detail not in classes:
                classes.append(aside.detail)
        else:
            key = (strand.instrument, aside.reason, aside.detail)
            if key not in found:
                found[key] = _consider(strand, aside.reason, aside.detail)
    if others:
        spoken = {key[0] for key in found} | {item.strand.instrument for item in findings}
        for name, (strand, classes) in others.items():
            if name not in spoken:
                found[name, "", ""] = _consider(strand, "class_not_covered", "+".join(classes))
    return list(found.values())


def _consider(strand: Strand, reason: str, detail: str) -> Considered:
    return Considered(strand.instrument, reason, detail, strand.title, strand.sources)


def _basis(finding: Finding) -> Basis:
    strand = finding.strand
    return Basis(
        strand.instrument,
        strand.article or None,
        strand.title,
        strand.kind,
        strand.in_force or None,
        finding.span.state,
        finding.allowance.limits,
        strand.sources,
        strand.dissent,
    )


def _passport(passport: Passport) -> dict[str, str]:
    return {"issuer": passport.issuer, "passport_class": passport.passport_class}


def _knowledge(sources: Iterable[SourceRef], view: View) -> Knowledge:
    dates = sorted(item.date for item in sources if item.date)
    as_of = view.known_on.isoformat() if view.known_on else view.store.version
    return Knowledge(
        as_of=as_of,
        oldest_source=dates[0] if dates else None,
        newest_source=dates[-1] if dates else None,
    )


def _next_change(now: Decision, case: Case, view: View) -> NextChange | None:
    """The first known day after entry on which the outcome, the formality or the length of stay
    differs, the planned stay moved along."""
    question = case.question
    open_to_lists = now.outcome not in (Outcome.EXEMPT, Outcome.CONDITIONAL)
    days = turning_days(case, view, question.on.toordinal(), lists=open_to_lists)
    for day in days[:_MOST_CHANGES]:
        moved = move(question, date.fromordinal(day))
        if moved is None:
            return None
        later = answer(moved, case.passport, view, ahead=False)
        if not same_answer(now, later):
            return NextChange(moved.on, later.outcome, later.formality, later.allowance.limits)
    return None


def same_answer(one: Decision, other: Decision) -> bool:
    """Whether a holder would call two decisions the same: outcome, formality, length of stay.

    Of two grants relied on together, one in months and one in days, now this and now that is the
    longer by a day: that is no change.
    """
    if (one.outcome, one.formality) != (other.outcome, other.formality):
        return False
    before, after = one.allowance.limits, other.allowance.limits
    return before == after or (
        len(one.conditions) == len(other.conditions)
        and any(item.limits == after for item in one.basis)
        and any(item.limits == before for item in other.basis)
    )
