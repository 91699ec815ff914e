"""From sentences to clauses: which kinds a sentence speaks of, and the values it gives them."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import Any

from comity.read.treaty.articles import FINAL, PREAMBLE
from comity.read.treaty.body import Body, Sentence
from comity.read.treaty.language import Language, Rule, absorbs, beats, kinds
from comity.read.treaty.model import Clause, Evidence, Parameters
from comity.read.treaty.parties import class_groups, members
from comity.read.treaty.text import STATE
from comity.read.treaty.values import LIMITS, PLAIN_UNITS, fits, literal_of, tidy

_ONE_SIDED = frozenset(
    {
        "border_points", "passport_validity", "purposes", "extension", "high_officials", "refusal",
        "residents_return", "accredited_staff", "area_days",
    }
)  # fmt: skip
"""Kinds whose clause says for whose nationals it holds, where it does not hold for all."""

_AGES = range(10, 36)
"""Numbers that can be the age up to which a child belongs to the family."""

_PERIODS = frozenset({"entry_into_force", "termination"})
"""In a sentence about both, a period belongs to the one that is named last before it."""

_NEED_VALUES = ("duration", "passport_validity")
_NEVER_LAST = ("documents", "nationality")
"""Kinds that a closing formula names only in repeating the title."""

_MOST_EVIDENCE = 60
_MOST_LIMITS = 40
"""No article has more; the time to sort them must be bounded."""


class ClauseReader:
    """Applies the rules of one language to one body."""

    def __init__(self, body: Body, lang: Language, parties: tuple[str, ...]) -> None:
        self.body = body
        self.lang = lang
        self.parties = parties
        self._spent: dict[int, str] = {}
        self._periods: dict[int, list[tuple[int, str]]] = {}
        self._found: dict[tuple[str, str], Parameters] = {}
        self._evidence: dict[tuple[str, str], list[Evidence]] = {}
        self._listed: list[tuple[int, str, dict[str, Any]]] = []
        self._mentions: dict[int, list[tuple[int, str]]] = {}
        self._own: dict[str, list[Sentence]] = {}
        self._about: dict[str, list[Sentence]] = {}
        self.triggers: dict[tuple[str, str], list[Sentence]] = {}

    def read(self) -> list[Clause]:
        self._mark()
        self._holders()
        for sentence in self.body.sentences:
            for kind in sentence.own:
                self._own.setdefault(kind, []).append(sentence)
            for kind in sentence.kinds:
                self._about.setdefault(kind, []).append(sentence)
        for rule in self.lang.details:
            self._details(rule)
        self._settle()
        for key in [k for k in self._evidence if k[1] in _NEED_VALUES and not self._found.get(k)]:
            del self._evidence[key]  # a period was named, but one of another matter
        order = {name: index for index, name in enumerate(kinds())}
        places = {s.article: n for n, s in reversed(list(enumerate(self.body.sentences)))}
        keys = sorted(self._evidence, key=lambda k: (places[k[0]], order[k[1]]))
        return [
            Clause(
                article=article,
                kind=kind,
                parameters=tidy(self._found.get((article, kind), {})),
                evidence=tuple(sorted(self._evidence[article, kind], key=lambda e: e.start)),
            )
            for article, kind in keys
        ]

    def _mark(self) -> None:
        """Which kinds each sentence speaks of."""
        string = self.body.string
        denied: set[tuple[int, str]] = set()
        for rule in self.lang.vetoes:
            for match in rule.pattern.finditer(string):
                sentence = self.body.sentence_at(match.start() + 1)
                if sentence is not None and rule.allowed(string, sentence.begin, sentence.end):
                    denied.add((sentence.first, rule.kind))
        hits: list[tuple[Sentence, str, int, int]] = []
        for rule in self.lang.triggers:
            for match in rule.pattern.finditer(string):
                sentence = self.body.sentence_at(match.start() + 1)
                if sentence is None or sentence.article == PREAMBLE:
                    continue
                if sentence.article == FINAL and rule.kind in _NEVER_LAST:
                    continue
                if (sentence.first, rule.kind) in denied:
                    continue
                if rule.allowed(string, sentence.begin, sentence.end):
                    sentence.own.add(rule.kind)
                    hits.append((sentence, rule.kind, match.start() + 1, match.end()))
        order, kept = beats(), self._kept()
        for sentence in self.body.sentences:
            own, keep = sentence.own, kept.get(sentence.first, ())
            sentence.own = {k for k in own if k in keep or not any((o, k) in order for o in own)}
        for first, second in absorbs():
            articles = {s.article for s in self.body.sentences if first in s.own}
            for sentence in self.body.sentences:
                if second in sentence.own and sentence.article in articles:
                    sentence.own = (sentence.own - {second}) | {first}
        for sentence, kind, begin, end in hits:
            if kind in sentence.own:
                self._support(sentence, kind, "kind", begin, end)
                if kind in _PERIODS:
                    mark = (self.body.token_at(begin), kind)
                    self._periods.setdefault(sentence.first, []).append(mark)
                known = self.triggers.setdefault((sentence.article, kind), [])
                if sentence not in known:
                    known.append(sentence)
        self._inherit()

    def _kept(self) -> dict[int, set[str]]:
        """Kinds that a sentence is about beside those that would displace them."""
        kept: dict[int, set[str]] = {}
        for rule in self.lang.marks.get("keep", ()):
            for match in rule.pattern.finditer(self.body.string):
                sentence = self.body.sentence_at(match.start() + 1)
                if sentence is None or match.end() > sentence.end:
                    continue
                if rule.allowed(self.body.string, sentence.begin, sentence.end):
                    kept.setdefault(sentence.first, set()).update(rule.sets)
        return kept

    def _inherit(self) -> None:
        """A sentence that names no matter goes on with that of the one before."""
        before: Sentence | None = None
        for sentence in self.body.sentences:
            sentence.kinds = set(sentence.own)
            if before is not None and before.article == sentence.article:
                if not sentence.own:
                    sentence.kinds |= before.kinds
                elif sentence.own & before.kinds:
                    sentence.kinds |= sentence.own
            before = sentence

    def _holders(self) -> None:
        """Whose nationals a sentence speaks of, where it is one side's only."""
        found: dict[int, set[str]] = {}
        for rule in self.lang.holders:
            for match in rule.pattern.finditer(self.body.string):
                sentence = self.body.sentence_at(match.start() + 1)
                if sentence is None:
                    continue
                for slot in match.groupdict():
                    token = self.body.tokens[self.body.token_at(match.start(slot) + 1)]
                    codes = members(token.value) if token.kind == STATE else ()
                    if codes and all(code in self.parties for code in codes):
                        found.setdefault(sentence.first, set()).add("+".join(codes))
                        mention = (self.body.token_at(match.start() + 1), "+".join(codes))
                        self._mentions.setdefault(sentence.first, []).append(mention)
        anyone: set[int] = set()
        for rule in self.lang.marks.get("anyholder", ()):
            for match in rule.pattern.finditer(self.body.string):
                sentence = self.body.sentence_at(match.start() + 1)
                if sentence is not None:
                    anyone.add(sentence.first)
        before: Sentence | None = None
        for sentence in self.body.sentences:
            holders = found.get(sentence.first)
            if holders and len(holders) == 1 and sentence.first not in anyone:
                sentence.holder = next(iter(holders))
            elif (
                not holders
                and sentence.first not in anyone
                and before is not None
                and before.paragraph == sentence.paragraph
            ):
                sentence.holder = before.holder
            before = sentence

    def _support(self, sentence: Sentence, kind: str, name: str, begin: int, end: int) -> None:
        start, stop = self.body.span(begin, end)
        evidence = self._evidence.setdefault((sentence.article, kind), [])
        if len(evidence) >= _MOST_EVIDENCE:
            return
        if any(e.field == name and e.start <= start and stop <= e.end for e in evidence):
            return
        evidence.append(
            Evidence(
                start=start,
                end=stop,
                text=self.body.text[start:stop],
                field=name,
                paragraph=sentence.paragraph,
            )
        )

    def _details(self, rule: Rule) -> None:
        speaking = self._own if rule.role == "!" else self._about
        for sentence in speaking.get(rule.kind, ()):
            if (sentence.article, rule.kind) not in self._evidence:
                continue
            if not rule.allowed(self.body.string, sentence.begin, sentence.end):
                continue
            for match in rule.pattern.finditer(self.body.string, sentence.begin, sentence.end):
                self._apply(rule, sentence, match)

    def _apply(self, rule: Rule, sentence: Sentence, match: Any) -> None:
        values: dict[str, tuple[int, Any]] = {}
        for name, captured in match.groupdict().items():
            if captured is None:
                continue
            index = self.body.token_at(match.start(name) + 1)
            used = any(
                f"<{name}>" in s or (f"<{name[0]}>" in s and name[1] == "1") for s in rule.sets
            )
            if name[0] in "dn" and used and self._spent.get(index, rule.kind) != rule.kind:
                return
            if name[0] == "d" and self._another_period(sentence, index, rule.kind):
                return
            values[name] = (index, self.body.tokens[index].value)
        parameters = self._found.setdefault((sentence.article, rule.kind), {})
        if any(parameters.get(k, v) != v for k, v in map(literal_of, rule.sets) if k):
            return  # another rule, more to the point, has settled this
        if not all(fits(assignment, values) for assignment in rule.sets):
            return
        values[""] = (self.body.token_at(match.end() - 1), None)
        for assignment in rule.sets:
            name = self._assign(parameters, assignment, values, sentence, rule.kind)
            if name:
                self._support(sentence, rule.kind, name, match.start() + 1, match.end())

    def _another_period(self, sentence: Sentence, index: int, kind: str) -> bool:
        """`enters into force in a month and may be denounced with three`: which is whose."""
        before = [mark for mark in self._periods.get(sentence.first, ()) if mark[0] <= index]
        return kind in _PERIODS and bool(before) and max(before)[1] != kind

    def _assign(
        self,
        parameters: Parameters,
        assignment: str,
        values: dict[str, tuple[int, Any]],
        sentence: Sentence,
        kind: str,
    ) -> str:
        """Carry out `key=value` or `key+=value`; the parameter's name if it changed."""
        key, _, literal = assignment.partition("=")
        many = key.endswith("+")
        key = key.rstrip("+")
        literal, _, extra = literal.partition("@")
        value: Any = {"true": True, "false": False}.get(literal, literal)
        index = -1
        if literal.startswith("<"):
            slot = literal[1:-1]
            slot = slot if slot[-1].isdigit() else slot + "1"
            if slot not in values:
                return ""
            index, value = values[slot]
            if many and key in LIMITS and index in self._spent:
                return ""
            if value is None or (isinstance(value, dict) and value["value"] is None):
                return ""
            if key in LIMITS and len(parameters.get(key, ())) >= _MOST_LIMITS:
                return ""
            if isinstance(value, tuple):
                value = value[0]
            self._spent[index] = kind
        elif literal.isdigit():
            value = int(literal)
        elif literal[:1].isdigit() and ":" in literal:
            known = parameters.get(key, ())
            if any(sentence.first <= at < sentence.stop for at, _ in known):
                return ""  # a rule more to the point has said how days are counted here
            number, _, unit = literal.partition(":")
            index, value = values[""][0], {"value": int(number), "unit": unit}
        if key.endswith("age"):
            value = value["value"] if isinstance(value, dict) else value
            if value not in _AGES:
                return ""
        plain = PLAIN_UNITS.get(key)
        if plain is not None and isinstance(value, dict):
            if value["unit"] != plain:
                return ""
            value = value["value"]
        if key in LIMITS:
            item = dict(value) if isinstance(value, dict) else {"none": True}
            if extra:
                name, _, of = extra.partition(":")
                item[name] = of
            if item.get("unit") == "calendar_year":
                item.update(unit="year", anchor="calendar_year")
            elif item.get("unit") == "year" and item.get("anchor") == "first_entry":
                item["anchor"] = "year_from_entry"
            if key == "limits" and index >= 0:
                item["classes"] = self._classes_before(sentence, index)
            for holder in sentence.holder.split("+") if sentence.holder else (None,):
                one = item if holder is None else {**item, "holder": holder}
                self._listed.append((index, key, one))
                parameters.setdefault(key, []).append((index, one))
            return key
        if key == "n" and isinstance(value, dict):
            if "n" in parameters:
                return ""
            parameters["n"], parameters["unit"] = value["value"], value["unit"]
            return "n"
        if many:
            known = parameters.setdefault(key, [])
            if value in known:
                return ""
            known.append(value)
            return key
        if key in parameters:
            return ""
        parameters[key] = value
        return key

    def _classes_before(self, sentence: Sentence, index: int) -> list[str]:
        """The classes of passport last named before a limit, in its sentence."""
        stretch = self.body.tokens[sentence.first : sentence.stop]
        groups = [g for g in class_groups(stretch, self.lang) if g.first + sentence.first < index]
        return sorted(groups[-1].classes) if groups else []

    def _by_side(self) -> None:
        """`A's nationals may stay for 90 days and B's for 30`: each limit is its side's."""
        firsts = [s.first for s in self.body.sentences]
        told: dict[int, list[tuple[int, dict[str, Any]]]] = {}
        for index, _, item in self._listed:
            if index >= 0 and "holder" not in item:
                told.setdefault(firsts[bisect_right(firsts, index) - 1], []).append((index, item))
        for first, items in told.items():
            mentions = sorted(self._mentions.get(first, ()))
            changes = [b for a, b in pairwise(mentions) if a[1] != b[1]]
            if not changes or not any(mentions[0][0] < i < changes[0][0] for i, _ in items):
                continue
            for index, item in items:
                before = [code for at, code in mentions if at < index]
                if before and "+" not in before[-1]:
                    item["holder"] = before[-1]

    def _settle(self) -> None:
        """Sort out limits against windows, and say for whom a one-sided clause holds."""
        self._by_side()
        windows = sorted(index for index, key, _ in self._listed if key == "windows")
        limits = [(i, item) for i, key, item in self._listed if key == "limits" and i >= 0]
        starts = sorted({index for index, _ in limits})
        for index, item in limits:
            if "per" in item:
                continue
            following = bisect_right(starts, index)
            after = starts[following] if following < len(starts) else len(self.body.tokens)
            near = any(index < w < after and w - index < 30 for w in windows)
            item["per"] = "window" if near else "entry"
        for (article, kind), sentences in self.triggers.items():
            holders = {s.holder for s in sentences}
            only = next(iter(holders)) if len(holders) == 1 else None
            if kind in _ONE_SIDED and only is not None:
                holder = only.split("+") if "+" in only else only
                self._found.setdefault((article, kind), {})["holder"] = holder
