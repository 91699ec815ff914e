"""How well treaties are read, measured against gold readings.

A corpus is a folder of JSON files `{id, lang, split, text, gold}`; `gold` has the shape of a
reading without evidence. `split` is `dev` or `heldout`.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from comity.read.tally import Tally
from comity.read.treaty.model import TreatyReading
from comity.read.treaty.reader import read_treaty

FIELDS = ("parties", "classes", "signed", "place", "languages")


class Score(msgspec.Struct, kw_only=True):
    """Counts over some texts.

    Attributes:
        texts: how many.
        kinds: clause kinds by article.
        exact: clauses of a right kind whose parameters are the gold's, all and only.
        unread: articles reported as not understood.
        fields: of each single field, how many are right, out of `totals`.
        errors: one line for each difference: `(text, what)`.
    """

    texts: int = 0
    kinds: Tally = msgspec.field(default_factory=Tally)
    exact: int = 0
    unread: Tally = msgspec.field(default_factory=Tally)
    fields: Counter[str] = msgspec.field(default_factory=Counter)
    totals: Counter[str] = msgspec.field(default_factory=Counter)
    errors: list[tuple[str, str]] = msgspec.field(default_factory=list)

    @property
    def parameters(self) -> float:
        """Exact parameters, per clause whose kind was found."""
        return self.exact / self.kinds.right if self.kinds.right else 1.0

    def rates(self) -> dict[str, float]:
        """Every figure as a rate, by name."""
        rates = {
            "kinds_precision": self.kinds.precision,
            "kinds_recall": self.kinds.recall,
            "kinds_f1": self.kinds.f1,
            "parameters_exact": self.parameters,
        }
        for name in FIELDS:
            rates[name] = self.fields[name] / self.totals[name] if self.totals[name] else 1.0
        return rates


def load_corpus(folder: Path) -> Iterator[dict[str, Any]]:
    """Every case under a folder, in the order of the file names."""
    for path in sorted(folder.rglob("*.json")):
        yield json.loads(path.read_text("utf-8"))


def score(cases: Iterable[dict[str, Any]], *, detect: bool = True) -> dict[tuple[str, str], Score]:
    """Read every text and compare: `(split, language)` to its score, and `(split, "all")`.

    Args:
        cases: as `load_corpus` gives them.
        detect: let the reader find the language; otherwise it is told.
    """
    result: dict[tuple[str, str], Score] = defaultdict(Score)
    for case in cases:
        reading = read_treaty(case["text"], lang=None if detect else case["lang"])
        for key in ((case["split"], case["lang"]), (case["split"], "all")):
            compare(result[key], case, reading)
    return dict(result)


def compare(total: Score, case: dict[str, Any], reading: TreatyReading) -> None:
    """Add one text to a score."""
    gold, name = case["gold"], case["id"]
    total.texts += 1
    wanted = {(c["article"], c["kind"]): c["parameters"] for c in gold["clauses"]}
    got = {(c.article, c.kind): c.parameters for c in reading.clauses}
    total.kinds.add(Counter(got.keys()), Counter(wanted.keys()))
    for key in wanted.keys() - got.keys():
        total.errors.append((name, f"missed {key}: {wanted[key]}"))
    for key in got.keys() - wanted.keys():
        total.errors.append((name, f"invented {key}: {got[key]}"))
    for key in sorted(wanted.keys() & got.keys()):
        if wanted[key] == got[key]:
            total.exact += 1
        else:
            total.errors.append((name, f"values {key}: {got[key]} for {wanted[key]}"))
    _unread(total, name, set(gold["unread"]), {u.article for u in reading.unread})
    classes = {code: sorted(v) for code, v in reading.passport_classes.items()}
    for code in {*gold["passport_classes"], *classes}:
        total.totals["classes"] += 1
        same = gold["passport_classes"].get(code) == classes.get(code)
        total.fields["classes"] += same
        if not same:
            total.errors.append(
                (
                    name,
                    f"classes {code}: {classes.get(code)} for {gold['passport_classes'].get(code)}",
                )
            )
    for field, value in (
        ("parties", list(reading.parties)),
        ("signed", reading.signed),
        ("place", reading.place),
        ("languages", list(reading.languages)),
    ):
        total.totals[field] += 1
        total.fields[field] += value == gold[field]
        if value != gold[field]:
            total.errors.append((name, f"{field}: {value!r} for {gold[field]!r}"))


def _unread(total: Score, name: str, wanted: set[str], got: set[str]) -> None:
    whole = {article for article in got if "(" not in article}
    total.unread.add(Counter(whole), Counter(wanted))
    for article in sorted(wanted ^ whole):
        what = "not reported as unread" if article in wanted else "reported as unread"
        total.errors.append((name, f"{what}: {article}"))
