"""The names nearest to one that was not found."""

from __future__ import annotations

from comity.names.index import NameIndex

MOST = 5
_LEAST_SHARED = 0.5
_LEAST_ALIKE = 0.7
_NO_FURTHER = 0.12
_LONGEST = 60


def nearest(key: str, index: NameIndex) -> tuple[str, ...]:
    """Codes of the states whose folded names are most like `key`, best first, at most five."""
    from difflib import SequenceMatcher

    if len(key) < 3 or len(key) > _LONGEST:
        return ()
    pairs, slack = _pairs(key), 4 + len(key) // 4
    lengths = range(len(key) - slack, len(key) + slack + 1)
    scored: list[tuple[float, str]] = []
    for known in index:
        if len(known) not in lengths or known[0] not in key or key[0] not in known:
            continue
        other = _pairs(known)
        if 2 * len(pairs & other) >= _LEAST_SHARED * (len(pairs) + len(other)):
            alike = SequenceMatcher(None, key, known, autojunk=False).ratio()
            if alike >= _LEAST_ALIKE:
                scored.append((-alike, known))
    found: dict[str, None] = {}
    scored.sort()
    for score, known in scored:
        if len(found) >= MOST or score > scored[0][0] + _NO_FURTHER:
            break
        found.update(dict.fromkeys(index.claims(known)))
    return tuple(found)[:MOST]


def _pairs(key: str) -> set[str]:
    return {key[i : i + 2] for i in range(len(key) - 1)}
