"""One strand against one case: one rule to a function, each citing its rule.

A rule either sets the strand aside (it returns a `SetAside`), or adds to the `Finding` what
the answer would rest on: conditions, obligations, assumptions, remarks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from msgspec import UNSET

from comity.decide.conditions import CHECKS, Case
from comity.decide.decision import Allowance, Formality, Note
from comity.decide.question import Purpose, Role
from comity.law.dates import add_days, add_months
from comity.law.lifecycle import GIVES_A_RIGHT, Span, State, state_at
from comity.law.passports import Evidence, PassportClass
from comity.law.stay import longest_single_stay
from comity.law.terms import Term, TermRole
from comity.register.strands import Strand
from comity.register.view import Candidate, View

_REASONS = {
    State.NEGOTIATED: "not_signed",
    State.SIGNED: "signed_not_in_force",
    State.SUSPENDED: "suspended",
    State.ENDED: "ended",
    State.NOT_KNOWN: "not_known_on_that_day",
}

_PURPOSE_TERMS = frozenset(name for name, check in CHECKS.items() if check.asks == "purpose")

_FORMALITIES = {
    "visa_on_arrival": Formality.VISA_ON_ARRIVAL,
    "gratis_visa": Formality.GRATIS_VISA,
    "e_visa": Formality.E_VISA,
    "travel_authorisation": Formality.TRAVEL_AUTHORISATION,
}

_REFUSALS = frozenset({"no_admission", "travel_ban"})

_NO_NATIONALITY = frozenset({"XXA", "XXB", "XXC", "XXX"})
"""ICAO 9303 codes that are no nationality: they never satisfy "nationals of" (mrz.md 1.3)."""


class SetAside:
    """Why a strand does not carry the case.

    Attributes:
        reason: the code of the rule.
        detail: its parameter.
        leaves_open: the case may yet be covered: nobody can call a visa required on this ground.
        formality: a formality that the strand itself names.
        decides: the strand itself says that a visa is required, or that nobody is admitted.
        refuses: it says that nobody is admitted.
    """

    __slots__ = ("decides", "detail", "formality", "leaves_open", "reason", "refuses")

    def __init__(
        self,
        reason: str,
        detail: str = "",
        *,
        leaves_open: bool = False,
        formality: Formality | None = None,
        decides: bool = False,
        refuses: bool = False,
    ) -> None:
        self.reason = reason
        self.detail = detail
        self.leaves_open = leaves_open
        self.formality = formality
        self.decides = decides
        self.refuses = refuses


class Finding:
    """What a strand gives, and on what it rests."""

    __slots__ = (
        "allowance",
        "assumptions",
        "conditions",
        "obligations",
        "remarks",
        "span",
        "strand",
    )

    def __init__(self, strand: Strand, span: Span) -> None:
        self.strand = strand
        self.span = span
        self.conditions: list[Note] = []
        self.obligations: list[Note] = []
        self.assumptions: list[Note] = []
        self.remarks: list[Note] = []
        self.allowance = Allowance()

    def note(self, code: str, value: str = "", asks: str = "") -> Note:
        """A note that names this strand's instrument."""
        return Note(code, value, asks, self.strand.instrument)


def judge(candidate: Candidate, case: Case, view: View) -> Finding | SetAside:
    """Apply every rule in turn; the first that sets the strand aside ends it."""
    strand = candidate.strand
    named, asked = strand.passport_class, case.passport.passport_class
    if (
        named is not asked
        and named is not None
        and view.evidence(case.passport.issuer, asked, named) is Evidence.NONE
    ):
        return _OTHER_CLASS[named]  # what the first rule says, without setting out
    finding = Finding(strand, state_at(strand.spans, case.question.on.toordinal()))
    for rule in RULES:
        aside = rule.apply(candidate, case, view, finding)
        if aside is not None:
            return aside
    return finding


class Rule(NamedTuple):
    """One rule of the engine.

    Attributes:
        name: its code, for explanations.
        cites: the rule (docs/decisions.md) and the clause kinds it reads.
        apply: sets the strand aside, or adds to the finding.
    """

    name: str
    cites: str
    apply: Callable[[Candidate, Case, View, Finding], SetAside | None]


_OTHER_CLASS = {item: SetAside("class_not_covered", item.value) for item in PassportClass}


def _class_rule(candidate: Candidate, case: Case, view: View, finding: Finding) -> SetAside | None:
    """Rule 7: classes match through what the issuer issues; rule 6: no class stands for another."""
    named = candidate.strand.passport_class
    asked = case.passport.passport_class
    if named is asked:
        return None
    if named is None:
        finding.conditions.append(finding.note("class_not_stated", asked.value))
        return None
    evidence = view.evidence(case.passport.issuer, asked, named)
    if evidence is Evidence.NONE:
        return _OTHER_CLASS[named]
    if evidence is Evidence.ASSUMED:
        finding.assumptions.append(finding.note("class_equivalence", f"{asked}={named}"))
    return None


def _marker_rule(candidate: Candidate, _: Case, view: View, finding: Finding) -> SetAside | None:
    """Rows marked visa on arrival, gratis visa or draft are no exemptions (vocabulary, markers)."""
    for term in candidate.strand.terms:
        if term.kind.role is not TermRole.MARKER:
            continue
        if term.name == "draft":
            return SetAside("not_signed", "draft")
        if term.name == "called_visa_on_arrival":
            return SetAside("called_visa_on_arrival", leaves_open=True)
        live = finding.span.state in GIVES_A_RIGHT
        if term.name in _REFUSALS:
            return SetAside("no_admission", term.name, decides=live, refuses=True)
        return SetAside("no_exemption", term.name, formality=_FORMALITIES[term.name], decides=live)
    return None


def _force_rule(candidate: Candidate, case: Case, _: View, finding: Finding) -> SetAside | None:
    """Rules 3, 4 and 6: in force and applied on the day of entry, or it gives nothing.

    A day that a month or year leaves open makes the answer conditional, never exempt.
    """
    span = finding.span
    if span.state in GIVES_A_RIGHT:
        if not candidate.certain:
            finding.conditions.append(finding.note("membership_on_that_day"))
        _warn_of_end(candidate.strand, case, finding)
        return None
    if span.state is State.UNCERTAIN:
        finding.conditions.append(finding.note(span.reason, candidate.strand.in_force))
        return None
    detail = _force_detail(candidate.strand, span, case)
    ahead = _dated_ahead(candidate.strand, span)
    if ahead == "not_yet_in_force":
        return SetAside(ahead, candidate.strand.in_force or detail)
    if ahead:
        return SetAside(ahead, detail)
    pending = span.state in (State.SIGNED, State.NOT_KNOWN)
    return SetAside(_reason(span), detail, leaves_open=pending)


def _warn_of_end(strand: Strand, case: Case, finding: Finding) -> None:
    """C30, VCLT 70: a grant that stops during the stay; what it leaves those inside, texts
    rarely say, so it is a remark and not a refusal."""
    until = case.question.until
    if until is None:
        return
    first, last = case.question.on.toordinal(), until.toordinal()
    for span in strand.spans:
        if first < span.start <= last and span.state in (State.SUSPENDED, State.ENDED):
            when = date.fromordinal(span.start).isoformat()
            finding.remarks.append(finding.note("ends_during_stay", when))
            return


_AHEAD = {
    "signed_not_in_force": "not_yet_signed",
    "in_force": "not_yet_in_force",
    "computed": "not_yet_in_force",
    "provisionally_applied": "not_yet_in_force",
}


_NO_WORD = frozenset({State.NOT_KNOWN, State.UNCERTAIN})


def _dated_ahead(strand: Strand, span: Span) -> str:
    """Before a dated signature or entry into force there was nothing yet: that is known."""
    if span is not strand.spans[0] or len(strand.spans) == 1:
        return ""
    first = next((item.reason for item in strand.spans if item.state not in _NO_WORD), "")
    return _AHEAD.get(first, "")


def _reason(span: Span) -> str:
    if span.state is State.NOT_KNOWN and span.reason == "status_not_stated":
        return "status_not_stated"
    if span.reason in ("replaced_by", "asleep_under", "absent_from_newer_list", "denounced"):
        return span.reason
    return _REASONS[span.state]


def _force_detail(strand: Strand, span: Span, case: Case) -> str:
    """The day since which, or from which, it is as it is."""
    if span.reason in ("replaced_by", "asleep_under") and span.sources:
        return span.sources[0]
    if span.state is State.NOT_KNOWN:
        later = [item for item in strand.spans if item.start > case.question.on.toordinal()]
        return later[0].since if later else ""
    return span.since


def _role_rule(candidate: Candidate, case: Case, _: View, finding: Finding) -> SetAside | None:
    """Rule 8: accredited staff and their families are a different case from visitors (C09, C11)."""
    accredited = candidate.strand.term("accredited")
    if case.question.role is Role.VISITOR:
        return SetAside("accredited_only") if accredited == "only" else None
    if case.question.role is Role.FAMILY:
        aside = _family(candidate.strand, case, finding)
        if aside is not None:
            return aside
    return _accredited(accredited, finding)


def _accredited(effect: str | None, finding: Finding) -> SetAside | None:
    """C09: what the text says of staff posted to a mission or post."""
    if effect is None:
        return SetAside("silent_on_accredited", leaves_open=True)
    if effect == "excluded":
        return SetAside("accredited_excluded", leaves_open=True)
    if effect == "visa_first":
        return SetAside("accredited_visa_first", formality=Formality.VISA, decides=True)
    if effect.startswith("regularise:"):
        days = effect.partition(":")[2]
        finding.obligations.append(finding.note("accreditation_within_days", days))
    return None


def _family(strand: Strand, case: Case, finding: Finding) -> SetAside | None:
    """C11: whether the text reaches the family, on which passport, in whose household."""
    family = strand.term("family")
    if family is None:
        return SetAside("silent_on_family", leaves_open=True)
    if family == "household" and case.question.facts.household is None:
        finding.conditions.append(finding.note("family", "household", "household"))
    if family == "household" and case.question.facts.household is False:
        return SetAside("condition_not_met", "family=household")
    return None


def _nationality_rule(
    candidate: Candidate, case: Case, _: View, finding: Finding
) -> SetAside | None:
    """C01: acts speak of nationals of a state who hold its passport; both are checked."""
    passport = case.passport
    nationality = passport.nationality
    strand = candidate.strand
    if nationality is None or nationality == passport.issuer:
        return None
    names = ("holder_need_not_be_national", "holder_nationality")
    if any(strand.term(name) is not None for name in names):
        return None
    if nationality in _NO_NATIONALITY:
        return SetAside("not_a_national", nationality)
    finding.conditions.append(finding.note("nationality_not_settled", nationality))
    return None


def _validity_rule(candidate: Candidate, case: Case, _: View, __: Finding) -> SetAside | None:
    """C03: an expired passport carries nothing, unless the text accepts it for a time."""
    expires = case.passport.expires
    if expires is None or expires >= case.question.on:
        return None
    grace = candidate.strand.term("passport_expired_max_years")
    if grace is not None and add_months(expires, 12 * int(grace)) >= case.question.on:
        return None
    return SetAside("passport_expired", expires.isoformat())


def _scope_rule(candidate: Candidate, case: Case, view: View, finding: Finding) -> SetAside | None:
    """C34, C07: whom and where the grant reaches."""
    for term in candidate.strand.terms:
        if term.kind.role is not TermRole.SCOPE:
            continue
        scope = _SCOPES.get(term.name)
        aside = scope(term, case, view, finding) if scope else None
        if aside is not None:
            return aside
        if term.name in _REMARKED:
            finding.remarks.append(finding.note(term.name, term.value))
    return None


_REMARKED = frozenset(
    {
        "extendable",
        "counts_schengen_days",
        "overrides_schengen_90_180",
        "territory_excludes",
        "territory_includes",
        "family",
        "accredited",
    }
)


def _issuer_excludes(term: Term, case: Case, _: View, __: Finding) -> SetAside | None:
    if case.passport.issuer in term.value.split("+"):
        return SetAside("issuer_excluded", case.passport.issuer)
    return None


def _issuer_only(term: Term, _: Case, __: View, finding: Finding) -> SetAside | None:
    finding.conditions.append(finding.note(term.name, term.value))
    return None


def _territory(term: Term, case: Case, view: View, finding: Finding) -> SetAside | None:
    """A group's area by the day of entry; an area smaller than a state is a condition."""
    to, day = case.question.to, case.question.on.toordinal()
    for area in term.value.split("+"):
        group = view.area(area)
        if group is None:
            continue
        member = view.is_member(group, to, day)
        if member:
            return None
        if member is None:
            finding.conditions.append(finding.note("membership_on_that_day", group))
            return None
        return SetAside("outside_territory", term.value)
    if to not in term.value.split("+"):
        finding.conditions.append(finding.note(term.name, term.value, "entry_point"))
    return None


def _territory_excludes(term: Term, case: Case, _: View, __: Finding) -> SetAside | None:
    if case.question.to in term.value.split("+"):
        return SetAside("outside_territory", case.question.to)
    return None


_SCOPES: dict[str, Callable[[Term, Case, View, Finding], SetAside | None]] = {
    "issuer_excludes": _issuer_excludes,
    "issuer_only": _issuer_only,
    "territory": _territory,
    "territory_excludes": _territory_excludes,
}


def _terms_rule(candidate: Candidate, case: Case, _: View, finding: Finding) -> SetAside | None:
    """The conditions of the grant: one that is not met ends it, one left open is asked for."""
    posted = case.question.role is not Role.VISITOR
    for term in candidate.strand.terms:
        role = term.kind.role
        if role is TermRole.DUTY:
            if posted or not term.name.startswith("accredited"):
                finding.obligations.append(finding.note(term.name, term.value))
            continue
        if role is not TermRole.CONDITION or _out_of_place(term, posted):
            continue
        check = CHECKS[term.name]
        met = check.met(term.value, case)
        if met is False:
            return SetAside("condition_not_met", str(term))
        if met is None:
            finding.conditions.append(finding.note(term.name, term.value, check.asks))
    return None


def _out_of_place(term: Term, posted: bool) -> bool:
    """Purposes bind visitors; the host's silence and children's ages bind the posted only."""
    if posted:
        return term.name in _PURPOSE_TERMS
    return term.name in ("accredited_no_objection_days", "family_age_max")


def _stay_rule(candidate: Candidate, case: Case, _: View, finding: Finding) -> SetAside | None:
    """C05, C06: how long; a planned stay beyond the text's own limit needs a visa (C08)."""
    if case.question.role is not Role.VISITOR:
        return None
    stay = candidate.strand.stay
    if stay is UNSET or stay is None:
        if stay is UNSET and case.question.until is not None:
            finding.conditions.append(finding.note("stay_not_stated"))
        return None
    on = case.question.on
    days = longest_single_stay(stay, on)
    until = None if days is None else add_days(on, days - 1)
    finding.allowance = Allowance(days, until, stay.limits)
    planned = case.question.days
    if planned is not None and days is not None and planned > days:
        return SetAside("longer_than_allowed", str(days), formality=Formality.VISA, decides=True)
    return None


def _purpose_rule(candidate: Candidate, case: Case, _: View, finding: Finding) -> SetAside | None:
    """Rule 10: transit is granted where entry is; a silence on work or residence is a gap."""
    purpose = case.question.purpose
    silent = candidate.strand.term("any_purpose") is None
    if purpose in (Purpose.WORK, Purpose.RESIDENCE) and silent:
        finding.conditions.append(finding.note("purpose_not_addressed", str(purpose)))
    return None


RULES: Sequence[Rule] = (
    Rule("class", "rules 6, 7; C02", _class_rule),
    Rule("marker", "vocabulary; C15", _marker_rule),
    Rule("force", "rules 3, 4, 6; C26-C30, C33", _force_rule),
    Rule("role", "rule 8; C09, C11", _role_rule),
    Rule("nationality", "C01", _nationality_rule),
    Rule("validity", "C03", _validity_rule),
    Rule("scope", "C07, C34", _scope_rule),
    Rule("terms", "C01-C04, C08-C15", _terms_rule),
    Rule("purpose", "rule 10; C04", _purpose_rule),
    Rule("stay", "C05, C06, C08", _stay_rule),
)
"""In this order; the first that sets a strand aside ends its judgement."""
