"""Which language a text is in, by its script and its commonest words.

Languages that Comity cannot read are still told apart, so that the answer can say so.
"""

from __future__ import annotations

import re
from functools import lru_cache

from comity.read.words.lexicon import DATA

SAMPLE = 6_000
"""How many characters at the beginning decide."""

_SCRIPTS = (
    ("han", re.compile(r"[\u3400-\u9fff]")),
    ("kana", re.compile(r"[\u3040-\u30ff]")),
    ("hangul", re.compile(r"[\uac00-\ud7af]")),
    ("arabic", re.compile(r"[\u0600-\u06ff]")),
    ("cyrillic", re.compile(r"[\u0400-\u04ff]")),
    ("latin", re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")),
    ("greek", re.compile(r"[\u0370-\u03ff]")),
    ("hebrew", re.compile(r"[\u0590-\u05ff]")),
    ("thai", re.compile(r"[\u0e00-\u0e7f]")),
    ("georgian", re.compile(r"[\u10a0-\u10ff]")),
    ("armenian", re.compile(r"[\u0530-\u058f]")),
    ("devanagari", re.compile(r"[\u0900-\u097f]")),
    ("bengali", re.compile(r"[\u0980-\u09ff]")),
    ("ethiopic", re.compile(r"[\u1200-\u137f]")),
)
_ONE_LANGUAGE = {
    "kana": "ja",
    "hangul": "ko",
    "greek": "el",
    "hebrew": "he",
    "thai": "th",
    "georgian": "ka",
    "armenian": "hy",
    "devanagari": "hi",
    "bengali": "bn",
    "ethiopic": "am",
}
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=1)
def _profiles() -> dict[str, dict[str, dict[str, float]]]:
    """Script to language to weight of a word or letter, from `data/languages.tsv`."""
    profiles: dict[str, dict[str, dict[str, float]]] = {}
    for line in (DATA / "languages.tsv").read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        script, language, kind, items = line.split("\t")
        weights = profiles.setdefault(script, {}).setdefault(language, {})
        for item in items.split():
            weights[item] = 1.0 if kind == "words" else 0.25
    return profiles


def detect(text: str) -> str | None:
    """The ISO 639-1 code of the text's language, or None where it cannot be told.

    >>> detect("Le ministre a signé un accord avec les représentants de la République.")
    'fr'
    """
    sample = text[:SAMPLE]
    counts = {name: len(pattern.findall(sample)) for name, pattern in _SCRIPTS}
    if counts["kana"] > 5 and counts["kana"] * 8 > counts["han"]:
        return "ja"
    counts["han"] *= 3
    script = max(counts, key=lambda name: counts[name])
    if counts[script] < 8:
        return None
    if script == "han":
        return "zh"
    if script in _ONE_LANGUAGE:
        return _ONE_LANGUAGE[script]
    return _best(sample, _profiles().get(script, {}))


def _best(sample: str, profiles: dict[str, dict[str, float]]) -> str | None:
    lowered = sample.lower()
    words: dict[str, int] = {}
    for word in _WORD.findall(lowered):
        words[word] = words.get(word, 0) + 1
    letters: dict[str, int] = {}
    for letter in lowered:
        if not letter.isascii():
            letters[letter] = letters.get(letter, 0) + 1
    scores: dict[str, float] = {}
    for language, weights in profiles.items():
        score = 0.0
        for item, weight in weights.items():
            score += weight * (words.get(item, 0) if weight == 1.0 else letters.get(item, 0))
        scores[language] = score
    if not scores:
        return None
    best = max(scores, key=lambda language: scores[language])
    total = sum(words.values())
    return best if scores[best] >= max(1.0, 0.02 * total) else None
