"""Short plain names for identifiers and files."""

from __future__ import annotations

import re
import unicodedata

LENGTH = 40


def slug(text: str, length: int = LENGTH) -> str:
    """A short name of plain letters, figures and hyphens.

    >>> slug("Ministère de l'Intérieur, Lomé")
    'ministere-de-l-interieur-lome'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(words) > length:
        cut = words[: length + 1]
        words = cut.rpartition("-")[0] if "-" in cut[length // 2 :] else cut[:length]
    return words.strip("-") or "unnamed"
