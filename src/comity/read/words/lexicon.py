"""The words of a language: data files read into one matcher.

A lexicon is a table of lines `tag<TAB>value<TAB>form | form | ...`; `docs/reader.md` explains
the tags and the notation of forms. States and their names are in the gazetteer.
"""

from __future__ import annotations

import itertools
import re
from functools import lru_cache
from pathlib import Path

import msgspec

from comity.law.errors import DataError
from comity.read.words.matcher import ANY, Matcher
from comity.read.words.tokens import UNSPACED, Tokens, fold

DATA = Path(__file__).parents[1] / "data"
"""Where the data files of the reader are."""

STEM_TAIL = 7
"""How many letters `*` stands for in a lexicon; `**` stands for up to twelve."""

NAME_TAIL = 4
"""How many letters `*` stands for in a gazetteer."""

KEPT = "="
"""Before an Arabic word: the article belongs to it (`=اليوم` is today, `يوم` a day)."""

UNION = "union"
"""What marks the name of an organisation that acts as a party."""

_GROUP = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_MAX_FORMS = 4_096


class Lexicon(msgspec.Struct, frozen=True):
    """One language, compiled."""

    language: str
    matcher: Matcher
    spaced: bool
    """Whether the language separates words by spaces."""
    cased: bool
    """Whether names are written with capitals (option `cased`)."""
    inflected: bool
    """Whether names of cities bend, so that the dictionary form is the list's (option)."""
    locative: tuple[str, ...]
    """Endings of place on names (option)."""
    comitative: tuple[str, ...]
    """Endings on names that say `with` (option)."""
    options: dict[str, str]
    """Settings of the language: lines with the tag `option`."""


@lru_cache(maxsize=64)
def lexicon(language: str) -> Lexicon:
    """The compiled lexicon of a language.

    Raises:
        DataError: there is no lexicon for the language, or a line of it is wrong.
    """
    path = DATA / "lexicon" / f"{language}.tsv"
    if not path.exists():
        raise DataError(
            f"there is no lexicon for the language {language!r}",
            where=str(path.name),
            expected=", ".join(languages()),
            mend="add one: see docs/reader.md, 'Adding a language'",
        )
    matcher = Matcher(language)
    options: dict[str, str] = {}
    endings = _load_file(path, matcher, language, options)
    sources = [language]
    if "like" in options:
        like, own = options["like"], dict(options)
        sources.append(like)
        endings += _load_file(DATA / "lexicon" / f"{like}.tsv", matcher, language, options)
        options.update(own)
    for source in sources:
        titles = DATA / "titles" / f"{source}.tsv"
        if titles.exists():
            _load_titles(titles, matcher, language)
        names = DATA / "gazetteer" / f"{source}.tsv"
        if names.exists():
            _load_gazetteer(names, matcher, language, endings)
    matcher.whole = frozenset(fold(word, language) for word in options.get("whole", "").split())
    matcher.seal()
    return Lexicon(
        language,
        matcher,
        language not in UNSPACED,
        options.get("cased") != "no",
        options.get("inflected") == "yes",
        tuple(options.get("locative", "").split()),
        tuple(options.get("comitative", "").split()),
        options,
    )


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """The languages that can be read, by their ISO 639-1 codes."""
    return tuple(sorted(path.stem for path in (DATA / "lexicon").glob("*.tsv")))


def expand(form: str) -> list[str]:
    """Spell out a form: `(a/b)` is one of, `[a]` is a or nothing.

    >>> expand("exempt[ion] (of/from) visa")
    ['exempt of visa', 'exempt from visa', 'exemption of visa', 'exemption from visa']
    """
    parts: list[list[str]] = []
    position = 0
    for group in _GROUP.finditer(form):
        parts.append([form[position : group.start()]])
        if group.group(1) is not None:
            parts.append(group.group(1).split("/"))
        else:
            parts.append(["", *group.group(2).split("/")])
        position = group.end()
    parts.append([form[position:]])
    return ["".join(choice) for choice in itertools.product(*parts)]


def words_of(form: str, language: str, tail: int = STEM_TAIL) -> list[tuple[str, int]]:
    """A spelled-out form as folded words, each with how many letters may follow it."""
    words: list[tuple[str, int]] = []
    for piece in form.split():
        kept = piece.startswith(KEPT)
        if piece == ANY:
            words.append((ANY, 0))
            continue
        tokens = Tokens(piece, language)
        for index, norm in enumerate(tokens.norms):
            rest = piece[tokens.ends[index] : tokens.ends[index] + 2]
            extra = 12 if rest == "**" else tail if rest[:1] == "*" else 0
            if language == "ar" and not kept and len(norm) > 4 and norm.startswith("ال"):
                norm = norm[2:]  # the article is dropped on both sides, so it is never listed
            words.append((norm, extra))
    return words


def _load_file(
    path: Path, matcher: Matcher, language: str, options: dict[str, str]
) -> tuple[str, ...]:
    """Add the forms of a lexicon; return the endings of names (tag `ending`), folded."""
    endings: list[str] = []
    tag = value = ""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) == 3:
            if fields[0]:
                tag, value = fields[0].strip(), fields[1].strip()
        elif not (len(fields) == 2 and not fields[0]):
            raise DataError(
                f"{len(fields)} fields",
                where=f"{path.name}:{number}",
                expected="tag, value and forms separated by tabs",
            )
        if tag == "option":
            options[value] = fields[-1].strip()
            continue
        forms = [form.strip() for form in fields[-1].split("|")]
        if tag == "ending":
            endings.extend(fold(form, language) for form in forms)
            continue
        entry, meaning = tag, value
        if tag == "party":
            entry, meaning = "state", "\t".join((value, "name", UNION, forms[0]))
        for form in forms:
            spelled = expand(form)
            if len(spelled) > _MAX_FORMS:
                raise DataError(
                    f"a form has {len(spelled)} spellings", where=f"{path.name}:{number}"
                )
            for text in spelled:
                matcher.add(words_of(text, language), entry, meaning)
    return tuple(dict.fromkeys(endings))


def _load_titles(path: Path, matcher: Matcher, language: str) -> None:
    for line in path.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            role, forms = line.split("\t")[:2]
            for form in forms.split("|"):
                for text in expand(form.strip()):
                    matcher.add(words_of(text, language), "title", role)


def _load_gazetteer(path: Path, matcher: Matcher, language: str, endings: tuple[str, ...]) -> None:
    for line in path.read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        fields = line.split("\t")
        code, kind, forms = fields[:3]
        flags = fields[3].strip() if len(fields) > 3 else ""
        names = [form.strip() for form in forms.split("|")]
        value = "\t".join((code, kind, flags, names[0].rstrip("*+~")))
        for form in names:
            words = words_of(form, language, NAME_TAIL)
            if not form.endswith("~"):
                matcher.add(words, "state", value)
            if form.endswith(("+", "~")):
                last = words.pop()[0]
                for ending in endings:
                    matcher.add([*words, (last + ending, 0)], "state", value)


__all__ = ["DATA", "Lexicon", "expand", "languages", "lexicon", "words_of"]
