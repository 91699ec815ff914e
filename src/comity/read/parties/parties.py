"""Which states an act binds: the pair the text is about, and the parties of each act."""

from __future__ import annotations

from collections import defaultdict

from comity.read.events.event import INSTRUMENT_KINDS, Event, SentenceFacts
from comity.read.events.oneside import (
    again,
    each_grantor,
    entered_state,
    grantor_of,
    of_exemption,
    spoken_of,
)
from comity.read.named.agreements import VISA_EXEMPTION
from comity.read.named.headings import headings, of_heading
from comity.read.named.persons import Persons
from comity.read.named.states import CAPITAL, Mention, States
from comity.read.parties.ordered import each_on_its_day, force_by_partner, in_order, told_in_order
from comity.read.parties.partners import closest_group, nearest_partner
from comity.read.parties.relative import relative_pair
from comity.read.parties.series import (
    as_before,
    known_partner,
    measure_on,
    of_both,
    of_each,
    with_another,
)
from comity.read.parties.tellers import both_of_them, told_by_us
from comity.read.parties.travels import bind, journeys, stop_of_tour, toured_states
from comity.read.words.analysis import Analysis


def main_parties(analysis: Analysis, states: States, facts: list[SentenceFacts]) -> list[str]:
    """States by how much the text is about them, the parties of the news first."""
    scores: dict[str, float] = defaultdict(float)
    order: dict[str, int] = {}
    body = 0
    for fact in facts:
        if fact.sentence.skip or not fact.states:
            continue
        weight = 1.0
        if any(a.subject == VISA_EXEMPTION for a in fact.agreements):
            lead = fact.sentence.index <= 3
            told = lead or bool(fact.events) or any(a.noun for a in fact.agreements)
            weight += 2.0 if told else 1.0
        if any(e.kind in INSTRUMENT_KINDS for e in fact.events) and fact.agreements:
            weight += 1.0
        if body < 3:
            weight += 1.5
        body += 1
        if not fact.events and not fact.agreements and len({m.code for m in fact.states}) >= 3:
            weight *= 0.5  # a list of states, of which nothing is told
        seen: dict[str, float] = {}
        for mention in fact.states:
            share = _share(analysis, mention)
            seen[mention.code] = max(seen.get(mention.code, 0.0), share)
        for code, share in seen.items():
            order.setdefault(code, len(order))
            scores[code] += weight * share
        for code in _pairs(states, fact):
            scores[code] += 0.5 * weight
    ranked = sorted(scores, key=lambda code: (-scores[code], order[code]))
    return [code for code in ranked if scores[code] > 0.5]


def _share(analysis: Analysis, mention: Mention) -> float:
    """How much a mention makes its state a party."""
    if mention.third:
        return 0.0
    if mention.place:
        return 0.5 if mention.dateline else 0.35
    if analysis.has("inst", mention.first - 4, mention.stop + 2):
        return 1.4
    if analysis.has("title", mention.first - 5, mention.stop + 1):
        return 1.2
    return 0.7 if mention.partner else 1.0


def author_state(analysis: Analysis, states: States, main: list[str]) -> str | None:
    """The state whose institutions act or speak: by the dateline, else by its offices."""
    home = analysis.lexicon.options.get("home")
    alone = analysis.lexicon.options.get("home_alone")
    if alone is not None and len(main) == 1 and alone not in main:
        return alone  # the only state named deals with that of the readers
    abroad = any(
        m.dateline and m.code in main[:2] and m.code != home and _acts(analysis, states, m.code)
        for m in states.mentions
    )
    if home in main[:2] or (
        not abroad
        and any(m.code == home and not m.place and _concerned(analysis, m) for m in states.mentions)
    ):
        return home
    if home is not None and _unnamed_home(analysis, states, main):
        return home
    unions = {m.code for m in states.mentions if m.union}
    partners = {m.code for m in states.mentions if m.partner}
    hosts = {c for c in partners if any(c != a and _acts(analysis, states, a) for a in main[:3])}
    for mention in states.mentions:
        if mention.code not in main[:2] and unions & set(main[:2]):
            continue  # "Brussels -": where the Union sits, not the state of that city
        if mention.dateline and mention.code in main and mention.code not in hosts:
            venue = mention.code != main[0] and not _acts(analysis, states, mention.code)
            if not venue or not _acts(analysis, states, main[0]):
                return mention.code
    counts: dict[str, float] = defaultdict(float)
    for mention in states.mentions:
        beside = analysis.tagged("title", mention.first - 3, mention.stop + 2)
        if any(h.value == "counterpart" for h in beside):
            counts[mention.code] -= 1.5
        elif mention.partner:
            counts[mention.code] -= 0.4
        elif not mention.third:
            offices = analysis.has("inst", mention.first - 4, mention.stop + 2)
            counts[mention.code] += 2.0 if offices else 0.5
    ranked = [code for code in main[:4] if counts[code] > 0]
    return max(ranked, key=lambda code: counts[code]) if ranked else (main[0] if main else None)


def _concerned(analysis: Analysis, mention: Mention) -> bool:
    """Whether the sentence that names a state tells of anything that is read here."""
    sentence = analysis.sentence_of(mention.first)
    return any(
        analysis.has(tag, sentence.first, sentence.stop)
        for tag in ("act", "agreement", "inst", "title")
    )


def _acts(analysis: Analysis, states: States, code: str) -> bool:
    """Whether a state acts by its offices, and does more than give its name to the venue."""
    return any(
        m.kind == "government"
        or analysis.has("inst", m.first - 4, m.stop + 2)
        or analysis.has("title", m.first - 8, m.stop)
        for m in states.mentions
        if m.code == code and not m.place and not m.partner
    )


def _pairs(states: States, fact: SentenceFacts) -> list[str]:
    """States that stand as a pair (`X and Y`), which a list of partners is not."""
    paired: list[str] = []
    for group in states.groups([m for m in fact.states if m.party]):
        codes = list(dict.fromkeys(m.code for m in group))
        if len(codes) == 2 and not all(m.partner for m in group):
            paired.extend(codes)
    return paired


def assign_parties(
    analysis: Analysis,
    states: States,
    persons: Persons,
    facts: list[SentenceFacts],
    main: list[str],
    author: str | None,
) -> None:
    """Give every event its states."""
    pair = _pair(states, main, author)
    paired = len(pair) == 2 and any(
        set(pair) <= {m.code for m in fact.states if m.party} for fact in facts
    )
    order = [author, *(c for c in main if c != author)] if author is not None else main
    home = analysis.lexicon.options.get("home")
    unsaid = author == home and not any(m.code == home for m in states.mentions)
    traveller, toured = toured_states(analysis, states, facts, pair, author)
    grantor: str | None = None
    granted: Event | None = None
    pairs_told: list[tuple[str, str]] = []
    entered = entered_state(analysis, facts)
    before: SentenceFacts | None = None
    beside: Event | None = None
    spoken: str | None = None
    heads = headings(analysis, states)
    under: dict[int, list[str]] = {}
    for fact in facts:
        events: list[Event] = []
        for event in sorted(fact.events, key=lambda e: e.kind != "unilateral_exemption"):
            if event.kind in ("visit", "accreditation"):
                events.extend(journeys(analysis, states, fact, event, pair, author))
                continue
            line = fact.sentence.line
            if line in heads:
                named = list(dict.fromkeys(m.code for m in fact.states if m.party))
                headed = of_heading(heads[line], named, under.get(line, []))
                if headed:
                    under[line] = headed
                    bind(event, headed, fact.states, "stated")
                    events.append(event)
                    continue
            forced = force_by_partner(fact, event, author)
            if forced:
                events.extend(forced)
                continue
            pointed = _pointed_at(analysis, fact, before)
            if pointed:
                bind(event, pointed, fact.states, "inferred")
                events.append(event)
                continue
            stop = stop_of_tour(fact, toured)
            if stop is not None and traveller is not None:
                bind(event, [traveller, stop], fact.states, "stated")
                events.append(event)
                continue
            related = relative_pair(analysis, fact, event, order)
            if related is not None:
                bind(event, list(related), fact.states, "stated")
                events.append(event)
                continue
            ours = told_by_us(analysis, fact, before, event, author if author in pair else None)
            several = [(ours[0], partner) for partner in ours[1]] if ours is not None else []
            if not several:
                several = with_another(analysis, fact, event, order)
            if not several:
                several = of_both(analysis, fact, event, pairs_told)
            if not several:
                several = of_each(states, fact, event)
            if not several:
                several = as_before(fact, event, pair, beside)
            if several:
                copies = [event, *(event.copy() for _ in several[1:])]
                for one, codes in zip(copies, several, strict=True):
                    bind(one, list(codes), fact.states, "stated")
                events.extend(copies)
                continue
            ordered = in_order(analysis, fact, event, pairs_told)
            if ordered:
                events.extend(told_in_order(fact, event, ordered))
                continue
            two = both_of_them(analysis, fact, event, pair, beside) or measure_on(fact, event)
            if two:
                bind(event, two, fact.states, "inferred")
                events.append(event)
                continue
            sentence = fact.sentence
            unnamed = unsaid or analysis.has("inst", sentence.first, sentence.stop)
            found = _parties(states, fact, event, pair, order, unnamed=unnamed, paired=paired)
            if granted is not None and again(fact, event, granted):
                event.states, event.states_how = granted.states, granted.states_how
            elif event.kind == "unilateral_exemption":
                grantor = grantor_of(analysis, fact, event, grantor, author, entered, spoken)
                unsaid_again = granted is not None and not any(m.party for m in fact.states)
                everyone = analysis.has("everyone", sentence.first, sentence.stop)
                if granted is not None and unsaid_again and not everyone:
                    event.states, event.states_how = granted.states, granted.states_how
                else:
                    granted = event
                    found = each_grantor(analysis, fact, event)
            elif granted is not None and of_exemption(analysis, fact, event, granted):
                event.states, event.states_how = granted.states, granted.states_how
            known_partner(fact, found, pairs_told)
            each_on_its_day(fact, found)
            events.extend(found)
        fact.events = events
        pairs_told.extend(
            (e.states[0], e.states[1])
            for e in events
            if e.kind in INSTRUMENT_KINDS and len(e.states) == 2 and e.states_how == "stated"
        )
        before = fact
        spoken = spoken_of(fact, spoken)
        said = any(m.partner and m.party for m in fact.states)
        told = {
            e.states: e for e in events if (e.states_how == "stated" or said) and len(e.states) == 2
        }
        if told:
            last = next(iter(told.values()))
            old = last.background or (last.date is not None and last.date.bare)
            beside = None if len(told) > 1 or old else last


def _pointed_at(analysis: Analysis, fact: SentenceFacts, before: SentenceFacts | None) -> list[str]:
    """`A and B never asked for visas. That regime dates from 2011`: the two named just before."""
    first = fact.sentence.first
    if before is None or fact.states or before.events:
        return []
    if analysis.at("this", first) is None or before.sentence.index + 1 != fact.sentence.index:
        return []
    codes = list(dict.fromkeys(m.code for m in before.states if m.party))
    return codes if len(codes) == 2 else []


def _beside(analysis: Analysis, mention: Mention) -> set[int]:
    """The words next to a state in which it may name a body or an office as its own."""
    gaps = analysis.tokens.gaps
    last = analysis.lexicon.options.get("verbs") == "last"
    low = mention.first if last else mention.first - 3  # "Кения үкіметі": the owner stands first
    words = {w for w in range(low, mention.stop + 3) if 0 <= w < len(gaps)}
    return {
        w
        for w in words
        if not any(gaps[k] for k in range(w + 1, mention.first + 1))
        and not any(gaps[k] for k in range(mention.stop, w + 1))
    }


def _unnamed_home(analysis: Analysis, states: States, main: list[str]) -> bool:
    """Whether a body or an officer acts whose state is not named: that of the readers."""
    parties = [m for m in states.mentions if m.party]
    pair = set(main[:2])
    if len(pair) == 2 and any({m.code for m in g} == pair for g in states.groups(parties)):
        return False  # the pair of the text is named
    head = [m for m in parties if analysis.sentence_of(m.first).index == 0]
    if {m.code for m in head} == pair and len({m.partner for m in head}) == 2:
        return False  # "X suspends its agreement with Y"
    named = {word for m in states.mentions for word in _beside(analysis, m)}
    if any(
        h.first not in named and not analysis.has("this", h.stop, h.stop + 2)
        for h in analysis.by_tag.get("inst", ())
    ):
        return True
    bodies = {h.first for h in analysis.by_tag.get("inst", ())}
    # a name may stand where the officer's state would ("in Djibouti, Prime Minister X");
    # the spokesperson of a body is named by its state
    return any(
        h.first not in named and h.value != "counterpart" and h.stop not in bodies
        for h in analysis.by_tag.get("title", ())
    )


def _pair(states: States, main: list[str], author: str | None) -> tuple[str, ...]:
    """The pair of the text: two partners of one author are no pair."""
    if author is None or author in main[:2] or len(main) < 3:
        return tuple(main[:2])
    if author == states.analysis.lexicon.options.get("home"):
        return (author, main[0])  # the state of the readers, and whom it deals with
    leaders = {m.code for m in states.mentions if m.party and not m.partner and m.code in main[:2]}
    return (author, main[0]) if not leaders else tuple(main[:2])


def _parties(
    states: States,
    fact: SentenceFacts,
    event: Event,
    pair: tuple[str, ...],
    main: list[str],
    *,
    unnamed: bool,
    paired: bool,
) -> list[Event]:
    """Set the states of an event; where it has several partners, return an event for each."""
    mentions = [m for m in fact.states if m.party]
    codes = list(dict.fromkeys(m.code for m in mentions))
    if event.kind == "unilateral_exemption" or (
        event.trigger.tag in ("from", "rangeword") and len(codes) > 2
    ):
        if len(codes) < 2:
            named = [m for m in fact.states if m.first > event.trigger.first and not m.place]
            codes = list(dict.fromkeys([*codes, *(m.code for m in named)]))
            mentions = fact.states  # "28 countries including India"
        chosen = codes if len(codes) >= 2 else [*dict.fromkeys([*codes, *pair])]
        if len(codes) == 1 and codes[0] not in pair and main:
            chosen = [codes[0], next((c for c in main if c != codes[0]), codes[0])]
        if main and main[0] not in chosen and unnamed:
            chosen = [main[0], *chosen]
        bind(event, chosen, mentions, "stated" if len(codes) >= 2 else "inferred")
        return [event]
    each = _each_partner(states.groups(mentions), codes, event, main)
    if each is not None:
        giver, members = each
        events = [event, *(event.copy() for _ in members[1:])]
        for one, member in zip(events, members, strict=True):
            bind(one, [giver, member], mentions, "stated")
        return events
    partners = list(dict.fromkeys(m.code for m in mentions if m.partner))
    others = list(dict.fromkeys(m.code for m in mentions if not m.partner))
    others = [code for code in others if code not in partners]
    if partners:
        author = _author(others, partners, mentions, event, main)
        if author is not None:
            if (
                len(partners) > 1
                and event.agreement is not None
                and not event.agreement.plural
                and not _one_list(states, mentions)
            ):
                final = states.analysis.lexicon.options.get("head") == "final"
                partners = nearest_partner(mentions, event, final=final)
            events = [event, *(event.copy() for _ in partners[1:])]
            for one, partner in zip(events, partners, strict=True):
                bind(one, [author, partner], mentions, "stated" if others else "inferred")
            return events
    if len(codes) == 2:
        bind(event, codes, mentions, "stated")
        return [event]
    if len(codes) > 2:
        listed = states.groups(mentions)
        if event.kind == "signature" and len(listed) == 1 and len(codes) <= 12:
            bind(event, codes, mentions, "stated")  # a treaty of several states
            return [event]
        group = closest_group(states, mentions, event)
        if group and set(pair) <= set(codes) and not set(group) & set(pair):
            group = []
        if group:
            bind(event, group, mentions, "stated")
        elif len(pair) == 2 and set(pair) <= set(codes):
            bind(event, list(pair), mentions, "stated")
        else:
            nearest = sorted(mentions, key=lambda m: abs(m.first - event.trigger.first))
            chosen = list(dict.fromkeys(m.code for m in nearest))[:2]
            bind(event, chosen, mentions, "inferred")
        return [event]
    host = [m.code for m in fact.states if m.place and m.kind == CAPITAL and not m.dateline]
    if not codes and not paired and len(set(host)) == 1 and host[0] not in pair and main:
        bind(event, [host[0], main[0]], fact.states, "inferred")
        return [event]
    if len(codes) == 1 and codes[0] not in pair and main:
        other = next((c for c in main if c != codes[0]), None)
        bind(event, [codes[0], *([other] if other else [])], mentions, "inferred")
        return [event]
    if len(codes) == 1 and main and codes[0] in pair and main[0] not in pair:
        bind(event, [codes[0], main[0]], mentions, "inferred")
        return [event]
    bind(event, list(pair), mentions, "inferred")
    return [event]


def _each_partner(
    listed: list[list[Mention]], codes: list[str], event: Event, main: list[str]
) -> tuple[str, list[str]] | None:
    """`plans agreements with eleven states, namely A, B, C ...`: the author, and each of them.

    What is done by a list that the author does not stand in may be a treaty among them.
    """
    asked = event.trigger.tag == "propose"  # "seeks a visa waiver from X and Y"
    if event.agreement is None or not (event.agreement.noun or asked):
        return None
    if event.mode == "done" and not event.agreement.plural:
        return None
    refers = event.agreement.plural and event.agreement.subject is None
    if refers and len(codes) > 2 and main and main[0] not in codes:
        return main[0], codes  # "the agreements were signed by the ministers of A, B and C"
    members = list(dict.fromkeys(m.code for m in max(listed, key=len, default=[])))
    others = [code for code in codes if code not in members]
    two = (event.agreement.plural or asked) and len(members) == 2 and others == main[:1]
    if (len(members) < 3 and not two) or len(others) > 1:
        return None
    author = others[0] if others else next(iter(main), None)
    if author is None or author in members:
        return None
    return author, members


def _one_list(states: States, mentions: list[Mention]) -> bool:
    """Whether all partners stand in one list: `agreements with X and Y`."""
    partners = [m for m in mentions if m.partner]
    return len(states.groups(partners)) == 1


def _author(
    others: list[str],
    partners: list[str],
    mentions: list[Mention],
    event: Event,
    main: list[str],
) -> str | None:
    """The state that deals with the partners: named in the sentence, else that of the text."""
    if len(others) == 1 and (
        others[0] in main[:2]
        or any(m.code == others[0] and m.first < event.trigger.first for m in mentions)
        or not any(code not in partners for code in main)
    ):
        return others[0]
    if len(others) > 1:
        for code in main:
            if code in others:
                return code
        return others[0]
    return next((code for code in main if code not in partners), None)
