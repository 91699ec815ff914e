"""Places and occasions of acts: cities, and the gatherings on whose margins things are signed."""

from __future__ import annotations

import msgspec

from comity.read.named.states import CAPITAL, Mention, States
from comity.read.words.analysis import Analysis, Sentence
from comity.read.words.tokens import fold


class PlaceValue(msgspec.Struct, frozen=True):
    """A city where something happens, in its dictionary form."""

    name: str
    first: int
    stop: int
    state: str | None = None
    seat: bool = False
    """Whether an embassy or an envoy sits there: a note may be handed over there, no more."""


class OccasionValue(msgspec.Struct, frozen=True):
    """A gathering, as the text names it."""

    name: str
    first: int
    stop: int


def find_places(analysis: Analysis, states: States, sentence: Sentence) -> list[PlaceValue]:
    """Cities after a preposition of place."""
    found: list[PlaceValue] = []
    for mention in states.in_sentence(sentence):
        if mention.kind == CAPITAL:
            before = analysis.ending_at("in", mention.first)
            located = before is not None and before.value != "to"
            if located or states.locative(mention):
                found.append(
                    PlaceValue(
                        capital_name(analysis, mention),
                        mention.first,
                        mention.stop,
                        mention.code,
                        _seat(analysis, states, mention),
                    )
                )
    for hit in analysis.tagged("city", sentence.first, sentence.stop):
        before = analysis.ending_at("in", hit.first)
        prefixed = analysis.language == "ar" and states.prefixed(hit.first, hit.value)
        if prefixed or (before is not None and before.value != "to"):
            found.append(PlaceValue(hit.value, hit.first, hit.stop))
    found.extend(_capitals(analysis, states, sentence))
    known = {p.first for p in found} | {m.first for m in states.in_sentence(sentence)}
    if analysis.lexicon.cased:
        found.extend(_unlisted(analysis, sentence, known))
    return sorted(found, key=lambda p: p.first)


def _seat(analysis: Analysis, states: States, mention: Mention) -> bool:
    """`the embassy in X`, `the ambassador of Y in X`: where an office sits, nothing was done."""
    word = mention.first
    for _ in range(6):
        for tag in ("seat", "title"):
            office = analysis.ending_at(tag, word)
            if office is not None and office.value in ("", "ambassador", "consul"):
                return True
        hit = None
        for tag in ("in", "of", "det", "and", "seatglue"):
            hit = analysis.ending_at(tag, word)
            if hit is not None:
                break
        if hit is not None:
            word = hit.first
            continue
        served = next((m for m in states.mentions if m.stop == word), None)
        if served is None or analysis.tokens.gaps[word]:
            return False
        word = served.first
    return False


def _capitals(analysis: Analysis, states: States, sentence: Sentence) -> list[PlaceValue]:
    """`in the Ugandan capital`: the city, where the text names it."""
    found: list[PlaceValue] = []
    for word in analysis.tagged("capitalword", sentence.first, sentence.stop):
        beside = [
            m
            for m in states.in_sentence(sentence)
            if m.kind != CAPITAL
            and (0 <= m.first - word.stop <= 2 or 0 <= word.first - m.stop <= 1)
        ]
        cities = [m for m in states.mentions if m.kind == CAPITAL and beside]
        named = next((m for m in cities if m.code == beside[0].code), None)
        if named is not None:
            name = capital_name(analysis, named)
            found.append(PlaceValue(name, word.first, word.stop, named.code))
    return found


def capital_name(analysis: Analysis, mention: Mention) -> str:
    """The form the text uses where it is a dictionary form already, else the lexicon's."""
    written = analysis.words(mention.first, mention.stop)
    if mention.label.casefold() == written.casefold():
        return written
    if not analysis.lexicon.inflected:
        return written
    language = analysis.language
    label, whole = fold(mention.label, language), fold(written, language)
    bare = written[: len(label) - len(whole)] if whole.startswith(label) else ""
    # the text's own spelling where cutting the ending leaves the dictionary form
    return bare if bare and fold(bare, language) == label else mention.label


def _unlisted(analysis: Analysis, sentence: Sentence, known: set[int]) -> list[PlaceValue]:
    """A capitalised word after `signed in`, where no list knows the city."""
    if analysis.lexicon.options.get("open_places") != "yes":
        return []
    found = []
    for before in analysis.tagged("in", sentence.first, sentence.stop):
        word = before.stop
        if before.value != "city" or word >= sentence.stop or word in known:
            continue
        if not analysis.text[analysis.tokens.starts[word]].isupper():
            continue
        if any(
            analysis.at(tag, word)
            for tag in (
                "month",
                "weekday",
                "state",
                "title",
                "agreement",
                "occasion",
                "notname",
                "org",
                "city",
                "act",
            )
        ):
            continue
        stop = word + 1
        while (
            stop < sentence.stop
            and stop - word < 3
            and analysis.tokens.gaps[stop] == 0
            and analysis.text[analysis.tokens.starts[stop]].isupper()
            and not any(analysis.at(tag, stop) for tag in ("month", "weekday", "state", "title"))
        ):
            stop += 1
        found.append(PlaceValue(analysis.words(word, stop), word, stop))
    return found


def find_occasions(analysis: Analysis, sentence: Sentence) -> list[OccasionValue]:
    """Named gatherings, as the shortest noun phrase of the text."""
    found: list[OccasionValue] = []
    for head in analysis.tagged("occasion", sentence.first, sentence.stop):
        if found and head.first < found[-1].stop:
            continue
        first = _extend_left(analysis, head.first, sentence.first)
        stop = _extend_right(analysis, head.stop, sentence.stop, head.value)
        if first == head.first and stop == head.stop and head.value != "full":
            continue
        found.append(OccasionValue(analysis.words(first, stop), first, stop))
    return found


def _extend_left(analysis: Analysis, first: int, floor: int) -> int:
    tokens = analysis.tokens
    while first > floor and tokens.gaps[first] == 0:
        modifier = analysis.ending_at("occasionadj", first)
        if modifier is not None:
            first = modifier.first
            continue
        word = first - 1
        norm = tokens.norms[word]
        ordinal = norm.isdigit() and int(norm[:6]) < 1900
        suffix = norm in (
            "e",
            "eme",
            "th",
            "st",
            "nd",
            "rd",
            "я",
            "й",
            "ой",
            "ая",
            "го",
            "a",
            "o",
            "届",
            "第",
        )
        if ordinal or (
            suffix and word > floor and (tokens.norms[word - 1].isdigit() or norm == "第")
        ):
            first = word
            continue
        named = (
            analysis.lexicon.options.get("capitals") == "yes"
            and analysis.text[tokens.starts[word]].isupper()
            and analysis.at("title", word) is None
            and word != floor
            and not analysis.has("notname", word, word + 1)
            and not analysis.has("weekday", word, word + 1)
            and not analysis.has("month", word, word + 1)
        )
        if named:
            first = word
            continue
        break
    return first


def _extend_right(analysis: Analysis, stop: int, limit: int, kind: str) -> int:
    tokens = analysis.tokens
    end = stop
    word = stop
    while word < limit and word - stop < 9:
        if tokens.gaps[word] and analysis.between(word).strip() not in ("'", "’"):
            break
        part = analysis.at("occasionpart", word)
        if part is not None:
            word = end = part.stop
            continue
        if tokens.norms[word].endswith("o") and analysis.between(word + 1) == "-":
            joined = analysis.at("state", word + 1)  # "ivoiro-indonésienne"
            if joined is not None:
                word = end = joined.stop
                continue
        state = analysis.at("state", word)
        if state is not None and (
            analysis.text[tokens.ends[word - 1] : tokens.starts[word]] in ("-", "–", " ")
            and kind != "full"
        ):
            before_in = analysis.at("in", word - 1)
            if before_in is not None:
                break
            word = end = state.stop
            continue
        counted = tokens.norms[word].isdigit() and len(tokens.norms[word]) <= 2 and end == word
        if counted and not any(
            analysis.at(tag, word + 1) for tag in ("month", "unit", "dayword", "dateglue")
        ):
            word = end = word + 1
            continue
        glue = (
            analysis.at("of", word) or analysis.at("det", word) or analysis.at("occasionglue", word)
        )
        if glue is not None:
            word = glue.stop
            continue
        break
    return end
