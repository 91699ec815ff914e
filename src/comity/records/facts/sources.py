"""One source to each publication the tables cite."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit

from msgspec import UNSET, UnsetType

from comity.law.dates import PartialDate
from comity.law.sources import Confidence, Source, SourceKind
from comity.records.facts.tables import Fact

Key = tuple[str, str, str, str]
"""Address, publisher, kind and date, as the rows give them."""

_SLUG = 40
_GUESSES: tuple[tuple[str, SourceKind], ...] = (
    (r"wiki", SourceKind.WIKI),
    (r"treaty text|treaty series|treaty database", SourceKind.TREATY_TEXT),
    (r"gazette|official journal|journal officiel|decree|regulation|statutes", SourceKind.GAZETTE),
    (r"news|times|quoting|reuters|herald|daily|agency", SourceKind.NEWS),
    (r"embassy|consulate|permanent mission|high commission", SourceKind.EMBASSY_LIST),
    (r"ministry|foreign affairs|immigration|secretariat", SourceKind.MINISTRY_LIST),
)
"""What a publisher's name tells of the kind, for the tables that do not state it."""


def slug(text: str, length: int = _SLUG) -> str:
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


def guess_kind(publisher: str) -> SourceKind:
    """The kind a publisher's name suggests; `wiki`, the least of all, where it tells nothing."""
    name = publisher.lower()
    for pattern, kind in _GUESSES:
        if re.search(pattern, name):
            return SourceKind(kind)
    return SourceKind.WIKI


def suffix(number: int) -> str:
    """What tells the n-th of a name apart: nothing, then ``-b``, ``-c`` ... ``-ba``."""
    if number == 0:
        return ""
    letters = ""
    while number:
        number, rest = divmod(number, 26)
        letters = chr(ord("a") + rest) + letters
    return f"-{letters}"


class SourceBook:
    """The sources of all tables, found by row.

    A table that does not state the kind (of coverage, members, acts) cites the source of the
    same address, publisher and date that another table has, or else one of a guessed kind.
    """

    def __init__(self, facts: Iterable[Fact], read_on: date) -> None:
        self._read = PartialDate.of(read_on)
        rows: dict[Key, list[Fact]] = defaultdict(list)
        unkinded: list[Fact] = []
        for fact in facts:
            if fact["source_kind"]:
                rows[_key(fact, fact["source_kind"])].append(fact)
            else:
                unkinded.append(fact)
        self._kinds: dict[tuple[str, str, str], str] = {}
        for url, publisher, kind, day in sorted(rows):
            self._kinds.setdefault((url, publisher, day), kind)
        for fact in unkinded:
            rows[_key(fact, self._kind(fact))].append(fact)
        self._ids = _identifiers(rows)
        self.sources: dict[str, Source] = {}
        for key in sorted(rows, key=lambda item: self._ids[item]):
            self.sources[self._ids[key]] = self._make(key, rows[key])

    def _kind(self, fact: Fact) -> str:
        cited = (_address(fact), fact["source_publisher"], fact["source_date"])
        return self._kinds.get(cited) or guess_kind(fact["source_publisher"]).value

    def of(self, fact: Fact) -> Source:
        """The source that a row cites."""
        return self.sources[self._ids[_key(fact, fact["source_kind"] or self._kind(fact))]]

    def dissent(self, fact: Fact) -> Confidence | UnsetType:
        """The row's own confidence, where it is not that of its source."""
        own = fact["confidence"]
        if not own or own == self.of(fact).confidence:
            return UNSET
        return Confidence(own)

    def _make(self, key: Key, rows: list[Fact]) -> Source:
        url, publisher, kind, day = key
        said = Counter(fact["confidence"] for fact in rows if fact["confidence"])
        confidence = min(said, key=lambda name: (-said[name], name)) if said else "medium"
        try:
            source_kind = SourceKind(kind)
        except ValueError:
            raise rows[0].defect(f"'{kind}' is no kind of source", "a kind of the README") from None
        return Source(
            id=self._ids[key],
            publisher=publisher,
            kind=source_kind,
            url=url or UNSET,
            date=rows[0].date("source_date"),
            read=self._read,
            confidence=Confidence(confidence),
            note=_note(url, rows),
        )


def _key(fact: Fact, kind: str) -> Key:
    return _address(fact), fact["source_publisher"], kind, fact["source_date"]


def _address(fact: Fact) -> str:
    """The address of a page; what is no address of the web is none."""
    url = fact["source_url"]
    return url if urlsplit(url).scheme in ("http", "https") else ""


def _note(url: str, rows: list[Fact]) -> str:
    if not url:
        return "address not kept"
    if all("address_is_site_root" in fact["remarks"] for fact in rows):
        return "the address leads to the site, not to the page"
    return ""


def _identifiers(rows: Iterable[Key]) -> dict[Key, str]:
    """Publisher and date, with a letter where several pages share both."""
    taken: Counter[str] = Counter()
    names = {}
    for key in sorted(rows, key=lambda item: (item[1], item[3], item[0], item[2])):
        base = f"{slug(key[1])}-{key[3] or 'undated'}"
        names[key] = base + suffix(taken[base])
        taken[base] += 1
    return names
