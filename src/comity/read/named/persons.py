"""Persons in a text: names beside offices, the states they serve, who they are in an act."""

from __future__ import annotations

import re

from comity.read.named.mentions import Named, join_mentions, settle_counterparts, surname
from comity.read.named.names_in_text import MAX_NAME, Names
from comity.read.named.states import ADJECTIVE, CAPITAL, Mention, States
from comity.read.words.analysis import Analysis, Sentence
from comity.read.words.cases import nominative
from comity.read.words.matcher import Hit

_SUFFIX = re.compile(r"[’'][a-zçğıöşü]{1,4}$")
"""What an apostrophe adds to a name: the English genitive, the Turkish cases."""

_LESSER = frozenset(("ambassador", "minister", "deputy_prime_minister", "other", None))
"""Offices that yield to one told beside them: many ministers bear the rank of ambassador."""


class Persons:
    """All persons named in a text, each mention with office and state where they are told."""

    def __init__(self, analysis: Analysis, states: States) -> None:
        self.analysis = analysis
        self.states = states
        self._names = Names(analysis, states)
        self._last = len(analysis.tokens) - 1
        self._cased = analysis.lexicon.cased
        self.mentions: list[Named] = []
        for sentence in analysis.sentences:
            if not sentence.skip:
                self.mentions.extend(self._in_sentence(sentence))
        join_mentions(self.mentions)
        settle_counterparts(self.mentions)
        join_mentions(self.mentions)
        self._by_surname()

    def within(self, first: int, stop: int) -> list[Named]:
        return [p for p in self.mentions if first <= p.first < stop]

    def _in_sentence(self, sentence: Sentence) -> list[Named]:
        found: list[Named] = []
        bodies = [
            (h.first, h.stop) for h in self.analysis.tagged("inst", sentence.first, sentence.stop)
        ]
        for title in self.analysis.tagged("title", sentence.first, sentence.stop):
            if any(lo < title.first < hi for lo, hi in bodies) or self._royal_name(title):
                continue  # the council of ministers is no minister
            found.extend(self._beside(title, sentence, {p.first: p for p in found}))
        taken = {p.first for p in found}
        spoken = self._cased
        for said in self.analysis.tagged(
            "said", sentence.first, sentence.stop if spoken else sentence.first
        ):
            for first, stop in self._names_near(said, sentence):
                if first not in taken:
                    found.append(self._named(first, stop, sentence))
                    taken.add(first)
        if self._cased:
            for honor in self.analysis.tagged("honor", sentence.first, sentence.stop):
                name = self._names.at(honor.stop, sentence.stop)
                if name is not None and name[0] not in taken:
                    found.append(self._named(name[0], name[1], sentence))
                    taken.add(name[0])
        return sorted(found, key=lambda p: p.first)

    def _royal_name(self, title: Hit) -> bool:
        """`Minister of State Sultan bin X`: a word for a monarch may be a given name."""
        if title.value != "king" or title.stop - title.first > 1:
            return False
        return self.analysis.ending_at("title", title.first) is not None

    def _named(self, first: int, stop: int, sentence: Sentence, *, joined: bool = False) -> Named:
        written = self.analysis.words(first, stop).strip()
        if self.analysis.language == "ar" and joined:
            written = written.removeprefix("و")
        return Named(_SUFFIX.sub("", written), first, stop, sentence.index)

    def _beside(self, title: Hit, sentence: Sentence, taken: dict[int, Named]) -> list[Named]:
        """The names that belong to an office: after it (two after a plural), or before it."""
        found: list[Named] = []
        low, high = self._title_reach(title, sentence)
        after = self._names_after(high, sentence, 2 if "plural" in title.value else 1)
        role = title.value.removesuffix(":plural")
        if not after:
            before = self._name_before(low, sentence)
            after = [before] if before is not None else []
        if not after and role != "counterpart" and "plural" not in title.value:
            far = self._name_past_office(high, sentence)
            if far is not None:
                after, high = [far], far[0]
                if self.analysis.has("foreignoffice", title.first, high):
                    role = "foreign_minister" if role == "minister" else role
        for index, (first, stop) in enumerate(after):
            held = taken.get(first)
            if held is not None:
                # "Ambassador X, Minister of Foreign Affairs": the office after the name counts
                if held.role in _LESSER and role != "counterpart" and held.first == first:
                    held.role = role
                    if held.state is None:
                        self._state_of(held, title, low, high, sentence, index, len(after))
                continue
            person = self._named(first, stop, sentence, joined=index > 0)
            person.role = role
            if role == "secretary_general" and any(
                self.analysis.has(tag, title.first, high) for tag in ("inst", "foreignoffice")
            ):
                person.role = "other"  # of a ministry, not of an organisation
            person.name = nominative(self.analysis, title, person.name)
            person.title_first = title.first
            self._state_of(person, title, low, high, sentence, index, len(after))
            found.append(person)
        return found

    def _title_reach(self, title: Hit, sentence: Sentence) -> tuple[int, int]:
        """The words of the office with the states and glue that belong to it."""
        high = title.stop
        for inner in self.states.within(title.first + 1, title.stop):
            high = max(high, inner.stop)
        while high < sentence.stop and self.analysis.tokens.gaps[high] == 0:
            step = self._glue(high)
            if step is None:
                break
            high = step
        low = title.first
        while low > sentence.first and (
            self.analysis.tokens.gaps[low] == 0 or self.analysis.between(low) in (")", "）")
        ):
            mention = next((m for m in self.states.mentions if m.stop == low), None)
            if mention is not None:
                if low != title.first or mention.place or mention.kind == CAPITAL:
                    break
                low = mention.first
                continue
            det = self.analysis.ending_at("det", low) or self.analysis.ending_at("honor", low)
            if det is None:
                break
            low = det.first
        return low, high

    def _glue(self, word: int) -> int | None:
        mention = next((m for m in self.states.mentions if m.first == word), None)
        if mention is not None:
            return mention.stop
        toward = self.analysis.at("in", word)
        if toward is not None:
            host = next((m for m in self.states.mentions if m.first == toward.stop), None)
            if host is not None:
                return host.stop
        of = self.analysis.at("of", word)
        if of is not None:
            served = next((m for m in self.states.mentions if m.first == of.stop), None)
            if served is not None:
                return served.stop
        topic = self.analysis.at("topic", word)
        if topic is not None and not self.analysis.tokens.gaps[word]:
            return topic.stop
        for tag in ("titleglue", "inst", "of", "det", "honor", "title", "and", "both"):
            hit = self.analysis.at(tag, word)
            if hit is None or (tag == "det" and self._capital(word)):
                continue
            if tag == "honor" and self.analysis.tokens.gaps[min(hit.stop, self._last)] >= 2:
                continue  # "Hon. X": the name begins with it
            if not (tag == "title" and self._royal_name(hit)):
                return hit.stop
        return None

    def _capital(self, word: int) -> bool:
        """Whether a word begins with a capital inside a sentence of a language that has them."""
        first = self.analysis.text[self.analysis.tokens.starts[word]]
        return first.isupper() and self.analysis.sentence_of(word).first != word

    def _names_after(self, word: int, sentence: Sentence, wanted: int) -> list[tuple[int, int]]:
        names: list[tuple[int, int]] = []
        cursor = word
        while cursor < sentence.stop and len(names) < wanted:
            past = self._past_bracket(cursor, sentence) if names else None
            if past is not None:
                cursor = past
                continue
            if self.analysis.tokens.gaps[cursor] >= 2:
                break
            if self.analysis.tokens.gaps[cursor] == 1 and self.analysis.between(
                cursor
            ).strip() not in (
                ",",
                "(",
                "،",
                "，",
                "、",
                ")",
                ") ,",
                "),",
                "«",
                '"',
                "“",
            ):
                break
            if self._arabic_and(cursor):
                break
            name = self._names.at(cursor, sentence.stop)
            if name is not None:
                second = self._second_arabic(name) if len(names) + 1 < wanted else None
                if second is not None:
                    return [*names, (name[0], second), (second, name[1])]
                names.append(name)
                cursor = name[1]
                continue
            step = self._glue(cursor)
            joins = self.analysis.at("and", cursor)
            if step is None or (joins is not None and joins.stop == step and not names):
                break
            cursor = step
        return names

    def _past_bracket(self, word: int, sentence: Sentence) -> int | None:
        """The word after `(Congo)`, whatever stands in the brackets after a name."""
        if "(" not in self.analysis.between(word):
            return None
        for ahead in range(word + 1, min(word + 5, sentence.stop)):
            if ")" in self.analysis.between(ahead):
                return ahead if self.analysis.between(ahead).strip() in (")", "),") else None
        return None

    def _name_past_office(self, word: int, sentence: Sentence) -> tuple[int, int] | None:
        """The name after a long office: `minister of integration and of ..., X Y,`."""
        if not self._cased:
            return None
        for cursor in range(word + 1, min(word + 12, sentence.stop)):
            if any(self.analysis.at(tag, cursor) for tag in ("act", "title", "said", "passive")):
                return None
            if self.analysis.tokens.gaps[cursor]:
                if self.analysis.between(cursor).strip() != ",":
                    return None
                return self._names.at(cursor, sentence.stop)
        return None

    def _second_arabic(self, name: tuple[int, int]) -> int | None:
        """Where the second of two joined names begins: `X Y and-Z W` after a plural office."""
        if self.analysis.language != "ar":
            return None
        norms = self.analysis.tokens.norms
        return next((w for w in range(name[0] + 2, name[1] - 1) if norms[w][0] == "و"), None)

    def _arabic_and(self, word: int) -> bool:
        """In Arabic a word that begins with `and` after a comma begins another person."""
        return (
            self.analysis.language == "ar"
            and self.analysis.tokens.gaps[word] == 1
            and self.analysis.tokens.norms[word].startswith("و")
        )

    def _uncased_before(self, word: int, sentence: Sentence) -> tuple[int, int] | None:
        """`the prince X Y, minister of ...`: the words from an honorific to the office."""
        for honor in reversed(self.analysis.tagged("honor", max(sentence.first, word - 6), word)):
            free = all(w not in self._names.blocked for w in range(honor.stop, word))
            if 2 <= word - honor.stop <= 5 and free:
                return honor.stop, word
            return None
        return None

    def _name_before(self, word: int, sentence: Sentence) -> tuple[int, int] | None:
        if self.analysis.language in ("ja", "ko"):
            return self._names.before_office(word, sentence.first)
        if word > sentence.first and self.analysis.lexicon.spaced and not self._cased:
            found = self._uncased_before(word, sentence)
            if found is not None:
                return found
        if word <= sentence.first or self.analysis.tokens.gaps[word] != 1:
            return None
        if self.analysis.between(word).strip() not in (",", "(", "،", "，"):
            return None
        for first in range(max(sentence.first, word - MAX_NAME), word):
            name = self._names.at(first, word)
            if (
                name is not None
                and name[1] == word
                and (first == sentence.first or not self._names.is_word(first - 1))
            ):
                return name
        return None

    def _names_near(self, said: Hit, sentence: Sentence) -> list[tuple[int, int]]:
        name = self._names.at(said.stop, sentence.stop)
        if name is not None:
            return [name]
        for first in range(max(sentence.first, said.first - MAX_NAME), said.first):
            name = self._names.at(first, said.first)
            if name is not None and name[1] == said.first:
                return [name]
        return []

    def _state_of(
        self,
        person: Named,
        title: Hit,
        low: int,
        high: int,
        sentence: Sentence,
        index: int,
        count: int,
    ) -> None:
        inside = self.states.within(title.first, high)
        if not inside or person.role == "ambassador":
            inside = self.states.within(low, high)
        if not inside and count == 1:
            inside = self._on_behalf(low)
        if not inside:
            # "Kazakh Foreign Minister X", "Minister X of Togo", "X (Congo)"
            after = self.states.within(person.stop, min(sentence.stop, person.stop + 3))
            between = self.analysis.between(person.stop) if person.stop < sentence.stop else ""
            bracketed = bool(after) and after[0].first == person.stop and "(" in between
            if after and (bracketed or self.analysis.at("of", person.stop) is not None):
                inside = after[:1]
                if count > 1:
                    person.state = inside[0].code  # "the ministers X of Togo and Y of Peru"
                    return
        if not inside:
            return
        if count > 1 and len(inside) >= count:
            person.state = inside[index].code
        elif count == 1:
            person.state = _own_state(self.analysis, title, inside, person.role)

    def _on_behalf(self, low: int) -> list[Mention]:
        """`for Togo, the minister X`: the state a signatory stands for, told before the office."""
        for mention in self.states.within(max(0, low - 6), low):
            if low - mention.stop <= 2 and self.analysis.ending_at("onbehalf", mention.first):
                return [mention]
        return []

    def _by_surname(self) -> None:
        """Mentions by the surname alone, of persons named in full elsewhere."""
        if not self._cased:
            return
        tokens = self.analysis.tokens
        known = {surname(p.name): p for p in self.mentions if len(surname(p.name)) >= 4}
        covered = {w for p in self.mentions for w in range(p.first, p.stop)}
        for word in range(len(tokens)):
            start, end = tokens.starts[word], tokens.ends[word]
            held = known.get(surname(self.analysis.text[start:end]))
            if held is None or word in covered or word in self._names.blocked:
                continue
            sentence = self.analysis.sentence_of(word)
            if sentence.skip or not self.analysis.text[start].isupper():
                continue
            person = Named(held.name, word, word + 1, sentence.index)
            person.role, person.state = held.role, held.state
            self.mentions.append(person)
        self.mentions.sort(key=lambda p: p.first)

    def serve_in_order(self, pair: list[str]) -> None:
        """Two officers named after one plural office serve the two states in their order."""
        first: Named | None = None
        for person in self.mentions:
            same = (
                first is not None
                and first.sentence == person.sentence
                and first.title_first == person.title_first
                and first.role is not None
            )
            if not same or first is None or len(pair) != 2:
                pass
            elif first.state is None and person.state is None:
                first.state, person.state = pair
                first.state_how = person.state_how = "inferred"
            first = person


def _own_state(
    analysis: Analysis, title: Hit, inside: list[Mention], role: str | None
) -> str | None:
    """The state an officer serves: for an ambassador the sender, not the host."""
    adjectives = [m for m in inside if m.kind == ADJECTIVE]
    if role == "ambassador":
        for mention in inside:
            if mention.kind != CAPITAL and analysis.ending_at("in", mention.first) is None:
                return mention.code
        return None
    if adjectives:
        return adjectives[0].code
    return inside[0].code
