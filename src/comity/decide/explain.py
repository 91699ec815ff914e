"""The reasoning behind a decision, as a tree: each node with its rule and its source.

The same rules are applied in the same order as for the decision; here every step is kept.
"""

from __future__ import annotations

from msgspec import Struct

from comity.decide.conditions import Case
from comity.decide.decision import Decision, Note
from comity.decide.engine import answer
from comity.decide.judge import RULES, Finding, Rule, SetAside
from comity.decide.question import Passport, Question
from comity.law.lifecycle import BEGINNING, state_at
from comity.register.strands import SourceRef
from comity.register.view import Candidate, View


class Step(Struct, frozen=True):
    """One rule applied to one strand.

    Attributes:
        rule: the name of the rule.
        cites: the rule (docs/decisions.md) and the clause kinds it reads.
        verdict: ``passed``, ``open`` (it added conditions) or ``set_aside``.
        reason, detail: why it set the strand aside.
        notes: what it added: conditions, obligations, assumptions, remarks.
    """

    rule: str
    cites: str
    verdict: str
    reason: str = ""
    detail: str = ""
    notes: tuple[Note, ...] = ()


class Branch(Struct, frozen=True):
    """One strand, followed through the rules.

    Attributes:
        state: what it is on the day.
        since: since when it is so, as precisely as the source: a year, a month or a day.
        verdict: ``exempt``, ``conditional`` or ``set_aside``.
    """

    instrument: str
    title: str
    article: str
    passport_class: str
    direction: str
    state: str
    since: str
    verdict: str
    steps: tuple[Step, ...]
    sources: tuple[SourceRef, ...]


class Reasoning(Struct, frozen=True):
    """A decision and the branches it was made from, those that carry it first."""

    decision: Decision
    branches: tuple[Branch, ...]


_PLACES = {"exempt": 0, "conditional": 1, "set_aside": 2}


def explain(question: Question, passport: Passport, view: View) -> Reasoning:
    """The decision for one passport with every step of its reasoning."""
    case = Case(question, passport)
    branches = [
        _branch(candidate, case, view)
        for candidate in view.candidates(passport.issuer, question.to, question.on.toordinal())
        if passport.issuer != question.to
    ]
    branches.sort(key=lambda item: (_PLACES[item.verdict], -len(item.steps)))
    return Reasoning(answer(question, passport, view), tuple(branches))


def _branch(candidate: Candidate, case: Case, view: View) -> Branch:
    strand = candidate.strand
    span = state_at(strand.spans, case.question.on.toordinal())
    finding = Finding(strand, span)
    steps: list[Step] = []
    aside: SetAside | None = None
    for rule in RULES:
        before = _taken(finding)
        aside = rule.apply(candidate, case, view, finding)
        steps.append(_step(rule, aside, finding, before))
        if aside is not None:
            break
    verdict = "set_aside" if aside else ("conditional" if finding.conditions else "exempt")
    return Branch(
        strand.instrument,
        strand.title,
        strand.article,
        strand.passport_class.value if strand.passport_class else "",
        f"{strand.issuer}>{strand.destination}",
        span.state.value,
        span.since if span.start > BEGINNING else "",
        verdict,
        tuple(steps),
        strand.sources,
    )


def _taken(finding: Finding) -> list[Note]:
    """All notes so far."""
    return [
        *finding.conditions,
        *finding.obligations,
        *finding.assumptions,
        *finding.remarks,
    ]


def _step(rule: Rule, aside: SetAside | None, finding: Finding, before: list[Note]) -> Step:
    if aside is not None:
        return Step(rule.name, rule.cites, "set_aside", aside.reason, aside.detail)
    added = _added(finding, before)
    opened = any(note in finding.conditions for note in added)
    return Step(rule.name, rule.cites, "open" if opened else "passed", notes=tuple(added))


def _added(finding: Finding, before: list[Note]) -> list[Note]:
    left = list(before)
    added = []
    for note in _taken(finding):
        if note in left:
            left.remove(note)
        else:
            added.append(note)
    return added
