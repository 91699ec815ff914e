"""The clauses of a treaty that decide cases, as terms of a grant.

Only what the vocabulary of terms can say exactly is put into a term; everything else stays a
clause of the record, where a person finds it with its article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from comity.law.terms import Term, make_term
from comity.read.treaty.model import Clause

_EXCLUDED = {
    "gainful_activity": "not_paid_activity",
    "study": "not_study",
    "research": "not_research",
    "business": "not_business",
    "journalism": "not_reporting",
    "residence": "not_residence",
}
_OFFICIAL = frozenset({"conference", "meeting", "official_visit", "mission_support", "official"})
_FAMILY = {"covered": "included", "same_class": "same_class", "any": "any_passport"}


def grant_terms(clauses: Iterable[Clause], holder: str, territory: str) -> tuple[Term, ...]:
    """The terms of the grant to passports of `holder` for `territory`, in a fixed order."""
    found: dict[str, Term] = {}
    for clause in clauses:
        maker = _MAKERS.get(clause.kind)
        values = clause.parameters
        if maker is None or values.get("holder", holder) != holder:
            continue
        for term in maker(values):
            found.setdefault(term.name, term)
    return tuple(sorted(found.values()))


def _purposes(values: dict[str, Any]) -> Iterator[Term]:
    for name in values.get("excluded", ()):
        if name in _EXCLUDED:
            yield make_term(_EXCLUDED[name])
    only = set(values.get("only", ()))
    if only and only <= _OFFICIAL:
        yield make_term("official_travel_only")
    elif only:
        yield make_term("purposes", sorted(only))
    if values.get("any_purpose"):
        yield make_term("any_purpose")


def _accredited(values: dict[str, Any]) -> Iterator[Term]:
    effect = values.get("effect")
    if effect == "exempt_for_posting":
        yield make_term("accredited", "exempt")
    elif effect == "visa_before_entry":
        yield make_term("accredited", "visa_first")
    elif effect == "outside":
        yield make_term("accredited", "excluded")
    elif effect == "accredit_within" and values.get("unit") == "day" and "n" in values:
        yield make_term("accredited", f"regularise:{values['n']}")
    notice = values.get("notify")
    if isinstance(notice, dict) and notice.get("unit") in ("day", "month"):
        letter = "m" if notice["unit"] == "month" else ""
        yield make_term("accredited_notice", f"{notice['value']}{letter}")
    elif values.get("prior_notification"):
        yield make_term("accredited_notice")
    objection = values.get("objection")
    if isinstance(objection, dict) and objection.get("unit") == "day":
        yield make_term("accredited_no_objection_days", objection["value"])


def _family(values: dict[str, Any]) -> Iterator[Term]:
    kind = _FAMILY.get(values.get("own_passport", ""))
    if kind is None and values.get("household"):
        kind = "household"
    if kind is not None:
        yield make_term("family", kind)
    if "max_age" in values:
        yield make_term("family_age_max", values["max_age"])


def _validity(values: dict[str, Any]) -> Iterator[Term]:
    if "min_months" in values:
        suffix = ":exit" if values.get("anchor") == "exit" else ""
        yield make_term("passport_valid_months", f"{values['min_months']}{suffix}")
    if "max_age_years" in values:
        yield make_term("passport_issued_within_years", values["max_age_years"])


def _borders(values: dict[str, Any]) -> Iterator[Term]:
    points = {"international": "international", "designated": "designated"}.get(
        values.get("points", "")
    )
    if points is not None:
        yield make_term("entry_points", points)


def _extension(values: dict[str, Any]) -> Iterator[Term]:
    most = values.get("max")
    if values.get("grounds") == "force_majeure":
        yield make_term("extendable", "force_majeure")
    elif isinstance(most, dict) and most.get("unit") in ("day", "month"):
        letter = "m" if most["unit"] == "month" else ""
        yield make_term("extendable", f"{most['value']}{letter}")
    elif values.get("request"):
        yield make_term("extendable", "on_request")


def _high_officials(values: dict[str, Any]) -> Iterator[Term]:
    if values.get("rank"):
        yield make_term("announce_high_officials", sorted(values["rank"]))


_MAKERS: dict[str, Callable[[dict[str, Any]], Iterator[Term]]] = {
    "purposes": _purposes,
    "accredited_staff": _accredited,
    "family": _family,
    "passport_validity": _validity,
    "border_points": _borders,
    "extension": _extension,
    "high_officials": _high_officials,
}
