"""The words of a language, from `data/<lang>.tsv`, and the notation of its patterns.

A line is `tag<TAB>value<TAB>form`; a line that begins with a TAB has the tag and value of the
one above. Tags: `number`, `unit`, `unitadj`, `month`, `class`, `passport`, `language`, `option`,
`filler` and `group` (states that are one side together, `BEL+LUX+NLD`) are words; `=name` is a
macro; a kind of clause is a rule.

Rules: `!kind` makes a sentence speak of the kind, `kind` adds parameters in such a sentence,
`-kind` denies it; `@name` marks something else (a holder, the words of signing); `@keep` names
kinds that a sentence is about beside those that would displace them. In a pattern `(a/b c)` is
one of, `[a]` is a or nothing, `word*` any ending, `..` up to four words, `...` up to eighteen,
`~` up to five but no `and`, none of them past the end of a sentence; ` && b` asks for b too in
the sentence, ` && ! b` forbids it; `<n>` is a number, `<d>` a duration, `<t>` a date, `<s>` a
state; `{name}` a macro.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from comity.law.errors import DataError
from comity.read.treaty.text import fold

DATA = Path(__file__).parent / "data"

_PIECE = re.compile(r"\.\.\.|\.\.|~|<[ndtsc]>|\{\w+\}|[()\[\]/^;]|[^\s()\[\]/<>{}^;]+")
_WORDLIKE = "[^ .;|]+"
_AND = "(?!(?:and|et|y|e|и|visit|entry|visite|entree|visita|entrada|въезда) )"
"""No period is counted in another across these words: `30 days a visit, 90 in 180`."""

_GAP = {
    "..": f"(?: {_WORDLIKE}){{0,4}}?",
    "...": f"(?: {_WORDLIKE}){{0,18}}?",
    "~": f"(?: {_AND}{_WORDLIKE}){{0,5}}?",
}


_WORDS = ("number", "unit", "unitadj", "month", "class", "passport", "language", "filler", "group")
"""Tags of lines that are words, not rules."""

_NEAR = frozenset({"entry_into_force", "termination", "family"})
"""Kinds of which a sentence often names several periods: a rule means the nearest."""


class Rule:
    """One line about a clause: when it bites and what it then says."""

    __slots__ = ("_compiled", "_source", "guards", "kind", "role", "sets")

    def __init__(
        self,
        role: str,
        kind: str,
        sets: tuple[str, ...],
        source: str,
        guards: tuple[tuple[bool, re.Pattern[str]], ...] = (),
    ) -> None:
        self.role = role
        self.kind = kind
        self.sets = sets
        self.guards = guards
        self._source = source
        self._compiled: re.Pattern[str] | None = None

    @property
    def pattern(self) -> re.Pattern[str]:
        if self._compiled is None:
            self._compiled = re.compile(self._source)
        return self._compiled

    def allowed(self, string: str, begin: int, end: int) -> bool:
        """Whether the other words that the rule asks for, or forbids, agree in a sentence."""
        return all(
            (guard.search(string, begin, end) is not None) is wanted
            for wanted, guard in self.guards
        )


class Language(NamedTuple):
    """One language, ready."""

    code: str
    numbers: dict[str, int]
    joiners: frozenset[str]
    units: dict[str, str]
    unit_adjectives: dict[str, str]
    months: dict[str, int]
    classes: dict[str, str]
    passports: tuple[str, ...]
    languages: dict[str, str]
    fillers: frozenset[str]
    groups: dict[str, str]
    options: dict[str, tuple[str, ...]]
    triggers: tuple[Rule, ...]
    vetoes: tuple[Rule, ...]
    details: tuple[Rule, ...]
    holders: tuple[Rule, ...]
    marks: dict[str, tuple[Rule, ...]]


@lru_cache(maxsize=1)
def kinds() -> dict[str, str]:
    """Kind name to code of the taxonomy, in the order of the taxonomy."""
    lines = (DATA / "kinds.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {row[1]: row[0] for row in rows}


@lru_cache(maxsize=1)
def beats() -> frozenset[tuple[str, str]]:
    """Pairs of kinds: a sentence about the first is not about the second."""
    return frozenset((row[0], row[1]) for row in _precedence() if len(row) == 2)


@lru_cache(maxsize=1)
def absorbs() -> tuple[tuple[str, str], ...]:
    """Pairs of kinds: in an article about the first, the second is a detail of it."""
    return tuple((row[0], row[1]) for row in _precedence() if len(row) == 3)


def _precedence() -> list[list[str]]:
    lines = (DATA / "beats.tsv").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def languages() -> tuple[str, ...]:
    """The languages whose treaties can be read."""
    return tuple(sorted(path.stem for path in DATA.glob("??.tsv")))


@lru_cache(maxsize=16)
def language(code: str) -> Language:
    """Load a language.

    Raises:
        DataError: there is no such language, or a line of its file is wrong.
    """
    path = DATA / f"{code}.tsv"
    if not path.is_file():
        raise DataError(
            f"treaties in the language {code!r} cannot be read",
            where="treaty reader",
            expected=", ".join(languages()),
            mend="give the text in one of these languages",
        )
    tables: dict[str, dict[str, str]] = {tag: {} for tag in _WORDS}
    options: dict[str, tuple[str, ...]] = {}
    macros: dict[str, str] = {}
    rules: list[Rule] = []
    tag = value = ""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = line.split("\t")
        if fields[0]:
            tag, value = fields[0], fields[1] if len(fields) > 1 else ""
        form = fields[-1]
        if tag in tables:
            for word in form.split("|"):
                tables[tag][_key(word)] = value
        elif tag == "option":
            options[value] = tuple(part.strip() for part in form.split("|"))
        elif tag.startswith("="):
            macros[tag[1:]] = form
        else:
            rules.extend(_rules(tag, value, form, macros, f"{path.name}:{number}"))
    marks: dict[str, tuple[Rule, ...]] = {}
    for rule in rules:
        if rule.role == "@":
            marks[rule.kind] = (*marks.get(rule.kind, ()), rule)
    return Language(
        code=code,
        numbers={word: int(number) for word, number in tables["number"].items()},
        joiners=frozenset(options.get("joiners", ())),
        units=tables["unit"],
        unit_adjectives=tables["unitadj"],
        months={word: int(month) for word, month in tables["month"].items()},
        classes=tables["class"],
        passports=tuple(tables["passport"]),
        languages=tables["language"],
        fillers=frozenset(tables["filler"]),
        groups=tables["group"],
        options=options,
        triggers=tuple(rule for rule in rules if rule.role == "!"),
        vetoes=tuple(rule for rule in rules if rule.role == "-"),
        details=tuple(rule for rule in rules if rule.role in ("", "!") and rule.sets),
        holders=marks.get("holder", ()),
        marks=marks,
    )


def _key(word: str) -> str:
    return " ".join(fold(part) for part in word.replace("-", " ").replace("'", " ").split())


def _rules(tag: str, value: str, form: str, macros: dict[str, str], where: str) -> list[Rule]:
    role = tag[0] if tag[0] in "!-@" else ""
    kind = tag[1:] if role else tag
    if role != "@" and kind not in kinds():
        raise DataError(f"{kind!r} is no kind of clause", where=where, expected="see kinds.tsv")
    main, *others = form.split(" && ")
    guards: list[tuple[bool, re.Pattern[str]]] = []
    for other in others:
        wanted = not other.startswith("! ")
        sources = compile_pattern(other.removeprefix("! "), macros, where)
        # Groups named alike cannot stand in one expression; a guard captures nothing.
        union = "|".join(re.sub(r"\(\?P<\w+>", "(?:", source) for source in sources)
        guards.append((wanted, re.compile(union)))
    sets = tuple(value.split())
    return [
        Rule(role, kind, sets, source, tuple(guards))
        for source in compile_pattern(main, macros, where, near=kind in _NEAR and "<d>" in main)
    ]


def compile_pattern(
    form: str, macros: dict[str, str], where: str = "", *, near: bool = False
) -> list[str]:
    """A pattern as regular expressions over normalised text, one for each first word.

    Beginning with letters, each is found by a search for these letters, which is what keeps
    the reader fast. With `near`, a gap does not reach over a duration.
    """
    for _ in range(4):
        form = re.sub(r"\{(\w+)\}", lambda m: macros.get(m.group(1), m.group()), form)
    pieces = _PIECE.findall(form)
    if pieces and pieces[0] == "(":
        close = _closing(pieces)
        if close:
            branches = _branches(pieces[1:close])
            rest = pieces[close + 1 :]
            return [_join([*branch, *rest], where, near) for branch in branches]
    return [_join(pieces, where, near)]


def _closing(pieces: list[str]) -> int:
    depth = 0
    for index, piece in enumerate(pieces):
        depth += (piece == "(") - (piece == ")")
        if depth == 0:
            return index
    return 0


def _branches(pieces: list[str]) -> list[list[str]]:
    branches: list[list[str]] = [[]]
    depth = 0
    for piece in pieces:
        depth += (piece in "([") - (piece in ")]")
        if piece == "/" and depth == 0:
            branches.append([])
        else:
            branches[-1].append(piece)
    return branches


def _join(pieces: list[str], where: str, near: bool) -> str:
    parts: list[str] = []
    seen: dict[str, int] = {}
    for piece in pieces:
        if piece in _GAP:
            gap = _GAP[piece]
            parts.append(gap.replace("(?: ", "(?: (?!§d)", 1) if near else gap)
        elif piece[0] == "<" and len(piece) == 3:
            sign = piece[1]
            seen[sign] = seen.get(sign, 0) + 1
            parts.append(f"(?P<{sign}{seen[sign]}> §{sign})")
        elif piece in "([":
            parts.append("(?:")
        elif piece == ")":
            parts.append(")")
        elif piece == "]":
            parts.append(")?")
        elif piece == "/":
            parts.append("|")
        elif piece == ";":
            parts.append(" ;")
        elif piece == "^":
            parts.append("(?<=[.;|])")
        elif piece.startswith("{"):
            raise DataError(f"no macro {piece}", where=where, mend="define it above its first use")
        else:
            word = fold(piece)
            if word.endswith("*"):
                parts.append(" " + re.escape(word[:-1]) + "[^ ]*")
            else:
                parts.append(" " + re.escape(word) + "(?= |$)")
    source = "".join(parts)
    try:
        re.compile(source)
    except re.error as error:
        raise DataError(f"bad pattern: {error}", where=where, mend="see language.py") from error
    return source
