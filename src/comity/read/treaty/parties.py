"""Which states a treaty names, which of them are its parties, and whose passports it covers."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from comity.read.treaty.language import Language
from comity.read.treaty.text import BREAK, STATE, WORD, Token, fold, without_apostrophe

_GAZETTEER = Path(__file__).parents[1] / "data" / "gazetteer"
_KINDS = ("name", "long", "adjective", "demonym", "government")
_ENDING = 5
"""How many letters may follow a stem in the gazetteer."""

_LONGEST = 9
_GROUP_REACH = 14


class Name(NamedTuple):
    """One name of a state."""

    words: tuple[str, ...]
    code: str
    kind: str
    sure: bool


class Names:
    """The names of states in one language, found by their first word."""

    def __init__(self, code: str) -> None:
        self._exact: dict[str, list[Name]] = {}
        self._stems: dict[str, list[Name]] = {}
        self.capitals: dict[str, str] = {}
        path = _GAZETTEER / f"{code}.tsv"
        if path.is_file():
            for line in path.read_text("utf-8").splitlines():
                if line and not line.startswith("#"):
                    self._add(line.split("\t"))
        for table in (self._exact, self._stems):
            for names in table.values():
                names.sort(key=lambda name: -len(name.words))

    def _add(self, fields: list[str]) -> None:
        code, kind, forms = fields[0], fields[1], fields[2].split("|")
        flags = fields[3] if len(fields) > 3 else ""
        if kind == "capital":
            for form in forms:
                if form[:3] == forms[0][:3]:  # a case of the first form, not another city
                    self.capitals[fold(form.rstrip("*"))] = forms[0].rstrip("*")
        if kind not in _KINDS or "abbrev" in flags:
            return
        for form in forms:
            words = tuple(_words(form))
            if not words:
                continue
            name = Name(words, code, kind, "ambiguous" not in flags)
            if words[0].endswith("*"):
                self._stems.setdefault(words[0][:3], []).append(name)
            else:
                self._exact.setdefault(words[0], []).append(name)

    def at(self, tokens: list[Token], index: int, capital: bool) -> tuple[Name, int] | None:
        """The longest name that begins at a token, and where it ends.

        A word without a `capital` is an adjective or a demonym: `suisse` beside `Suisse`.
        """
        word = tokens[index].norm
        best: tuple[Name, int] | None = None
        for name in (*self._exact.get(word, ()), *self._stems.get(word[:3], ())):
            size = len(name.words)
            if (best and best[1] - index >= size) or index + size > len(tokens):
                continue
            if not capital and name.kind not in ("adjective", "demonym"):
                continue
            if all(_same(tokens[index + k], name.words[k]) for k in range(size)):
                best = (name, index + size)
        return best


def _same(token: Token, word: str) -> bool:
    if token.kind != WORD:
        return False
    if word.endswith("*"):
        stem = word[:-1]
        return token.norm.startswith(stem) and len(token.norm) - len(stem) <= _ENDING
    return token.norm == word


def _words(form: str) -> list[str]:
    words: list[str] = []
    current = ""
    for char in without_apostrophe(form.lower()):
        if char.isalpha() or char == "*":
            current += char
        elif current:
            words.append(fold(current))
            current = ""
    if current:
        words.append(fold(current))
    return words


@lru_cache(maxsize=16)
def names(code: str) -> Names:
    """The names of states in a language."""
    return Names(code)


def members(value: object) -> tuple[str, ...]:
    """The codes that the value of a token for a state, or for a group of states, stands for."""
    return tuple(value[0].split("+")) if isinstance(value, tuple) else ()


def tag_states(
    tokens: list[Token], text: str, table: Names, groups: dict[str, str] | None = None
) -> list[Token]:
    """Every name of a state as one token whose value is (code, kind of name).

    The name of a group, such as `Benelux`, has the codes of its members joined by `+`.
    """
    groups = groups or {}
    result: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.norm in groups:
            value = (groups[token.norm], "group")
            result.append(Token(STATE, "§s", token.start, token.end, value))
            index += 1
            continue
        capital = text[token.start].isupper()
        found = table.at(tokens, index, capital) if token.kind == WORD else None
        if found is not None:
            name, stop = found
            if name.sure and not (name.kind == "government" and _of_another(result)):
                end = tokens[stop - 1].end
                result.append(Token(STATE, "§s", token.start, end, (name.code, name.kind)))
                index = stop
                continue
        result.append(token)
        index += 1
    return result


def _of_another(before: list[Token]) -> bool:
    """`the Austrian Federal Government` is Austria's, whosever such a government else is."""
    last = before[-1] if before else None
    return (
        last is not None
        and last.kind == STATE
        and isinstance(last.value, tuple)
        and last.value[1] in ("adjective", "demonym")
    )


def state_codes(
    tokens: list[Token], kinds: tuple[str, ...] = ("name", "long", "group")
) -> list[str]:
    """The distinct states among the tokens, in order."""
    found: list[str] = []
    for token in tokens:
        if token.kind == STATE and isinstance(token.value, tuple):
            for code in members(token.value):
                if token.value[1] in kinds and code not in found:
                    found.append(code)
    return found


class Group(NamedTuple):
    """A list of passport classes: `diplomatic, service and special passports`."""

    first: int
    stop: int
    classes: tuple[str, ...]


def class_groups(tokens: list[Token], lang: Language) -> list[Group]:
    """The lists of classes around each word for a passport."""
    left_first = lang.options["class_side"][0] == "left"
    links = frozenset(lang.options["links"])
    found: list[Group] = []
    for index, token in enumerate(tokens):
        if token.kind != WORD or not any(_same(token, word) for word in lang.passports):
            continue
        left = _walk(tokens, index, -1, lang, links)
        right = _walk(tokens, index, 1, lang, links)
        chosen = (left or right) if left_first else (right or left)
        own = _class_of(token, lang)
        if own is not None:  # the word for the passport names its class: `Dienstpass`
            chosen = [*left, (index, own)]
        both = "public_affairs" in {c for _, c in (*left, *right)}
        members = [*left, *right] if both else chosen
        if members:
            positions = [position for position, _ in members]
            classes = tuple(
                dict.fromkeys(c for _, name in sorted(members) for c in name.split("+"))
            )
            if "public_affairs" in classes:
                classes = tuple(c for c in classes if c != "ordinary")
            first, stop = min(*positions, index), max(*positions, index) + 1
            if found and first < found[-1].stop:
                merged = tuple(dict.fromkeys((*found[-1].classes, *classes)))
                found[-1] = Group(found[-1].first, stop, merged)
            else:
                found.append(Group(first, stop, classes))
    return found


def _walk(
    tokens: list[Token], index: int, step: int, lang: Language, links: frozenset[str]
) -> list[tuple[int, str]]:
    members: list[tuple[int, str]] = []
    for distance in range(1, _GROUP_REACH):
        position = index + step * distance
        if not 0 <= position < len(tokens):
            break
        token = tokens[position]
        if token.kind == STATE and distance < 4 and not members:
            continue
        if token.kind != WORD:
            break
        name = _class_of(token, lang)
        if name is not None:
            members.append((position, name))
        elif token.norm not in links:
            break
    return members


def _class_of(token: Token, lang: Language) -> str | None:
    name = lang.classes.get(token.norm)
    if name is not None:
        return name
    for stem, value in lang.classes.items():
        if stem.endswith("*") and token.norm.startswith(stem[:-1]):
            return value
    return None


def classes_by_state(
    tokens: list[Token], groups: list[Group], parties: tuple[str, ...]
) -> dict[str, list[str]]:
    """Who is covered with which classes, in the words of one sentence or item of a list.

    One state named: its classes. Two states and two lists: each list goes with the state that
    stands nearest before it (or after it, where the list comes first). Otherwise both.
    """
    states = [
        (index, token.value[0])
        for index, token in enumerate(tokens)
        if token.kind == STATE and isinstance(token.value, tuple)
        if all(code in parties for code in members(token.value))
    ]
    distinct = list(dict.fromkeys(code for _, code in states))
    result: dict[str, list[str]] = {}
    if len(distinct) >= 2 and len(groups) >= 2:
        before = states[0][0] < groups[0].first
        for group in groups:
            if before:
                near = [code for index, code in states if index < group.stop]
                code = near[-1] if near else ""
            else:
                near = [code for index, code in states if index >= group.first]
                code = near[0] if near else ""
            for party in code.split("+") if code else parties:
                _add(result, party, group.classes)
        return result
    for group in groups:
        for party in parties:
            _add(result, party, group.classes)
    return result


def _add(result: dict[str, list[str]], party: str, classes: tuple[str, ...]) -> None:
    known = result.setdefault(party, [])
    known.extend(c for c in classes if c not in known)


def items(tokens: list[Token]) -> list[list[Token]]:
    """The items of a list: what stands between semicolons, colons and breaks."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind == BREAK:
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]
