"""The terms of an agreement (classes, stay) gathered from all its sentences; sectors."""

from __future__ import annotations

from collections import defaultdict

import msgspec

from comity.read.events.attach import noun_of
from comity.read.events.event import Event, SentenceFacts
from comity.read.events.merge import Merged
from comity.read.named.agreements import VISA_EXEMPTION, Agreement, find_classes, in_title
from comity.read.named.stays import StayValue, find_stay
from comity.read.record.partial import MEASURES, touched
from comity.read.story.acts import Story
from comity.read.words.analysis import Analysis, Sentence
from comity.read.words.matcher import Hit

CLASS_ORDER = (
    "diplomatic",
    "service",
    "official",
    "special",
    "consular",
    "public_affairs",
    "ordinary",
    "ordinary_endorsed",
    "any",
)


class Terms(msgspec.Struct):
    """What the text says an agreement covers, with the words that say it."""

    classes: list[tuple[str, int, int]]
    stays: list[StayValue] = msgspec.field(default_factory=list)

    @property
    def stay(self) -> StayValue | None:
        """The first stay told of passports that the terms cover, or of no passports in particular.

        The same number of days told again with its window says more.
        """
        mine = {name for name, _, _ in self.classes}
        found: StayValue | None = None
        for value in sorted(self.stays, key=lambda v: v.headline):
            if mine and value.classes and not mine & value.classes:
                continue
            found = _fuller(found, value)
        return found


def gather_terms(story: Story) -> dict[int, Terms]:
    """Terms by index of the act in `story.acts`, for acts about visa exemptions."""
    visa = [(i, a) for i, a in enumerate(story.acts) if a.subject == VISA_EXEMPTION]
    pairs: dict[tuple[str, ...], Terms] = defaultdict(lambda: Terms(classes=[]))
    keys = list(dict.fromkeys(a.states for _, a in visa))
    if not keys:
        return {}
    main = keys[0]
    last = main
    nouns: dict[str, tuple[str, ...]] = {}
    for fact in story.facts:
        if fact.sentence.skip:
            continue
        meant = _by_noun(story, fact, nouns) or last
        for target, first, stop in _by_order(story, fact, keys) or _shares(
            story, fact, keys, meant
        ):
            last = target
            for agreement in fact.agreements:
                if agreement.noun and fact.states:
                    nouns.setdefault(_noun_word(story, agreement), target)
            held = pairs[target]
            held.classes.extend(_classes_said(story, fact, held, first, stop))
            if _may_state_stay(story, fact):
                held.stays.extend(_stay_told(story, first, stop))
    for key in keys[1:]:
        if not pairs[key].classes and _alike(story, key, visa):
            pairs[key].classes = pairs[main].classes
    for held in pairs.values():
        held.classes = _body_before_headline(story, held.classes)
    found = {i: _own_terms(_shared_terms(pairs, a, story), a, story) for i, a in visa}
    return _of_parts(story, visa, found)


def _of_parts(
    story: Story, visa: list[tuple[int, Merged]], found: dict[int, Terms]
) -> dict[int, Terms]:
    """`suspends the agreement for service passports`: the measure is about these, and so is
    its notice; the agreement covers them beside those that are said to keep theirs.
    """
    for index, act in visa:
        if act.kind not in MEASURES or act.mode == "denied":
            continue
        own, kept = touched(story, act)
        if not own:
            continue
        stays = [s for i, a in visa if a.states == act.states for s in found[i].stays]
        for other, one in visa:
            if one.states != act.states or one.mode == "denied":
                continue
            noticed = one.kind == "notification" and not one.background
            if other == index or noticed:
                found[other] = Terms(classes=own, stays=stays)
            elif one.kind not in MEASURES:
                found[other] = Terms(classes=[*found[other].classes, *own, *kept], stays=stays)
    return found


def _by_noun(
    story: Story, fact: SentenceFacts, nouns: dict[str, tuple[str, ...]]
) -> tuple[str, ...] | None:
    """`The memorandum allows ...`: what the same noun named before, where others had another."""
    said = [_noun_word(story, a) for a in fact.agreements if a.noun and a.subject is None]
    if fact.states or len(said) != 1 or len(set(nouns.values())) < 2:
        return None
    return nouns.get(said[0])


def _noun_word(story: Story, agreement: Agreement) -> str:
    noun = noun_of(story.analysis, agreement)
    return story.analysis.tokens.norms[noun.first]


def _shared_terms(pairs: dict[tuple[str, ...], Terms], act: Merged, story: Story) -> Terms:
    """The terms told of a pair; of several partners told at once, those of any of them."""
    mine = pairs[act.states]
    if mine.classes or mine.stays:
        return mine
    for other in story.acts:
        at_once = other.subject == act.subject and any(
            e.trigger == f.trigger for e in act.events for f in other.events
        )
        if (
            at_once
            and other.states in pairs
            and (pairs[other.states].classes or pairs[other.states].stays)
        ):
            return pairs[other.states]
    return mine


def _body_before_headline(
    story: Story, classes: list[tuple[str, int, int]]
) -> list[tuple[str, int, int]]:
    """A headline that names other classes than the body is overruled by it."""
    analysis, sentences = story.analysis, story.analysis.sentences
    if len(sentences) < 2 or sentences[1].line == 0:
        return classes
    ends = analysis.tokens.ends[sentences[0].stop - 1]
    if analysis.text[ends : ends + 3].lstrip()[:1] in tuple(".。؟!।…"):
        return classes  # a lead, no headline
    body = {name for name, first, _ in classes if first >= sentences[0].stop}
    head = {name for name, first, _ in classes if first < sentences[0].stop}
    return classes if body <= head else [c for c in classes if c[0] in body]


def _alike(story: Story, key: tuple[str, ...], visa: list[tuple[int, Merged]]) -> bool:
    """`identical instruments with X and Y`: what the agreement of the text covers, they do."""
    return any(
        story.analysis.has("alike", e.sentence.first, e.sentence.stop)
        for _, act in visa
        if act.states == key
        for e in act.events
    )


def _by_order(
    story: Story, fact: SentenceFacts, keys: list[tuple[str, ...]]
) -> list[tuple[tuple[str, ...], int, int]]:
    """`The first covers ..., the second ...`, `in both cases`: agreements by their order."""
    sentence = fact.sentence
    marks = story.analysis.tagged("ordref", sentence.first, sentence.stop)
    if len(keys) < 2 or not marks or any(m.party for m in fact.states):
        return []
    if any(m.value == "all" for m in marks):
        return [(key, sentence.first, sentence.stop) for key in keys[:2]]
    if len({m.value for m in marks}) < 2:
        return []
    ends = [m.first for m in marks[1:]] + [sentence.stop]
    return [(keys[int(m.value) - 1], m.first, end) for m, end in zip(marks, ends, strict=True)]


def _stay_told(story: Story, first: int, stop: int) -> list[StayValue]:
    """The stay a range of words tells, with the passports that it names beside it."""
    value = find_stay(story.analysis, first, stop)
    if value is None:
        return []
    named = frozenset(name for name, _, _ in find_classes(story.analysis, first, stop))
    sentences = story.analysis.sentences
    headline = len(sentences) > 1 and sentences[1].line > 0 and first < sentences[0].stop
    return [msgspec.structs.replace(value, classes=named, headline=headline)]


def _fuller(held: StayValue | None, later: StayValue) -> StayValue:
    """The first stay told; the same number of days told later with its window says more."""
    if held is None:
        return later
    bare = (
        held.stay.rule is None
        and held.stay.window_days is None
        and held.stay.window_months is None
        and held.stay.days is not None
    )
    same = bare and later.stay.days == held.stay.days
    return later if same and later.stay.window_days is not None else held


def _shares(
    story: Story, fact: SentenceFacts, keys: list[tuple[str, ...]], last: tuple[str, ...]
) -> list[tuple[tuple[str, ...], int, int]]:
    """Which words of a sentence are about which agreement: `one with X for ..., one with Y`."""
    first, stop = fact.sentence.first, fact.sentence.stop
    if len(keys) > 1:
        shared = set.intersection(*(set(k) for k in keys))
        marks = [m for m in fact.states if m.code not in shared and any(m.code in k for k in keys)]
        owners: list[tuple[tuple[str, ...], int]] = []
        for mark in marks:
            key = next(k for k in keys if mark.code in k)
            if not owners or owners[-1][0] != key:
                owners.append((key, mark.first))
        lists = [{m.first for m in group} for group in story.states.groups(marks)]
        if len({key for key, _ in owners}) > 1:
            starts = [at for _, at in owners]
            ends = [*starts[1:], stop]
            parts = [
                (k, at, _end_of_list(at, end, starts, lists, stop))
                for (k, at), end in zip(owners, ends, strict=True)
            ]
            common = [(k, first, starts[0]) for k in dict.fromkeys(k for k, _ in owners)]
            tail = [(k, starts[-1], stop) for k in dict.fromkeys(k for k, _ in owners[:-1])]
            apart = all(end - at > 6 for _, at, end in parts)
            return [*common, *parts] if apart else [*common, *parts, *tail]
    if len(keys) > 1 and not any(m.party for m in fact.states) and _all_of_them(fact):
        return [(key, first, stop) for key in keys]
    target = _whose(story, fact, keys, last)
    return [(target, first, stop)] if target is not None else []


def _end_of_list(first: int, end: int, starts: list[int], lists: list[set[int]], stop: int) -> int:
    """Where the words about a state end: those behind a list are about each of its members."""
    for members in lists:
        if first in members:
            return next((at for at in starts if at > max(members)), stop)
    return end


def _all_of_them(fact: SentenceFacts) -> bool:
    """`The agreements cover ...`: what is said of all agreements of the text."""
    nouns = [a for a in fact.agreements if a.noun]
    return len(nouns) == 1 and nouns[0].plural and nouns[0].subject in (None, VISA_EXEMPTION)


def _whose(
    story: Story, fact: SentenceFacts, keys: list[tuple[str, ...]], last: tuple[str, ...]
) -> tuple[str, ...] | None:
    """Which agreement a sentence is about, by the states it names."""
    gaps, sentence = story.analysis.tokens.gaps, fact.sentence
    ends = (w for w in range(sentence.first + 1, sentence.stop) if gaps[w] > 1)
    clause = next(ends, sentence.stop)
    named = find_classes(story.analysis, sentence.first, clause)
    if named and fact.agreements and fact.agreements[0].first <= named[0][1]:
        commas = (w for w in range(named[-1][2], clause) if gaps[w])
        clause = next(commas, clause)  # "covers such passports, in the community of A, B and C"
    if len(keys) == 1:
        codes = {m.code for m in fact.states if m.party and m.first < clause}
        foreign = codes - set(keys[0])
        if foreign and not codes & set(keys[0]):
            return None
        return keys[0]
    codes = {m.code for m in fact.states}
    whole = [k for k in keys if set(k) <= codes]
    if len(whole) == 1:
        return whole[0]
    shared = set.intersection(*(set(k) for k in keys))
    marked = codes - shared
    owners = [k for k in keys if marked & set(k)]
    if len(owners) == 1:
        return owners[0]
    if owners and len(owners) == len(keys):
        return owners[0]
    told = {m.code for m in fact.states if m.first < clause and not m.place}
    return last if not marked & told else None


def _classes_said(
    story: Story,
    fact: SentenceFacts,
    held: Terms,
    first_word: int,
    stop_word: int,
    *,
    own: bool = False,
) -> list[tuple[str, int, int]]:
    analysis, sentence = story.analysis, fact.sentence
    classes = find_classes(analysis, first_word, stop_word)
    if not classes:
        return []
    excluded = analysis.tagged("exclude", sentence.first, sentence.stop)
    about = any(a.subject == VISA_EXEMPTION for a in fact.agreements)
    told = sentence.line and any(e.kind == "signature" and e.agreement for e in fact.events)
    body = analysis.sentences[0].stop if told and about else 0  # it overrules the headline
    known = {c for c, at, _ in held.classes if at >= body}
    kept: list[tuple[str, int, int]] = []
    same = not fact.events and not any(a.noun for a in fact.agreements)
    stays = same and find_stay(analysis, sentence.first, sentence.stop) is not None
    if known and not known & {name for name, _, _ in classes} and not stays:
        return []
    if analysis.has("needvisa", sentence.first, sentence.stop) and not about and not fact.events:
        return []
    for name, first, stop in classes:
        listed = any(
            other in known and 0 <= max(first, low) - min(stop, high) <= 2
            for other, low, high in classes
        )
        if name == "ordinary" and known and known != {"ordinary"} and not about and not listed:
            continue
        if _excepted(analysis, excluded, first, sentence.first, own=own):
            continue
        if (
            not own
            and any(abs(h.first - first) <= 14 for h in excluded)
            and (name in ("ordinary", "any") or (known and name not in known))
        ):
            continue
        if analysis.has("novisa", sentence.first, sentence.stop) and not about:
            continue
        if _of_visa(story, sentence, stop):
            continue
        if (
            known
            and name not in known
            and not about
            and not stays
            and not analysis.has("cover", sentence.first, sentence.stop)
        ):
            continue
        kept.append((name, first, stop))
    return kept


def _of_visa(story: Story, sentence: Sentence, stop: int) -> bool:
    """`multiple visas for ordinary passports`, where what is granted follows the passports."""
    analysis = story.analysis
    if analysis.lexicon.options.get("head") != "final":
        return False
    reach = min(sentence.stop, stop + 12 * analysis.scale)
    granted = analysis.tagged("novisa", stop, reach)
    exempt = [*analysis.tagged("lift", stop, reach), *analysis.tagged("subject", stop, reach)]
    return bool(granted) and granted[0].first < min((h.first for h in exempt), default=reach)


def _excepted(
    analysis: Analysis, excluded: list[Hit], first: int, floor: int, *, own: bool
) -> bool:
    """`valid passports, except diplomatic and service ones`; `the regime of ... is not touched`."""
    for hit in excluded:
        if hit.value == "except" and hit.stop <= first:
            clear = not any(analysis.tokens.gaps[w] > 1 for w in range(hit.stop, first + 1))
            if clear and first - hit.stop <= 12 and not analysis.has("act", hit.stop, first):
                return True
        if hit.value == "rest" and floor <= hit.first < first and not own:
            return True
    return False


def _may_state_stay(story: Story, fact: SentenceFacts) -> bool:
    analysis, sentence = story.analysis, fact.sentence
    about = any(a.subject == VISA_EXEMPTION for a in fact.agreements)
    if analysis.has("needvisa", sentence.first, sentence.stop) and not about:
        return False
    return not analysis.has("novisa", sentence.first, sentence.stop)


def _own_terms(terms: Terms, act: Merged, story: Story) -> Terms:
    """The terms of an act: those of its agreement, or its own where it is about another one.

    What is denied has only what its own sentence says; an act whose own sentences name
    classes that the agreement does not cover is about another agreement.
    """
    own = Terms(classes=[])
    for event in act.events:
        fact = story.facts[event.sentence.index]
        first, stop = fact.sentence.first, fact.sentence.stop
        own.classes.extend(
            _classes_said(story, fact, Terms(classes=[]), first, stop, own=act.background)
        )
        own.stays.extend(_stay_told(story, first, stop))
    if (act.mode == "denied" and act.kind not in MEASURES) or _other_regime(act):
        return own
    known = {name for name, _, _ in terms.classes}
    mine = {name for name, _, _ in own.classes}
    aside = any(
        story.analysis.has("exclude", e.sentence.first, e.sentence.stop, "rest") for e in act.events
    )  # "does not affect the regime for diplomatic passports, in force since 1999"
    return own if mine and (known or aside) and not mine & known else terms


def _other_regime(act: Merged) -> bool:
    """`without visas since 2020`: what has long stood by itself is not the agreement told of."""
    if act.kind not in ("unilateral_exemption", "entry_into_force") or not act.background:
        return False
    return all(
        e.trigger.tag == "since"
        or (e.kind == "unilateral_exemption" and e.date is not None and e.date.bare)
        for e in act.events
        if e.agreement is None or not e.agreement.noun
    ) and not any(e.agreement is not None and e.agreement.noun for e in act.events)


def sectors(story: Story) -> list[tuple[str, int, int]]:
    """Fields of cooperation that are named as to be developed."""
    analysis = story.analysis
    found: dict[str, tuple[str, int, int]] = {}
    for fact in story.facts:
        sentence = fact.sentence
        wished = analysis.has("develop", sentence.first, sentence.stop)
        fields = analysis.has("fields", sentence.first, sentence.stop)
        if sentence.skip or not (fields or wished):
            continue
        if not wished and any(_signs_others(e) for e in fact.events):
            continue  # the subjects of what was signed
        taken = [(a.first, a.stop) for a in fact.agreements if a.noun and a.subject]
        topics = analysis.tagged("topic", sentence.first, sentence.stop)
        spoken = analysis.has("said", sentence.first, sentence.stop) or analysis.quoted(
            analysis.tokens.starts[sentence.first]
        )
        if len(topics) < 2 and not spoken and not (fields and wished):
            continue
        for topic in topics:
            if any(lo <= topic.first < hi for lo, hi in taken):
                continue
            if topic.value in _NO_SECTOR or in_title(analysis, topic):
                continue
            found.setdefault(topic.value, (topic.value, topic.first, topic.stop))
    return [found[key] for key in sorted(found)]


def _signs_others(event: Event) -> bool:
    """Whether a sentence reports that texts on other matters than visas were signed."""
    told = event.kind == "signature" and event.mode == "done" and event.tense != "noun"
    return told and not event.background and event.subject not in (None, VISA_EXEMPTION)


_NO_SECTOR = frozenset(
    (
        "extradition",
        "legal_assistance",
        "consular",
        "general_cooperation",
        "readmission",
        "diplomatic_training",
        "air_services",
        "taxation",
    )
)
