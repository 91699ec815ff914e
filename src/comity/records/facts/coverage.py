"""Claims of completeness, filed with the list they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from msgspec import UNSET, structs

from comity.law.sources import Completeness, Perspective
from comity.records.facts.grants import new_listing
from comity.records.facts.sources import SourceBook
from comity.records.facts.tables import Fact
from comity.records.model import Claim, Listing, Row

Lists = dict[str, tuple[Listing, tuple[Row, ...]]]


def add_claims(lists: Lists, facts: Iterable[Fact], book: SourceBook) -> Lists:
    """The lists with their claims; a claim about a source without a list makes an empty one.

    A source of which only single clauses were taken over still claims what it claims: its
    list has no rows, and the engine reads absence from the claim and the statements together.
    """
    claims: dict[str, list[Claim]] = defaultdict(list)
    for fact in facts:
        claims[book.of(fact).id].append(_claim(fact))
    whole = dict(lists)
    for name, own in claims.items():
        if name not in whole:
            publisher = book.sources[name].publisher
            whole[name] = (new_listing(name, f"Coverage claimed by {publisher}", name, 0), ())
        listing, rows = whole[name]
        whole[name] = (structs.replace(listing, coverage=tuple(own)), rows)
    return dict(sorted(whole.items()))


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
