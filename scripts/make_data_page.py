"""Fill the marked parts of docs/data.md with what the register holds.

    python scripts/make_data_page.py

Parts between `<!-- made: NAME -->` and `<!-- /made -->` are written anew; the day is the
register's own version. A test compares them, so that the page never tells of another register.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from comity.api import Register
from comity.law.lifecycle import GIVES_A_RIGHT, state_at
from comity.law.passports import PassportClass
from comity.law.sources import Perspective
from comity.names import StateKind, all_states
from comity.register.audit import Audit, Kind, audit
from comity.register.strands import Strand
from comity.register.view import View
from comity.say import Sayer

PAGE = Path(__file__).resolve().parents[1] / "docs" / "data.md"
REGIONS = Path(__file__).with_name("regions.tsv")
_PART = re.compile(r"<!-- made: (\w+) -->\n.*?<!-- /made -->", re.S)
_OFFICIAL = {PassportClass.DIPLOMATIC, PassportClass.SERVICE, PassportClass.OFFICIAL}


class Holding(NamedTuple):
    """What the page is made of."""

    view: View
    found: Audit
    on: date

    @property
    def strands(self) -> Iterable[Strand]:
        """Every grant of the register, by class and direction."""
        return (s for key in self.view.store.all_keys() for s in self.view.strands(key))

    def holds(self, strand: Strand) -> bool:
        """Whether it gives a right on the day."""
        return state_at(strand.spans, self.on.toordinal()).state in GIVES_A_RIGHT


def regions() -> dict[str, str]:
    """Each state's region."""
    lines = (line.split("\t") for line in REGIONS.read_text().splitlines() if line[:1] != "#")
    return {code: name for name, codes in lines for code in codes.split()}


def coverage(view: View, state: str, on: date) -> str:
    """How far the lists on entry into a state reach, its own and its groups': the best."""
    complete = [claim for claim, _ in view.closing_claims(state, on.toordinal())]
    if any(_OFFICIAL & set(claim.classes) for claim in complete):
        return "official"
    if complete:
        return "ordinary"
    own = (claim for claim, _ in view.coverage(state))
    if any(claim.perspective is Perspective.DESTINATION for claim in own):
        return "partial"
    return "none"


def _by_region(holding: Holding) -> str:
    where = regions()
    states = [item.code for item in all_states() if item.kind is StateKind.STATE]
    lists: dict[str, Counter[str]] = {name: Counter() for name in dict.fromkeys(where.values())}
    for code in states:
        lists[where[code]][coverage(holding.view, code, holding.on)] += 1
    grants: Counter[str] = Counter()
    for strand in holding.strands:
        if strand.destination in where and holding.holds(strand):
            grants[where[strand.destination]] += 1
    stale = Counter(
        where[item.destination]
        for item in holding.found.findings
        if item.kind is Kind.STALE and item.destination in where
    )
    lines = [
        "| region | states | official list | ordinary only | partial | none | grants | stale |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, counts in lists.items():
        lines.append(_row(name, counts, grants[name], stale[name]))
    whole = sum(lists.values(), Counter[str]())
    lines.append(_row("**all**", whole, grants.total(), stale.total()))
    return "\n".join(lines)


def _row(name: str, counts: Counter[str], grants: int, stale: int) -> str:
    kinds = (counts[kind] for kind in ("official", "ordinary", "partial", "none"))
    numbers = [counts.total(), *kinds]
    share = f"{100 * stale / grants:.0f} %" if grants else "-"
    return f"| {name} | {' | '.join(map(str, numbers))} | {grants:,} | {share} |"


def _sources(holding: Holding) -> str:
    store = holding.view.store
    kinds = Counter(store.source(name).kind for name in store.sources())
    dated = Counter(
        store.source(name).kind
        for name in store.sources()
        if hasattr(store.source(name).date, "text")
    )
    lines = ["| rank | kind of source | sources | dated |", "| ---: | --- | ---: | ---: |"]
    for rank, kind in enumerate(type(next(iter(kinds)))):
        words = kind.value.replace("_", " ")
        lines.append(f"| {rank + 1} | {words} | {kinds[kind]:,} | {dated[kind]:,} |")
    return "\n".join(lines)


def _classes(holding: Holding) -> str:
    states: Counter[str] = Counter()
    of_class: Counter[str] = Counter()
    for strand in holding.strands:
        name = strand.passport_class.value if strand.passport_class else "not stated"
        of_class[name] += 1
        states[name] += holding.holds(strand)
    say = Sayer("en")
    lines = ["| passport class | grants | in force |", "| --- | ---: | ---: |"]
    for name, number in of_class.most_common(8):
        lines.append(f"| {say.passport_class(name)} | {number:,} | {states[name]:,} |")
    return "\n".join(lines)


PARTS: dict[str, Callable[[Holding], str]] = {
    "regions": _by_region,
    "sources": _sources,
    "classes": _classes,
}


def filled(text: str) -> str:
    """The page with its parts made anew."""
    view = Register().view()
    on = date.fromisoformat(view.store.version)
    holding = Holding(view, audit(view, on), on)
    return _PART.sub(
        lambda match: f"<!-- made: {match[1]} -->\n{PARTS[match[1]](holding)}\n<!-- /made -->", text
    )


def main() -> None:
    """Write the page anew."""
    PAGE.write_text(filled(PAGE.read_text()))


if __name__ == "__main__":
    sys.exit(main())
