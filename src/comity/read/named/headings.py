"""Digests: lines that open with the state, or the two states, that they are about."""

from __future__ import annotations

from comity.read.named.states import LONG, NAME, States
from comity.read.words.analysis import Analysis, Sentence

HEADING = 8
"""How many words the opening of a line may have to be a heading."""


def headings(analysis: Analysis, states: States) -> dict[int, list[str]]:
    """By line: the states of its heading (`Armenia - Uruguay. On Wednesday ...`)."""
    found: dict[int, list[str]] = {}
    lines: dict[int, list[Sentence]] = {}
    for sentence in analysis.sentences:
        lines.setdefault(sentence.line, []).append(sentence)
    for line, members in lines.items():
        opening = members[0]
        if line == 0 or len(members) < 2 or opening.stop - opening.first > HEADING:
            continue
        named = states.in_sentence(opening)
        codes = list(dict.fromkeys(m.code for m in named))
        names = all(m.kind in (NAME, LONG) for m in named)  # a city is a dateline
        if 1 <= len(codes) <= 2 and names and _only_states(analysis, states, opening):
            found[line] = codes
    return found


def _only_states(analysis: Analysis, states: States, sentence: Sentence) -> bool:
    """Whether a sentence holds nothing but names of states and what joins them."""
    covered: set[int] = set()
    for mention in states.in_sentence(sentence):
        covered.update(range(mention.first, mention.stop))
    for word in range(sentence.first, sentence.stop):
        if word in covered or analysis.tokens.norms[word].isdigit():
            continue
        if analysis.at("and", word) is None:
            return False
    return True


def of_heading(heading: list[str], named: list[str], before: list[str]) -> list[str]:
    """The parties of an act under a heading: with those named, or those told before."""
    others = [code for code in named if code not in heading]
    if len(heading) == 2:
        return heading if not others else []
    if len(others) == 1:
        return [heading[0], others[0]]
    return before if not others else []


__all__ = ["headings", "of_heading"]
