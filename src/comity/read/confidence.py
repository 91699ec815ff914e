"""How sure the reader is of an act, from signs that were weighed on the development corpus."""

from __future__ import annotations

from comity.read.merge import Merged

BAR = 0.35
"""Acts below this confidence are left out."""


def confidence(act: Merged, *, classes: int, sentences: int) -> float:
    """A probability between 0 and 1 that kind, states, subject and classes are all right."""
    score = 0.62
    score += 0.06 * min(len(act.events) - 1, 3)
    if any(e.states_how == "stated" for e in act.events):
        score += 0.12
    if act.date is not None:
        score += 0.06
    if classes:
        score += 0.08
    if len(act.states) != 2:
        score -= 0.15
    if act.mode != "done":
        score -= 0.12
    if act.background:
        score -= 0.08
    return round(max(0.05, min(0.97, score)), 2)
