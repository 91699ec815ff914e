"""Claims of completeness, filed with the list they are about.

A claim lets absence mean "visa required". It is taken at its word only where the word and the
register bear it out: a list complete of one kind only (one-sided acts, the members of one
group), or one of which not all lines stand in the register, is `partial` there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import UNSET, structs

from comity.law.instruments import Grant, Instrument
from comity.law.passports import PassportClass
from comity.law.sources import Completeness, Perspective
from comity.records.facts.grants import new_listing
from comity.records.facts.sources import SourceBook
from comity.records.facts.tables import Fact
from comity.records.model import Claim, Listing, Row

Lists = dict[str, tuple[Listing, tuple[Row, ...]]]

_ONE_KIND = re.compile(
    r"\bunilateral|\bmultilateral|states only|only states whose|depends on"
    r"|derogation|plus \d+ .*not named|are not in it"
)
"""Notes that say that the list is complete of its kind only."""

_AGREEMENTS = re.compile(r"^(?:visa abolition|bilateral) agreements\b")
"""A list of agreements: for ordinary passports, which many states exempt by themselves, one kind
only; official passports are exempt by agreement as a rule."""

_LEFT_OUT = re.compile(r"not already|not repeated|missing elsewhere|not expanded|together with")
"""Notes that say that lines told elsewhere were left out of the table."""


def add_claims(
    lists: Lists,
    instruments: Mapping[str, Instrument],
    facts: Iterable[Fact],
    book: SourceBook,
) -> tuple[Lists, list[str]]:
    """The lists with their claims, and a sentence on every claim not taken at its word.

    A claim about a source that has no list makes an empty one.
    """
    claims: dict[str, list[Claim]] = defaultdict(list)
    warnings = []
    said = _by_source(lists, instruments)
    everything = [grant for own in said.values() for grant in own]
    for fact in facts:
        source = book.of(fact).id
        claim, doubt = _weighed(_claim(fact), said.get(source, ()), everything)
        claims[source].append(claim)
        if doubt:
            warnings.append(f"{fact.place}: read as partial, since {doubt}")
    whole = dict(lists)
    for name, own in claims.items():
        if name not in whole:
            publisher = book.sources[name].publisher
            whole[name] = (new_listing(name, f"Coverage claimed by {publisher}", name, 0), ())
        listing, rows = whole[name]
        placed = tuple(_placed(claim, [row.grant for row in rows]) for claim in own)
        whole[name] = (structs.replace(listing, coverage=placed), rows)
    return dict(sorted(whole.items())), warnings


def _placed(claim: Claim, grants: Sequence[Grant]) -> Claim:
    """The claim within the area that every line of its list has in common."""
    about = [grant for grant in grants if grant.destination == claim.state]
    shared = set.intersection(*(set(grant.terms) for grant in about)) if about else set()
    values = {term.name: term.value for term in shared}
    left_out = values.get("territory_excludes", "")
    return structs.replace(
        claim,
        territory=values.get("territory", ""),
        excluding=tuple(left_out.split("+")) if left_out else (),
    )


def _by_source(lists: Lists, instruments: Mapping[str, Instrument]) -> dict[str, list[Grant]]:
    """Every grant that stands in the register, by its source."""
    said: dict[str, list[Grant]] = defaultdict(list)
    for listing, rows in lists.values():
        said[listing.source].extend(row.grant for row in rows)
    for record in instruments.values():
        for grant in record.grants:
            for source in grant.sources:
                said[source].append(grant)
    return said


def _weighed(claim: Claim, own: Sequence[Grant], everything: Sequence[Grant]) -> tuple[Claim, str]:
    """The claim as the register can rely on it, and why that is less than what it says."""
    if claim.complete is not Completeness.YES:
        return claim, ""
    partial = structs.replace(claim, complete=Completeness.PARTIAL)
    by_agreement = PassportClass.ORDINARY in claim.classes and _AGREEMENTS.search(claim.note)
    if _ONE_KIND.search(claim.note) or by_agreement:
        return partial, "it is complete of one kind only"
    elsewhere = structs.replace(claim, tabulated=False)
    if _LEFT_OUT.search(claim.note):
        return elsewhere, ""
    have = _lines(claim, own)
    if claim.rows is UNSET or have >= claim.rows:
        return claim, ""
    if _lines(claim, everything) >= claim.rows:
        return elsewhere, ""
    return partial, f"{have} of its {claim.rows} lines stand in the tables"


def _lines(claim: Claim, grants: Iterable[Grant]) -> int:
    """How many grants are about the state of the claim, from its side."""
    side = "destination" if claim.perspective is Perspective.DESTINATION else "issuer"
    return sum(getattr(grant, side) == claim.state for grant in grants)


def _claim(fact: Fact) -> Claim:
    classes = fact.classes()
    try:
        return Claim(
            perspective=Perspective(fact["perspective"]),
            state=fact["state"],
            classes=() if classes is UNSET else classes,
            complete=Completeness(fact["complete"]),
            rows=int(fact["rows_read"]) if fact["rows_read"] else UNSET,
            note=fact["note"],
        )
    except ValueError as error:
        raise fact.defect(str(error), "the values that the README names") from None
