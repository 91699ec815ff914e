"""The closing formula: where, when and in which languages a treaty was signed."""

from __future__ import annotations

import re

from comity.read.treaty.articles import FINAL, PREAMBLE
from comity.read.treaty.body import Body, Sentence
from comity.read.treaty.language import Language
from comity.read.treaty.parties import Names
from comity.read.treaty.text import BREAK, DATE, DURATION, NUMBER, WORD, fold

_LONGEST_PLACE = 5
_TITLE_SENTENCES = 4
_TITLE_REACH = 10
"""How far after "signed at" a title has its date, in words."""
_HEADER = re.compile(
    r"^(?:.*[(])?[ \t\u00a0]*(?:(?P<before>[^\W\d_][^\n\d,(]{2,30}),[ \t]*)?"
    r"(?P<place>[^\W\d_][^\n\d,(]{2,40}?),?[ \t\u00a0]+(?:[^\W\d_]{1,3}[ \t\u00a0]+){0,2}$"
)


def signing(body: Body, lang: Language, names: Names) -> tuple[str | None, str | None]:
    """(ISO date, place) of signature; two places are joined by `; `."""
    for rule in lang.marks.get("done", ()):
        for match in rule.pattern.finditer(body.string):
            sentence = body.sentence_at(match.start() + 1)
            if sentence is None or sentence.article == PREAMBLE:
                continue
            first = body.token_at(match.end() - 1) + 1
            dates = [
                str(t.value) for t in body.tokens[sentence.first : sentence.stop] if t.kind == DATE
            ]
            place = _places(body, sentence, first, lang, names)
            if dates or place:
                return (max(dates) if dates else _lone_date(body)), place
    return (
        _of_title(body, lang, names, "concluded")
        or _of_title(body, lang, names, "done")
        or _of_note(body, lang, names)
        or (None, None)
    )


def _of_title(
    body: Body, lang: Language, names: Names, mark: str
) -> tuple[str | None, str | None] | None:
    """A collection prints when and where a treaty was signed in, or below, its title."""
    title = [s.first for s in body.sentences[:_TITLE_SENTENCES]]
    for rule in lang.marks.get(mark, ()):
        for match in rule.pattern.finditer(body.string):
            sentence = body.sentence_at(match.start() + 1)
            if sentence is None or sentence.first not in title or sentence.article != PREAMBLE:
                continue
            first = body.token_at(match.end() - 1) + 1
            for token in body.tokens[first : min(first + _TITLE_REACH, sentence.stop)]:
                end = body.text.find("\n", token.end)
                rest = body.text[token.end : end if end >= 0 else len(body.text)]
                if token.kind == DATE and len(str(token.value)) == 10 and len(rest) < 3:
                    place = _places(body, sentence, first, lang, names)
                    return str(token.value), place if mark == "done" else None
    return None


def _lone_date(body: Body) -> str | None:
    dates = [
        str(t.value)
        for s in body.sentences
        if s.article == FINAL
        for t in body.tokens[s.first : s.stop]
        if t.kind == DATE
    ]
    return dates[0] if len(dates) == 1 else None


def _places(body: Body, sentence: Sentence, first: int, lang: Language, names: Names) -> str | None:
    stops = frozenset(lang.options["place_stop"])
    joins = frozenset(lang.options["and"])
    skips = frozenset(lang.options["place_skip"])
    places: list[str] = []
    index = first
    while index < sentence.stop and len(places) < 3:
        while index < sentence.stop and _skipped(body, index, skips):
            index += 1
        begin = index
        while index < sentence.stop and index - begin < _LONGEST_PLACE:
            token = body.tokens[index]
            if token.kind in (NUMBER, DATE, DURATION, BREAK):
                break
            if index > begin and "," in body.text[body.tokens[index - 1].end : token.start]:
                break
            if token.norm in stops | joins and not (index > begin and _inside(body, index, lang)):
                break
            index += 1
        if index == begin:
            break
        place = _clean(
            body.text[body.tokens[begin].start : body.tokens[index - 1].end], lang, names
        )
        if place:
            places.append(place)
        following = index
        while following < sentence.stop and body.tokens[following].norm not in joins:
            following += 1
        if following >= sentence.stop - 1 or not _place_follows(body, following, lang):
            break
        index = following + 1
    return "; ".join(dict.fromkeys(places)) or None


def _inside(body: Body, index: int, lang: Language) -> bool:
    """A small word within a name: `Port of Spain`."""
    following = body.tokens[index + 1] if index + 1 < len(body.tokens) else None
    return (
        body.tokens[index].norm in lang.options["place_inside"]
        and following is not None
        and body.text[following.start].isupper()
    )


def _skipped(body: Body, index: int, skips: frozenset[str]) -> bool:
    """A preposition, or `city of` in small letters, before the name of a place."""
    token = body.tokens[index]
    return token.norm in skips and not body.text[token.start].isupper()


def _place_follows(body: Body, conjunction: int, lang: Language) -> bool:
    """Whether `and` joins a second place: `and at Doha`, `et à Doha`, or right after the first."""
    token = body.tokens[conjunction + 1]
    if token.kind != WORD:
        return False
    preposition = token.norm in lang.options["place_skip"]
    after = (
        body.tokens[conjunction + 2]
        if preposition and conjunction + 2 < len(body.tokens)
        else token
    )
    return body.text[after.start].isupper() and after.norm not in lang.languages


def _clean(written: str, lang: Language, names: Names) -> str | None:
    place = " ".join(written.split()).strip(" ,.")
    small = {*lang.options["place_inside"], *lang.options["and"]}
    if not place or not all(w[:1].isupper() or fold(w) in small for w in place.split()):
        return None
    if lang.options.get("place_case") and fold(place) in names.capitals:
        return names.capitals[fold(place)]
    return place.title() if place.isupper() and len(place) > 3 else place


def _of_note(body: Body, lang: Language, names: Names) -> tuple[str | None, str | None] | None:
    """A note bears place and date at its head or at its foot: `Canberra, 3 May 2021`."""
    candidates = [s for s in body.sentences if s.article == PREAMBLE][:6]
    candidates += [s for s in body.sentences[-8:] if s.article != PREAMBLE]
    found: list[tuple[str, str | None]] = []
    for sentence in candidates:
        for index in range(sentence.first, sentence.stop):
            token = body.tokens[index]
            if token.kind != DATE or len(str(token.value)) < 10:
                continue
            line = body.text.rfind("\n", 0, token.start) + 1
            end = body.text.find("\n", token.end)
            rest = body.text[token.end : end if end >= 0 else len(body.text)]
            head = _HEADER.match(body.text[line : token.start])
            bare = all(len(word) <= 3 for word in body.text[line : token.start].split())
            place = _clean(head["place"], lang, names) if head else None
            if head and head["before"] and not place:  # "Berlin, den 3. Mai"
                place = _clean(head["before"], lang, names)
            if (place or bare) and (len(rest.split()) < 3 or (place and rest.lstrip()[:1] == ".")):
                found.append((str(token.value), place))
    if not found:
        return None
    return found[-1] if len({d for d, _ in found}) == 1 else max(found, key=lambda f: f[0])


def authentic_languages(body: Body, lang: Language) -> tuple[list[str], str | None]:
    """(languages in the order of the text, the one that prevails or None)."""
    found: list[str] = []
    prevailing: str | None = None
    for sentence in body.sentences:
        if "languages" not in sentence.kinds:
            continue
        words = []
        for index in range(sentence.first, sentence.stop):
            token = body.tokens[index]
            # "Mongolian" is a name of a language here, though it was read as one of a state.
            code = lang.languages.get(fold(body.text[token.start : token.end]))
            if code is not None:
                words.append((index, code))
        for rule in lang.marks.get("prevail", ()):
            match = rule.pattern.search(body.string, sentence.begin, sentence.end)
            if match and words and prevailing is None:
                at = body.token_at(match.start() + 1)
                before = [code for index, code in words if index < at]
                after = [code for index, code in words if index > at]
                after_first = "after" in rule.sets
                chosen = (after[:1] or before[-1:]) if after_first else (before[-1:] or after[:1])
                prevailing = chosen[0] if chosen else None
        if "languages" in sentence.own:
            found.extend(code for _, code in words if code not in found)
    return found, prevailing
