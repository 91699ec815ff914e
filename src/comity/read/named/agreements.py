"""Agreements named in a text: their subject, the passports they cover, where they are named."""

from __future__ import annotations

from itertools import zip_longest

from comity.read.words.analysis import COMPOUND, Analysis, Sentence
from comity.read.words.matcher import Hit

VISA_EXEMPTION = "visa_exemption"
NEAR = 12
"""How many words may stand between `visa` and the word that lifts it."""
REACH = 26
"""How far to the right of its noun the subject of an agreement may stand, in words."""


class Agreement:
    """One naming of an agreement, or of an exemption, in the words `first` up to `stop`.

    `subject` is None where the text only refers back ("the agreement").
    `noun` tells a named instrument from talk of an exemption. `apart` is true where the words
    after it name a subject that no list knows: then it does not refer back.
    """

    __slots__ = ("apart", "draft", "first", "noun", "plural", "stop", "subject")

    def __init__(self, subject: str | None, first: int, stop: int, *, noun: bool) -> None:
        self.subject = subject
        self.first = first
        self.stop = stop
        self.noun = noun
        self.draft = False
        self.plural = False
        self.apart = False

    def __repr__(self) -> str:
        return f"Agreement({self.subject}, {self.first}-{self.stop}, noun={self.noun})"


def find_agreements(analysis: Analysis, sentence: Sentence) -> list[Agreement]:
    """The agreements of a sentence in order; talk of an exemption counts as one without a noun."""
    first, stop = sentence.first, sentence.stop
    nouns = analysis.tagged("agreement", first, stop)
    exempt = _exemptions(analysis, first, stop)
    topics = [t for t in analysis.tagged("topic", first, stop) if not in_title(analysis, t)]
    found: list[Agreement] = []
    taken: set[int] = set()
    head_final = analysis.lexicon.options.get("head") == "final"
    for index, noun in enumerate(nouns):
        limit = nouns[index + 1].first if index + 1 < len(nouns) else stop
        floor = nouns[index - 1].stop if index else first
        agreement = Agreement(None, noun.first, noun.stop, noun=True)
        agreement.plural = "plural" in noun.value
        agreement.draft = "draft" in noun.value
        another = "another" in noun.value
        best = None
        refers = _pointed(analysis, noun)
        if refers:
            found.append(agreement)
            continue
        within = _within(exempt, topics, noun) if noun.value == COMPOUND else None
        if within is not None:
            best = within
        elif head_final:
            best = _before(
                exempt, topics, noun.first, max(floor, noun.first - 20 * analysis.scale), taken
            )
        else:
            if not analysis.tokens.gaps[noun.first]:
                low = max(floor, noun.first - 4)  # "bilateral air services agreement"
                if analysis.tokens.gaps[noun.first - 1] and noun.first - 1 > low:
                    low = noun.first - 1  # "a tourist portal, no agreement on ..."
                best = _before(exempt, topics, noun.first, low, taken, close=True)
            if best is None:
                best = _holding(topics, noun)
            if best is None:
                best = _after(
                    analysis,
                    exempt,
                    topics,
                    noun.stop,
                    min(
                        _own_limit(analysis, exempt, topics, limit, stop),
                        noun.stop + REACH * analysis.scale,
                    ),
                    taken,
                )
        if best is None and head_final and noun.first - first < 3:
            best = _after(
                analysis,
                exempt,
                topics,
                noun.stop,
                min(limit, noun.stop + REACH * analysis.scale),
                taken,
            )
        if another and (best is None or not found):
            continue
        if best is not None and agreement.plural and head_final:
            more = _several_before(exempt, topics, best, floor, taken)
            agreement.plural = not more  # each of several is one
            found.extend(more)
        if best is not None and agreement.plural and not head_final:
            best = _first_of_list(exempt, topics, best, noun.stop, taken)
            more = _several(exempt, topics, best, limit, taken)
            found.extend(more)
        if best is not None:
            agreement.subject, low, high = best
            taken.add(low)
            agreement.first = min(agreement.first, low)
            agreement.stop = max(agreement.stop, high)
        elif not head_final:
            agreement.apart = noun.value == COMPOUND or _on_something_else(analysis, noun, limit)
        found.append(agreement)
    for subject, low, high, weak in exempt:
        if low in taken or any(a.first <= low < a.stop for a in found):
            continue
        if weak:
            continue
        agreement = Agreement(subject, low, high, noun=False)
        found.append(agreement)
    return sorted(found, key=lambda a: a.first)


def _pointed(analysis: Analysis, noun: Hit) -> bool:
    """`this agreement`, `this signed agreement`: it is not named, but referred to."""
    if analysis.ending_at("this", noun.first) is not None:
        return True
    if analysis.language == "vi" and analysis.at("this", noun.stop) is not None:
        return True
    done = analysis.ending_at("act", noun.first)
    return done is not None and analysis.ending_at("this", done.first) is not None


def _within(
    exempt: list[tuple[str, int, int, bool]], topics: list[Hit], noun: Hit
) -> tuple[str, int, int] | None:
    """The matter that the word of a compound tells itself: `Luftverkehrsabkommen`."""
    lifted = [(s, lo, hi) for s, lo, hi, _ in exempt if lo == noun.first]
    matters = [(t.value, t.first, t.stop) for t in topics if t.first == noun.first]
    return next(iter([*lifted, *matters]), None)


def _holding(topics: list[Hit], noun: Hit) -> tuple[str, int, int] | None:
    """`facilitation agreement`: a phrase of a subject that holds the noun."""
    for topic in topics:
        if topic.first < noun.first and topic.stop == noun.stop:
            return topic.value, topic.first, topic.stop
    return None


def _own_limit(
    analysis: Analysis,
    exempt: list[tuple[str, int, int, bool]],
    topics: list[Hit],
    limit: int,
    stop: int,
) -> int:
    """`one on consultations and a visa waiver agreement`: what precedes a noun is that noun's."""
    if limit >= stop or analysis.tokens.gaps[limit]:
        return limit
    spans = [(lo, hi) for _, lo, hi, _ in exempt] + [(t.first, t.stop) for t in topics]
    return min((lo for lo, hi in spans if hi == limit), default=limit)


def _on_something_else(analysis: Analysis, noun: Hit, limit: int) -> bool:
    """`an agreement with X on the river police`: about a matter that no list knows."""
    for about in analysis.tagged("about", noun.stop, min(limit, noun.stop + 8)):
        if any(analysis.tokens.gaps[w] for w in range(noun.stop, about.first + 1)):
            return False
        told = analysis.tagged("act", noun.stop, about.first + 1)
        finite = any(not h.value.endswith((":part", ":noun")) for h in told)
        if finite or _no_matter(analysis, about.stop):
            return False
        near = about.stop, min(limit, about.stop + 12)
        return not any(analysis.has(tag, *near) for tag in ("visa", "passport", "novisa", "this"))
    return False


def _no_matter(analysis: Analysis, word: int) -> bool:
    """`on 24 June`, `on behalf of`, `on the margins of`: words that name no subject."""
    norms = analysis.tokens.norms
    article = analysis.at("det", word)
    after = article.stop if article is not None else word
    if after >= len(norms) or norms[after][:1].isdigit():
        return True
    dates = ("month", "weekday", "ordday", "reldate", "onbehalf", "margin")
    return any(analysis.at(tag, w) for tag in dates for w in (word - 1, after))


def in_title(analysis: Analysis, topic: Hit) -> bool:
    """`Minister of Foreign Affairs and Foreign Trade`: an office, no subject of an agreement."""
    if analysis.lexicon.options.get("head") == "final":
        return any(
            h.first <= topic.stop <= h.stop
            for h in analysis.tagged("title", topic.first - 4, topic.stop + 1)
        )
    word = topic.first
    while word > topic.first - 6 and not analysis.tokens.gaps[word]:
        if any(h.stop >= word for h in analysis.tagged("title", word - 8, word)):
            return True
        glue = None
        for tag in ("titleglue", "of", "and", "det", "topic"):
            glue = analysis.ending_at(tag, word)
            if glue is not None:
                break
        if glue is None:
            return False
        word = glue.first
    return False


def _first_of_list(
    exempt: list[tuple[str, int, int, bool]],
    topics: list[Hit],
    best: tuple[str, int, int],
    head: int,
    taken: set[int],
) -> tuple[str, int, int]:
    """`agreements on farming, health and visas`: the list begins with the first of its subjects."""
    spans = [(s, lo, hi) for s, lo, hi, _ in exempt] + [(t.value, t.first, t.stop) for t in topics]
    chain = best
    for span in sorted(spans, key=lambda s: -s[1]):
        ahead = head <= span[1] < chain[1] and span[1] not in taken
        if ahead and chain[1] - span[2] <= 2:
            chain = span
    return chain


def _several(
    exempt: list[tuple[str, int, int, bool]],
    topics: list[Hit],
    first: tuple[str, int, int],
    limit: int,
    taken: set[int],
) -> list[Agreement]:
    """`Agreements on energy, health and visas`: one for each subject of the list."""
    spans = [(s, lo, hi) for s, lo, hi, _ in exempt] + [(t.value, t.first, t.stop) for t in topics]
    found: list[Agreement] = []
    reach = first[2]
    seen = {first[0]}
    for subject, low, high in sorted(spans, key=lambda s: s[1]):
        if low < reach or low >= limit or low - reach > 5:
            continue
        reach = high
        if subject in seen or low in taken:
            continue
        seen.add(subject)
        taken.add(low)
        found.append(Agreement(subject, low, high, noun=True))
    return found


def _several_before(
    exempt: list[tuple[str, int, int, bool]],
    topics: list[Hit],
    last: tuple[str, int, int],
    floor: int,
    taken: set[int],
) -> list[Agreement]:
    """`Ruanda ile hava ulaştırma ve Kongo ile vize muafiyeti anlaşmaları`: one for each."""
    spans = [(s, lo, hi) for s, lo, hi, _ in exempt] + [(t.value, t.first, t.stop) for t in topics]
    found: list[Agreement] = []
    edge, seen = last[1], {last[0]}
    for subject, low, high in sorted(spans, key=lambda s: -s[1]):
        if high > edge or low < floor or edge - high > 5 or low in taken:
            continue
        edge = low
        if subject not in seen:
            seen.add(subject)
            taken.add(low)
            found.append(Agreement(subject, low, high, noun=True))
    return found[::-1]


def _before(
    exempt: list[tuple[str, int, int, bool]],
    topics: list[Hit],
    head: int,
    floor: int,
    taken: set[int],
    *,
    close: bool = False,
) -> tuple[str, int, int] | None:
    spans = [(s, lo, hi) for s, lo, hi, _ in exempt] + [(t.value, t.first, t.stop) for t in topics]
    inside = [
        (s, lo, hi)
        for s, lo, hi in spans
        if hi <= head and lo >= floor and lo not in taken and (not close or head - hi <= 1)
    ]
    if not inside:
        return None
    visa = [c for c in inside if c[0] == VISA_EXEMPTION]
    return max(visa or inside, key=lambda c: c[2])


def _after(
    analysis: Analysis,
    exempt: list[tuple[str, int, int, bool]],
    topics: list[Hit],
    head: int,
    limit: int,
    taken: set[int],
) -> tuple[str, int, int] | None:
    end = limit
    for act in analysis.tagged("act", head, limit):
        if act.value.endswith((":past", ":future", ":present")) and act.first > head:
            end = act.first
            break
    spans = [(s, lo, hi) for s, lo, hi, _ in exempt if head - 1 <= lo < end and lo not in taken]
    about = [
        h
        for h in analysis.tagged("about", head, end)
        if not any(analysis.tokens.gaps[w] for w in range(head, h.first + 1))
    ]
    reach = max(head + 14 * analysis.scale, about[0].stop + 8 if about else 0)
    spans += [(t.value, t.first, t.stop) for t in topics if head <= t.first < min(end, reach)]
    if not spans:
        return None
    visa = [c for c in spans if c[0] == VISA_EXEMPTION]
    first = min(spans, key=lambda c: c[1])
    if visa and first[0] != VISA_EXEMPTION and first[1] + 6 < visa[0][1]:
        return first
    return min(visa, key=lambda c: c[1]) if visa else first


def _exemptions(analysis: Analysis, first: int, stop: int) -> list[tuple[str, int, int, bool]]:
    """Spans that speak of lifting visas: (subject, first, stop, weak)."""
    near_words = NEAR * analysis.scale
    barred = [(h.first, h.stop) for h in analysis.tagged("novisa", first, stop)]
    spans: list[tuple[str, int, int, bool]] = [
        (h.value, h.first, h.stop, False)
        for h in analysis.tagged("subject", first, stop)
        if not any(lo <= h.first and h.stop <= hi for lo, hi in barred)
    ]
    spans.extend(
        (h.value, h.first, h.stop, True) for h in analysis.tagged("novisa", first, stop) if h.value
    )
    for visa in analysis.tagged("visa", first, stop):
        if any(lo <= visa.first < hi for lo, hi in barred):
            continue
        if any(lo <= visa.first < hi for _, lo, hi, _ in spans):
            continue
        near: list[tuple[int, int, int]] = []
        for lift in analysis.tagged(
            "lift", max(first, visa.first - near_words), min(stop, visa.stop + near_words)
        ):
            distance = visa.first - lift.stop if lift.first < visa.first else lift.first - visa.stop
            if any(lo <= lift.first < hi for _, lo, hi, _ in spans if lo != visa.first):
                continue
            if distance >= 0 or lift.first == visa.first:
                near.append((distance, lift.first, lift.stop))
        if near:
            _, low, high = min(near)
            spans.append((VISA_EXEMPTION, min(low, visa.first), max(high, visa.stop), False))
    return sorted(spans, key=lambda s: s[1])


def find_classes(analysis: Analysis, first: int, stop: int) -> list[tuple[str, int, int]]:
    """Passport classes named in a range of words: (class, first, stop).

    A class word counts only when it stands with the word for passport, so that diplomatic
    relations are no diplomatic passports.
    """
    found: list[tuple[str, int, int]] = [
        (h.value, h.first, h.stop) for h in analysis.tagged("class", first, stop)
    ]
    for noun in analysis.tagged("passport", first, stop):
        if analysis.ending_at("notpassport", noun.first) or analysis.at("notpassport", noun.stop):
            continue
        found.extend(_chain(analysis, noun.stop, stop, 1))
        found.extend(_chain(analysis, noun.first - 1, first, -1))
    found.extend(_elliptic(analysis, first, stop))
    unique: dict[int, tuple[str, int, int]] = {}
    for item in found:
        held = unique.get(item[1])
        if held is None or item[2] > held[2]:
            unique[item[1]] = item
    kept = [unique[key] for key in sorted(unique)]
    if any(name == "national" for name, _, _ in kept):
        alone = all(name == "national" for name, _, _ in kept)
        kept = [
            ("ordinary" if n == "national" else n, a, b)
            for n, a, b in kept
            if n != "national" or alone
        ]
    return [
        item
        for item, after in zip_longest(kept, kept[1:])
        if item[0] != "any" or after is None or after[1] - item[2] > 2
    ]  # "all passports, diplomatic, service and ordinary": the list says which


def _elliptic(analysis: Analysis, first: int, stop: int) -> list[tuple[str, int, int]]:
    """`with X (diplomatic passports), with Y (diplomatic and service)`: the noun is said once.

    Class words that stand alone, in brackets or after `with`, in a sentence that has named
    passports before.
    """
    sentence = analysis.sentence_of(first)
    found: list[tuple[str, int, int]] = []
    gaps, count = analysis.tokens.gaps, len(analysis.tokens)
    for noun in analysis.tagged("passport", sentence.first, stop)[:1]:
        for hit in analysis.tagged("classword", max(first, noun.stop), stop):
            bracket = "(" in analysis.between(hit.first) and bool(gaps[hit.first])
            beside = analysis.ending_at("with", hit.first)
            if not bracket and beside is None:
                continue
            run = [(hit.value, hit.first, hit.stop), *_chain(analysis, hit.stop, stop, 1)]
            after = run[-1][2]
            if after >= min(sentence.stop, count) or gaps[after]:
                found.extend(run)
    return found


def _chain(analysis: Analysis, word: int, limit: int, step: int) -> list[tuple[str, int, int]]:
    """Class words that stand in one chain with a passport noun, walking left or right."""
    found: list[tuple[str, int, int]] = []
    idle = 0
    gaps = analysis.tokens.gaps
    while (word < limit if step > 0 else word >= limit) and idle <= 4:
        gap = gaps[word] if step > 0 else (gaps[word + 1] if word + 1 < len(gaps) else 2)
        if gap >= 2 and "." not in analysis.between(word if step > 0 else word + 1):
            break
        if gap >= 2:
            break
        hit = (
            analysis.at("classword", word)
            if step > 0
            else analysis.ending_at("classword", word + 1)
        )
        if hit is not None and (hit.stop <= limit or step < 0):
            found.append((hit.value, hit.first, hit.stop))
            idle = 0
            word = hit.stop if step > 0 else hit.first - 1
            continue
        glue = None
        for tag in ("and", "det", "of", "passport", "state", "classglue"):
            glue = analysis.at(tag, word) if step > 0 else analysis.ending_at(tag, word + 1)
            if glue is not None:
                break
        if glue is None:
            break
        idle += glue.stop - glue.first if glue.tag != "passport" else 0
        word = glue.stop if step > 0 else glue.first - 1
    return found
