"""Names in the nominative: `с министром Сергеем Лавровым` speaks of Сергей Лавров.

The endings are data (options `titles_CASE` and `names_CASE` of a lexicon); a language whose names
do not bend has none. The case is that of the office before the name; `names_any` holds endings
that are taken off whatever the office shows, where only the name bends.
"""

from __future__ import annotations

from comity.read.words.analysis import Analysis
from comity.read.words.matcher import Hit

CASES = ("gen", "ins", "dat", "erg")
_VOWELS = frozenset("аеёиоуыэюяіїє")


def nominative(analysis: Analysis, title: Hit, name: str) -> str:
    """The name in the nominative, by the case in which the office before it stands."""
    options = analysis.lexicon.options
    case = _case_of(analysis, title) or "any"
    endings = [pair.split(">") for pair in options.get(f"names_{case}", "").split()]
    if not endings:
        return name
    words = name.split(" ")
    return " ".join(
        _bent(word, endings, last=index == len(words) - 1) for index, word in enumerate(words)
    )


def _case_of(analysis: Analysis, title: Hit) -> str | None:
    options = analysis.lexicon.options
    if "names_gen" not in options:
        return None
    last = options.get("titles_last") == "yes"  # only the last word of an office bends
    for word in range(title.stop - 1 if last else title.first, title.stop):
        norm = analysis.tokens.norms[word]
        if norm.endswith(tuple(options.get("titles_adjective", "-").split())):
            continue  # "extraordinary ambassador"
        for case in CASES:
            if norm.endswith(tuple(options.get(f"titles_{case}", "-").split())):
                return case
        return None
    return None


def _bent(word: str, endings: list[list[str]], *, last: bool) -> str:
    for ending, base in endings:
        if len(word) < len(ending) + 3 or not word.endswith(ending):
            continue
        if not base and (word[-len(ending) - 1] in _VOWELS or (last and ending == "у")):
            continue
        return word[: -len(ending)] + base
    return word


__all__ = ["nominative"]
