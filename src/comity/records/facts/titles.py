"""The title of an act: as its best source words it, with names for codes and for whom it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from comity.law.instruments import InstrumentKind
from comity.names import StateNameError, state
from comity.records.facts.clusters import Entry

_JOINED = re.compile(r"\b([A-Z]{3})-([A-Z]{3})\b")
_CODE = re.compile(r"\b[A-Z]{3}\b")
_UNTITLED = "Visa exemption"


def row_title(entry: Entry) -> str:
    """The title in a row; the codes of the states it speaks of are written out as names."""
    codes = (*entry.pair, *_CODE.findall(entry.fact["conditions"]))
    names = {code: _name(code) for code in codes}

    def spelt(match: re.Match[str]) -> str:
        return names.get(match.group(), match.group())

    def apart(match: re.Match[str]) -> str:
        both = set(match.groups()) <= set(names)
        return "–".join(names[code] for code in match.groups()) if both else match.group()

    return _CODE.sub(spelt, _JOINED.sub(apart, entry.fact["title"])) or _UNTITLED


def act_title(best: Entry, entries: Sequence[Entry], kind: InstrumentKind) -> str:
    """The title of an act: its best row's, unless that names one of several beneficiaries.

    A state that opens itself to many by one act is told of row by row, each title naming its
    own beneficiary; none of them is the title of the whole.

    Args:
        best: the row of the best source.
        entries: all rows that speak of it.
        kind: the act's kind.
    """
    own = row_title(best)
    if kind is not InstrumentKind.UNILATERAL or len({entry.issuer for entry in entries}) == 1:
        return own
    counts = Counter(row_title(entry) for entry in entries)
    common, count = min(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    named = any(_name(entry.issuer) in common for entry in entries)
    if 2 * count > len(entries) and not named and common != _UNTITLED:
        return common
    return f"Unilateral visa exemptions by {_name(best.destination)}"


def rules_title(destination: str, whom: str) -> str:
    """The title of one destination's rules for all issuers, a group or organisations."""
    of = {"universal": "every state", "organisations": "international organisations"}
    return f"Rules of {_name(destination)} for passports of {of.get(whom, whom)}"


def _name(code: str) -> str:
    try:
        return state(code).en
    except StateNameError:
        return code
