"""Folding of names: what two spellings of one name have in common.

Case, accents, apostrophes, punctuation, spaces and the English article do not count. The
same folding makes the index and reads the question, so a change here needs `make names`.
"""

from __future__ import annotations

LONGEST_NAME = 200
"""Characters looked at: the longest official name is under half of this."""

_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "&": " and ",
        "ـ": None,
    }
)
_WORDS = {"the": "", "st": "saint", "ste": "sainte"}


def words(name: str) -> list[str]:
    """The words of a name, folded.

    >>> words("The Republic of Côte d’Ivoire")
    ['republic', 'of', 'cote', 'd', 'ivoire']
    """
    text = name.casefold()
    if text.isascii():
        kept = "".join([c if c.isalnum() else " " for c in text.replace("&", " and ")])
    else:
        kept = _without_marks(text)
    return [w for w in (_WORDS.get(w, w) for w in kept.split()) if w]


def fold(name: str) -> str:
    """The key of a name in the index: its folded words, joined.

    >>> fold("côte d ivoire") == fold("CÔTE D’IVOIRE")
    True
    """
    return "".join(words(name))


def _without_marks(text: str) -> str:
    """Text with letters laid bare and everything that is neither letter nor digit a space."""
    import unicodedata  # only names beyond ASCII pay for it

    def kept(char: str) -> str:
        if unicodedata.combining(char):
            return ""
        category = unicodedata.category(char)
        if category == "Cf":
            return ""
        return " " if category[0] in "PSZC" else char

    text = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    return unicodedata.normalize("NFC", "".join([kept(char) for char in text]))
