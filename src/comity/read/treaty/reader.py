"""A treaty text in, a reading out."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

import msgspec

from comity.law.errors import DataError
from comity.read.treaty import language as languages
from comity.read.treaty.articles import FINAL, PREAMBLE, Segment, segments
from comity.read.treaty.body import Body, Sentence
from comity.read.treaty.clauses import ClauseReader
from comity.read.treaty.closing import authentic_languages, signing
from comity.read.treaty.language import Language
from comity.read.treaty.model import Clause, Evidence, TreatyReading, Unread
from comity.read.treaty.parties import (
    class_groups,
    classes_by_state,
    items,
    members,
    names,
    state_codes,
    tag_states,
)
from comity.read.treaty.tag import tag
from comity.read.treaty.text import STATE, WORD, Token, clean, tokens
from comity.read.words.language import detect

MAX_TEXT = 200_000
"""Longest text accepted, in characters."""

_FORMAL = ("name", "long", "group")
"""Kinds of names that a treaty calls its parties by."""

_BETWEEN, _GLUE = 7, 3
"""So many words of so few letters, or words for a state, stand between two states of a list."""

_SHORT = 4
"""An article of fewer words than this says nothing to be understood."""


def read_treaty(text: str, *, lang: str | None = None) -> TreatyReading:
    """Read the text of one agreement on the abolition of visas.

    Args:
        text: plain text, as `comity.read.documents` makes it; offsets in the answer refer to it.
        lang: ISO 639-1 code of its language; None to find out.

    Raises:
        DataError: the text is too long, or in a language that cannot be read.
    """
    if len(text) > MAX_TEXT:
        raise DataError(
            f"a text of {len(text)} characters is too long for a treaty",
            where="treaty",
            expected=f"at most {MAX_TEXT} characters",
            mend="cut it into its treaties",
        )
    code = lang or detect(text)
    if code is None:
        raise DataError(
            "the language of the treaty cannot be told",
            where="treaty",
            expected=", ".join(languages.languages()),
            mend="give more of the text, or its language with --lang",
        )
    known = languages.language(code)
    cleaned = clean(text)
    parts = segments(cleaned, known)
    table = names(known.code)
    tagged = [
        (
            segment,
            [
                tag_states(
                    tag(tokens(cleaned, p.start, p.end), known), cleaned, table, known.groups
                )
                for p in segment.paragraphs
            ],
        )
        for segment in parts
    ]
    body = Body(text, tagged)
    parties = _parties(body, known)
    reader = ClauseReader(body, known, parties)
    clauses = reader.read()
    said = _said_of_documents(body, reader, known, parties)
    covered = _passport_classes(said, body, known, parties)
    spoken, prevailing = authentic_languages(body, known)
    signed, place = signing(body, known, table)
    complete = _completed(clauses, body, known, said, (spoken, prevailing))
    return TreatyReading(
        parties=parties,
        passport_classes={k: tuple(sorted(v)) for k, v in covered.items()},
        clauses=complete,
        unread=_unread(body, parts, complete),
        signed=signed,
        place=place,
        languages=tuple(spoken),
        sides=_sides(parties, known),
    )


def _parties(body: Body, lang: Language) -> tuple[str, ...]:
    """The states that a party formula names; failing that, the first two of the preamble."""
    named: list[str] = []
    for rule in lang.marks.get("party", ()):
        for match in rule.pattern.finditer(body.string):
            sentence = body.sentence_at(match.start() + 1)
            if sentence is None or sentence.article != PREAMBLE:
                continue
            for slot in ("s1", "s2"):
                if match.groupdict().get(slot):
                    token = body.tokens[body.token_at(match.start(slot) + 1)]
                    named.extend(members(token.value))
    distinct = list(dict.fromkeys(named))
    if distinct and any(set(distinct) == set(g.split("+")) for g in lang.groups.values()):
        # A group alone: its partner is named otherwise, as by an adjective.
        everything = state_codes(body.tokens, (*_FORMAL, "adjective", "demonym", "government"))
        distinct += [code for code in everything if code not in distinct][:1]
        return tuple(distinct)
    opening = [
        t for s in body.sentences if s.article == PREAMBLE for t in body.tokens[s.first : s.stop]
    ]
    together = _listed_together(opening, frozenset(lang.options.get("realm", ())))
    if len(together) > len(distinct) and set(distinct) <= set(together):
        return together
    if len(distinct) >= 2:
        order = state_codes(opening, (*_FORMAL, "adjective", "demonym", "government"))
        return tuple(sorted(distinct, key=order.index))
    for kinds in (_FORMAL, (*_FORMAL, "government", "adjective", "demonym")):
        found = state_codes(opening, kinds)
        if len(found) >= 2:
            return tuple(found[:2])
    found = state_codes(body.tokens)
    return tuple(found[:2])


def _listed_together(opening: list[Token], realms: frozenset[str]) -> tuple[str, ...]:
    """Three states or more that a preamble names one after the other: `of A, the B and the C`."""
    best: list[str] = []
    run: list[str] = []
    since = 0
    for token in opening:
        if token.kind == STATE and isinstance(token.value, tuple) and token.value[1] in _FORMAL:
            run = run if since <= _BETWEEN else []
            run += [code for code in members(token.value) if code not in run]
            since = 0
            best = max(best, run, key=len)
        elif token.kind == WORD and (len(token.norm) <= _GLUE or token.norm in realms):
            since += 1
        else:
            since = _BETWEEN + 1
    return tuple(best) if len(best) > 2 else ()


def _sides(parties: tuple[str, ...], lang: Language) -> tuple[tuple[str, ...], ...]:
    """The parties by side: the members of a group that are all named are one side."""
    sides: list[tuple[str, ...]] = []
    for written in lang.groups.values():
        group = tuple(p for p in parties if p in written.split("+"))
        if len(group) == len(written.split("+")) and group not in sides:
            sides.append(group)
    sides += [(p,) for p in parties if not any(p in side for side in sides)]
    return tuple(sorted(sides, key=lambda side: parties.index(side[0])))


_Said = dict[str, tuple[dict[str, list[str]], dict[str, list[str]]]]
"""By article: classes said of the passports of all sides, and of those of one side's own."""


def _said_of_documents(
    body: Body, reader: ClauseReader, lang: Language, parties: tuple[str, ...]
) -> _Said:
    """What each article that speaks of documents says, in sentences about them or going on."""
    said: _Said = {}
    for sentence in body.sentences:
        about = "documents" in sentence.own or ("documents" in sentence.kinds and not sentence.own)
        if about and (sentence.article, "documents") in reader.triggers:
            shared, own = said.setdefault(sentence.article, ({}, {}))
            _by_state(sentence, lang, parties, body, shared, own)
    return said


def _passport_classes(
    said: _Said, body: Body, lang: Language, parties: tuple[str, ...]
) -> dict[str, list[str]]:
    result: dict[str, list[str]] = {}
    outweighing: dict[str, list[str]] = {}
    for shared, own in said.values():
        _join(result, shared)
        _join(outweighing, own)
    result.update(outweighing)  # of one side's passports it is said more closely than of all
    if not result:
        opening = [
            t
            for s in body.sentences
            if s.article == PREAMBLE
            for t in body.tokens[s.first : s.stop]
        ]
        groups = class_groups(opening, lang)
        for code in parties:
            named = list(dict.fromkeys(c for group in groups for c in group.classes))
            if named:
                result[code] = named
    return result


def _join(known: dict[str, list[str]], more: dict[str, list[str]]) -> None:
    for code, classes in more.items():
        before = known.setdefault(code, [])
        before.extend(c for c in classes if c not in before)


def _by_state(
    sentence: Sentence,
    lang: Language,
    parties: tuple[str, ...],
    body: Body,
    shared: dict[str, list[str]],
    own: dict[str, list[str]],
) -> None:
    """Add the classes that a sentence names to those of all sides, or of one side's own."""
    holder = sentence.holder
    for part in items(body.tokens[sentence.first : sentence.stop]):
        groups = class_groups(part, lang)
        classes = [c for group in groups for c in group.classes]
        owners = {
            t.value[0]
            for t in part
            if t.kind == STATE and isinstance(t.value, tuple)
            if all(code in parties for code in members(t.value))
        }
        if len(owners) == 1 and _owned(part, groups):
            _join(own, dict.fromkeys(next(iter(owners)).split("+"), classes))
        elif holder and groups:
            _join(own, dict.fromkeys(holder.split("+"), classes))
        else:
            found = classes_by_state(part, groups, parties)
            _join(own if len(owners) > 1 and len(groups) > 1 else shared, found)


def _owned(part: list[Token], groups: list[Any]) -> bool:
    """Whether the one state of an item stands beside its list of classes as their owner."""
    if not groups:
        return False
    states = [index for index, token in enumerate(part) if token.kind == STATE]
    return any(index < groups[0].first or index - groups[-1].stop <= 3 for index in states)


def _completed(
    clauses: list[Clause],
    body: Body,
    lang: Language,
    said: _Said,
    spoken: tuple[list[str], str | None],
) -> tuple[Clause, ...]:
    """Add what is not read by rules: classes of documents, languages, the form of the act."""
    result: list[Clause] = []
    form = _form(body, lang)
    if form is not None:
        result.append(form)
    for clause in clauses:
        parameters = dict(clause.parameters)
        if clause.kind == "documents":
            shared, own = said.get(clause.article, ({}, {}))
            classes = {**shared, **own}
            if not classes:
                continue
            parameters["documents"] = {code: sorted(v) for code, v in classes.items()}
        elif clause.kind == "languages":
            if not spoken[0] and not spoken[1]:
                continue
            parameters["languages"] = spoken[0]
            if spoken[1]:
                parameters["prevailing"] = spoken[1]
        result.append(msgspec.structs.replace(clause, parameters=parameters))
    return tuple(result)


def _form(body: Body, lang: Language) -> Clause | None:
    """What the act calls itself: the first such word of its title or opening."""
    best: tuple[int, str, int, int] | None = None
    for rule in lang.marks.get("form", ()):
        match = rule.pattern.search(body.string)
        if match is None:
            continue
        sentence = body.sentence_at(match.start() + 1)
        if sentence is None:
            continue
        # A note calls itself so only when it proposes; its words come late but weigh more.
        weight = match.start()
        outside = sentence.article not in (PREAMBLE, FINAL)
        if "early" in rule.sets or "first" in rule.sets:
            if outside and "late" not in rule.sets:
                continue
            weight -= len(body.string) * (2 if "first" in rule.sets else 1)
        elif outside:
            weight += len(body.string)  # "this Agreement", where title and preamble do not say
        value = rule.sets[0]
        if best is None or weight < best[0]:
            best = (weight, value, *body.span(match.start() + 1, match.end()))
    if best is None:
        return None
    _, value, start, end = best
    evidence = Evidence(start=start, end=end, text=body.text[start:end], paragraph="title")
    return Clause(article="title", kind="form", parameters={"form": value}, evidence=(evidence,))


def _unread(body: Body, parts: list[Segment], clauses: tuple[Clause, ...]) -> tuple[Unread, ...]:
    """Articles of which nothing was understood, and numbered paragraphs that add nothing."""
    understood = {c.article for c in clauses}
    starts = sorted(e.start for c in clauses for e in c.evidence)
    result: list[Unread] = []
    for segment in parts:
        if segment.label in (PREAMBLE, FINAL):
            continue
        words = body.text[segment.start : segment.end].split()
        if segment.label not in understood:
            if len(words) >= _SHORT:
                result.append(Unread(article=segment.label, start=segment.start, end=segment.end))
            continue
        covered = {p.label for p in segment.paragraphs if _has_one(starts, p.start, p.end)}
        for paragraph in segment.paragraphs:
            if not paragraph.label or paragraph.label in covered:
                continue
            if len(body.text[paragraph.start : paragraph.end].split()) >= _SHORT:
                label = f"{segment.label}({paragraph.label})"
                result.append(Unread(article=label, start=paragraph.start, end=paragraph.end))
    return tuple(result)


def _has_one(starts: list[int], start: int, end: int) -> bool:
    at = bisect_left(starts, start)
    return at < len(starts) and starts[at] < end
