"""The names nearest to one that was not found."""

from __future__ import annotations

from difflib import SequenceMatcher

from comity.names.index import NameIndex

MOST = 5
_LEAST_SHARED = 0.5
_LEAST_ALIKE = 0.7
_LONGEST = 60


def nearest(key: str, index: NameIndex) -> tuple[str, ...]:
    """Codes of the states whose folded names are most like `key`, best first, at most five."""
    if len(key) < 3 or len(key) > _LONGEST:
        return ()
    pairs = _pairs(key)
    scored: list[tuple[float, str, tuple[str, ...]]] = []
    for known, codes in index.entries():
        if abs(len(known) - len(key)) > 4 + len(key) // 4:
            continue
        other = _pairs(known)
        if 2 * len(pairs & other) >= _LEAST_SHARED * (len(pairs) + len(other)):
            alike = SequenceMatcher(None, key, known, autojunk=False).ratio()
            if alike >= _LEAST_ALIKE:
                scored.append((-alike, known, codes))
    found: dict[str, None] = {}
    for _, _, codes in sorted(scored):
        found.update(dict.fromkeys(codes))
    return tuple(found)[:MOST]


def _pairs(key: str) -> set[str]:
    return {key[i : i + 2] for i in range(len(key) - 1)}
