"""How sure the reader is of an act: a logistic model of a few signs, fitted on the corpus.

The weights are data (`data/confidence.tsv`); `docs/reader.md` shows how often the reader is
right at each confidence on the texts that were held out.
"""

from __future__ import annotations

import math
from functools import lru_cache

from comity.read.events.merge import Merged
from comity.read.words.lexicon import DATA

BAR = 0.3
"""Acts below this confidence are left out."""


def signs(act: Merged, *, classes: int, persons: int) -> dict[str, float]:
    """The signs of an act that tell how sure it is, each 0 or 1."""
    return {
        "any": 1.0,
        "told_twice": float(len(act.events) > 1),
        "told_thrice": float(len(act.events) > 2),
        "states_stated": float(any(e.states_how == "stated" for e in act.events)),
        "dated": float(act.date is not None),
        "classes": float(classes > 0),
        "persons": float(persons > 0),
        "not_done": float(act.mode != "done"),
        "several_states": float(len(act.states) > 2),
        "noun_only": float(all(e.tense == "noun" for e in act.events)),
        act.kind: 1.0,
    }


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    """The weight of each sign, in log-odds."""
    found: dict[str, float] = {}
    for line in (DATA / "confidence.tsv").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, weight = line.split("\t")
            found[name] = float(weight)
    return found


def confidence(act: Merged, *, classes: int, persons: int) -> float:
    """The probability that kind, states, subject, classes and mode of an act are all right."""
    known = weights()
    odds = sum(
        known.get(name, 0.0) * on
        for name, on in signs(act, classes=classes, persons=persons).items()
    )
    return round(1.0 / (1.0 + math.exp(-odds)), 2)
