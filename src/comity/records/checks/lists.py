"""Lists: do the rows keep to what the description promises?"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import UNSET, structs

from comity.law.sources import Perspective
from comity.records.checks.registry import Desk, Found, check


@check("row_count")
def row_count(desk: Desk) -> Iterator[Found]:
    """As many rows as asserted; a slip in copying shows so."""
    for name, (listing, rows) in desk.records.listings.items():
        low, high = listing.assertions.rows_min, listing.assertions.rows_max
        place = desk.reading.documents[f"list:{name}"][0].name.removesuffix(".yaml")
        broken = any(item.file.startswith(f"{place}.") for item in desk.reading.defects)
        if low <= high and not low <= len(rows) <= high and not broken:
            yield Found(
                f"list:{name}",
                ("assertions",),
                f"the table has {len(rows)} rows",
                f"between {low} and {high}" if low != high else f"{low}",
                "complete the table, or correct the assertions",
            )


@check("row_count_order")
def row_count_order(desk: Desk) -> Iterator[Found]:
    """The least number is not above the greatest."""
    for name, (listing, _) in desk.records.listings.items():
        low, high = listing.assertions.rows_min, listing.assertions.rows_max
        if not 0 <= low <= high:
            yield Found(
                f"list:{name}",
                ("assertions", "rows_min"),
                f"no table has at least {low} and at most {high} rows",
                "rows_min from 0 to rows_max",
                "correct the two numbers",
            )


@check("row_twice")
def row_twice(desk: Desk) -> Iterator[Found]:
    """No two rows say the same."""
    for name, (_, rows) in desk.records.listings.items():
        seen: dict[object, int] = {}
        for row in rows:
            said = (row.instrument, structs.astuple(structs.replace(row.grant, note="")))
            first = seen.setdefault(said, row.line)
            if first != row.line:
                yield Found(
                    f"list:{name}",
                    ("issuer",),
                    f"the row says what line {first} says",
                    "each grant once",
                    "remove one of the two",
                    row.line,
                )


@check("claim_twice")
def claim_twice(desk: Desk) -> Iterator[Found]:
    """One claim for one state, side and set of classes."""
    for name, (listing, _) in desk.records.listings.items():
        seen = set()
        for index, claim in enumerate(listing.coverage):
            said = (claim.perspective, claim.state, frozenset(claim.classes))
            if said in seen:
                yield Found(
                    f"list:{name}",
                    ("coverage", index),
                    f"the claim on {claim.state} stands twice",
                    "one claim for one state and set of classes",
                    "keep one",
                )
            seen.add(said)


@check("claim_on_other_state")
def claim_on_other_state(desk: Desk) -> Iterator[Found]:
    """A claim to be complete for a state that no row is about is a slip."""
    for name, (listing, rows) in desk.records.listings.items():
        for index, claim in enumerate(listing.coverage):
            side = "destination" if claim.perspective is Perspective.DESTINATION else "issuer"
            about = {getattr(row.grant, side) for row in rows}
            if rows and claim.state not in about and not about & desk.records.groups.keys():
                yield Found(
                    f"list:{name}",
                    ("coverage", index, "state"),
                    f"no row has the {side} {claim.state}",
                    "one of " + ", ".join(sorted(about)[:10]),
                    "correct the state or the perspective",
                )


@check("claim_counts")
def claim_counts(desk: Desk) -> Iterator[Found]:
    """A number of partners is not negative."""
    for name, (listing, _) in desk.records.listings.items():
        for index, claim in enumerate(listing.coverage):
            if claim.rows is not UNSET and claim.rows < 0:
                yield Found(
                    f"list:{name}",
                    ("coverage", index, "rows"),
                    f"{claim.rows} is no number of partners",
                    "0 or more",
                    "count them again",
                )
