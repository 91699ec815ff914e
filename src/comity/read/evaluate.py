"""How well announcements are read, measured against gold records.

A corpus is a folder of JSON files `{text, published, split, gold: {language, acts}}`, one
folder to a language (see the corpus of the tests). An act is right if its kind, states, subject
and classes are; the other fields are measured on the acts of both sides that were paired.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from comity.law.errors import DataError
from comity.read.announcement import read_announcement
from comity.read.documents.intake import load
from comity.read.tally import Tally

CORE = ("kind", "states", "subject", "passport_classes")
"""What must be right for an act to be right."""

PAIRED = (
    "legal_stage",
    "date",
    "mode",
    "place",
    "occasion",
    "stay",
    "persons",
    "sectors",
    "background",
)
BINS = 10
MAX_CASE = 2_000_000


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One text with the record a careful person drew from it."""

    id: str
    lang: str
    text: str
    gold: dict[str, Any]
    split: str = "dev"
    published: str | None = None


class Bin(msgspec.Struct):
    """Acts of one range of confidence: how many, how many right, the sum of confidence."""

    acts: int = 0
    right: int = 0
    total: float = 0.0


class Report(msgspec.Struct, kw_only=True):
    """What an evaluation found.

    Attributes:
        texts, whole: texts, and those whose every act and field is right.
        negatives, false: texts without an act, and those of them that were given one.
        acts: acts right in kind, states, subject and classes; `strict` wants the mode as well;
            `visa` counts those about a visa exemption.
        fields: by field; `states` and `passport_classes` count each value by itself.
        languages, kinds: acts by language, and by kind of act.
        stages: how often a gold stage was given as which, on paired acts.
        bins: by confidence: acts, and how many of them were right, their mode too.
        errors: one for each difference, with the text's name.
    """

    texts: int = 0
    whole: int = 0
    negatives: int = 0
    false: int = 0
    acts: Tally = msgspec.field(default_factory=Tally)
    strict: Tally = msgspec.field(default_factory=Tally)
    visa: Tally = msgspec.field(default_factory=Tally)
    fields: dict[str, Tally] = msgspec.field(default_factory=dict)
    languages: dict[str, Tally] = msgspec.field(default_factory=dict)
    kinds: dict[str, Tally] = msgspec.field(default_factory=dict)
    stages: dict[str, Counter[str]] = msgspec.field(default_factory=dict)
    bins: list[Bin] = msgspec.field(default_factory=lambda: [Bin() for _ in range(BINS)])
    errors: list[tuple[str, str]] = msgspec.field(default_factory=list)

    @property
    def calibration_error(self) -> float:
        """Mean distance of confidence from correctness, by bin, weighted (ECE)."""
        acts = sum(item.acts for item in self.bins)
        distances = (abs(item.total - item.right) for item in self.bins)
        return sum(distances) / acts if acts else 0.0

    def plain(self) -> dict[str, Any]:
        """The report as plain data, in a fixed order."""
        return {
            "texts": self.texts,
            "whole": self.whole,
            "whole_rate": round(self.whole / self.texts, 4) if self.texts else 1.0,
            "negatives": self.negatives,
            "false_acts_on_negatives": self.false,
            "acts": self.acts.rates(),
            "acts_with_mode": self.strict.rates(),
            "visa_exemption_acts": self.visa.rates(),
            "fields": {name: tally.rates() for name, tally in self.fields.items()},
            "languages": {name: t.rates() for name, t in sorted(self.languages.items())},
            "kinds": {name: t.rates() for name, t in sorted(self.kinds.items())},
            "stages": {gold: dict(sorted(row.items())) for gold, row in self.stages.items()},
            "calibration": [
                {
                    "from": index / BINS,
                    "to": (index + 1) / BINS,
                    "acts": item.acts,
                    "right": item.right,
                    "confidence": round(item.total / item.acts, 4) if item.acts else None,
                    "rate": round(item.right / item.acts, 4) if item.acts else None,
                }
                for index, item in enumerate(self.bins)
            ],
            "calibration_error": round(self.calibration_error, 4),
            "errors": [{"text": name, "error": what} for name, what in self.errors],
        }


def load_cases(folder: Path, split: str = "all") -> Iterator[Case]:
    """The cases of a corpus in the order of their names.

    Raises:
        DataError: no corpus, or a file that is no case.
    """
    paths = sorted(folder.rglob("*.json")) if folder.is_dir() else []
    if not paths:
        raise DataError(
            "there is no corpus here",
            where=str(folder),
            expected="a folder of JSON files with text and gold",
            mend="check the path",
        )
    for path in paths:
        case = _case(path, folder)
        if split in ("all", case.split):
            yield case


def _case(path: Path, folder: Path) -> Case:
    try:
        if path.stat().st_size > MAX_CASE:
            raise ValueError("it is too large")
        data = json.loads(path.read_text("utf-8"))
        name = path.relative_to(folder).with_suffix("").as_posix()
        lang = data.get("lang") or data["gold"].get("language") or path.parent.name
        acts = data["gold"]["acts"]
        if not isinstance(acts, list) or any("kind" not in act for act in acts):
            raise ValueError("its gold holds no acts")
        return msgspec.convert({**data, "id": name, "lang": lang}, Case)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(
            f"this is no case of a corpus ({error})",
            where=str(path),
            expected="{text, published, split, gold: {language, acts}}",
            mend="correct the file or move it away",
        ) from error


def evaluate(cases: Iterable[Case], *, detect: bool = True) -> Report:
    """Read every text and compare.

    Args:
        detect: let the reader find the language; otherwise it is told.
    """
    report = Report()
    for case in cases:
        document = load(case.text)
        reading = read_announcement(
            document, published=case.published, lang=None if detect else case.lang
        )
        found = [msgspec.to_builtins(act) for act in reading.acts]
        _compare(report, case, found, reading.language)
    return report


def _compare(report: Report, case: Case, found: list[dict[str, Any]], language: str | None) -> None:
    gold: list[dict[str, Any]] = case.gold["acts"]
    before = len(report.errors)
    report.texts += 1
    if not gold:
        report.negatives += 1
        report.false += bool(found)
    _field(report, "language").add(Counter([language]), Counter([case.gold.get("language")]))
    if language != case.gold.get("language"):
        report.errors.append((case.id, f"language {language} for {case.gold.get('language')}"))
    mine, wanted = Counter(map(core, found)), Counter(map(core, gold))
    report.acts.add(mine, wanted)
    report.languages.setdefault(case.lang, Tally()).add(mine, wanted)
    with_mode = [Counter((core(a), a.get("mode", "done")) for a in acts) for acts in (found, gold)]
    report.strict.add(with_mode[0], with_mode[1])
    report.visa.add(
        Counter(c for c in mine.elements() if c[2] == "visa_exemption"),
        Counter(c for c in wanted.elements() if c[2] == "visa_exemption"),
    )
    for kind in {c[0] for c in (*mine, *wanted)}:
        report.kinds.setdefault(kind, Tally()).add(
            Counter(c for c in mine.elements() if c[0] == kind),
            Counter(c for c in wanted.elements() if c[0] == kind),
        )
    _bins(report, found, with_mode[1])
    for ours, theirs in _pairs(found, gold):
        _pair(report, case.id, ours, theirs)
    report.whole += len(report.errors) == before


def core(act: dict[str, Any]) -> tuple[Any, ...]:
    """What must be right for an act to be right."""
    return (
        act["kind"],
        tuple(sorted(act["states"])),
        act.get("subject"),
        tuple(sorted(act["passport_classes"])),
    )


def _bins(report: Report, found: list[dict[str, Any]], wanted: Counter[Any]) -> None:
    left = Counter(wanted)
    for act in found:
        key = (core(act), act["mode"])
        right = left[key] > 0
        left[key] -= right
        index = min(BINS - 1, int(act["confidence"] * BINS))
        held = report.bins[index]
        held.acts += 1
        held.right += right
        held.total += act["confidence"]


def _pairs(
    found: list[dict[str, Any]], gold: list[dict[str, Any]]
) -> list[tuple[dict[str, Any] | None, dict[str, Any] | None]]:
    """Acts of both sides that tell of the same, the best matches first; the rest alone."""
    scored = sorted(
        (
            (-_likeness(ours, theirs), i, j)
            for i, ours in enumerate(found)
            for j, theirs in enumerate(gold)
            if _likeness(ours, theirs) >= _ENOUGH
        ),
    )
    one, other = set(range(len(found))), set(range(len(gold)))
    pairs: list[tuple[dict[str, Any] | None, dict[str, Any] | None]] = []
    for _, i, j in scored:
        if i in one and j in other:
            one.discard(i)
            other.discard(j)
            pairs.append((found[i], gold[j]))
    pairs.extend((found[i], None) for i in sorted(one))
    pairs.extend((None, gold[j]) for j in sorted(other))
    return pairs


_ENOUGH = 4


def _likeness(ours: dict[str, Any], theirs: dict[str, Any]) -> int:
    """Kind and states weigh most; an act of another kind, or of no common state, is another."""
    score = 3 if ours["kind"] == theirs["kind"] else 0
    mine, wanted = set(ours["states"]), set(theirs["states"])
    score += 3 if mine == wanted else 1 if mine & wanted else -2
    score += ours.get("subject") == theirs.get("subject")
    score += ours.get("date") == theirs.get("date")
    score += set(ours["passport_classes"]) == set(theirs["passport_classes"])
    return score


def _pair(
    report: Report, name: str, ours: dict[str, Any] | None, theirs: dict[str, Any] | None
) -> None:
    if ours is None and theirs is not None:
        report.errors.append((name, f"missed {_told(theirs)}"))
    elif theirs is None and ours is not None:
        report.errors.append((name, f"invented {_told(ours)}"))
    empty: dict[str, Any] = {}
    for field in (*CORE, *PAIRED):
        mine, wanted = _values(field, ours or empty), _values(field, theirs or empty)
        _field(report, field).add(mine, wanted)
        if ours is None or theirs is None or mine == wanted:
            continue
        report.errors.append((name, f"{field} {_list(mine)} for {_list(wanted)}: {_told(theirs)}"))
    if ours is not None and theirs is not None:
        row = report.stages.setdefault(str(theirs.get("legal_stage")), Counter())
        row[str(ours.get("legal_stage"))] += 1


def _field(report: Report, name: str) -> Tally:
    return report.fields.setdefault(name, Tally())


def _values(field: str, act: dict[str, Any]) -> Counter[Any]:
    """A field's values, each counted by itself; what is silent counts as no value."""
    value = act.get(field)
    if field in ("states", "passport_classes", "sectors"):
        return Counter(value or ())
    if field == "persons":
        return Counter(
            (p.get("name"), p.get("state"), p.get("role"), p.get("part")) for p in value or ()
        )
    if field == "stay":
        names = ("days", "months", "window_days", "window_months", "rule")
        told = tuple((value or {}).get(name) for name in names)
        return Counter() if not any(told) else Counter([told])
    if field in ("place", "occasion") and value:
        return Counter([" ".join(str(value).split()).casefold()])
    return Counter() if value is None or (field == "background" and not act) else Counter([value])


def _told(act: dict[str, Any]) -> str:
    parts = [
        act["kind"],
        "+".join(act["states"]),
        act.get("subject") or "-",
        act.get("date") or "-",
    ]
    return " ".join(parts)


def _list(values: Counter[Any]) -> str:
    shown = [
        " ".join(str(part) for part in value if part is not None)
        if isinstance(value, tuple)
        else str(value)
        for value in values.elements()
    ]
    return ", ".join(sorted(shown)) or "nothing"
