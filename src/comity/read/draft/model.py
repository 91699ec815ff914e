"""What a draft is: records not yet in a register, their evidence, and what is left open."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlsplit

import msgspec
from msgspec import UNSET

from comity.law.dates import PartialDate
from comity.law.instruments import Instrument
from comity.law.sources import Confidence, Source, SourceKind
from comity.names import StateNameError, display
from comity.read.model import Span
from comity.records.model import Relations
from comity.records.slugs import slug


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Where a document came from.

    Attributes:
        where: the file's name or the address, for a person.
        publisher: who published it; by default the host of the address, or the file's name.
        kind: what kind of source it is.
        url: its address, or "".
        published: the day of publication, or None.
        read: the day on which it was read.
    """

    where: str
    publisher: str = ""
    kind: SourceKind = SourceKind.NEWS
    url: str = ""
    published: date | None = None
    read: date

    def source(self, confidence: Confidence = Confidence.MEDIUM) -> Source:
        """The source record of the document."""
        publisher = self.publisher or urlsplit(self.url).hostname or _stem(self.where)
        day = "undated" if self.published is None else self.published.isoformat()
        return Source(
            id=f"{slug(publisher)}-{day}",
            publisher=publisher,
            kind=self.kind,
            url=self.url or UNSET,
            date=UNSET if self.published is None else PartialDate.parse(day),
            read=PartialDate.parse(self.read.isoformat()),
            confidence=confidence,
        )


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """The records that one document gives.

    Attributes:
        name: a short name, which is also that of its folder.
        source: the document as a source.
        instruments, relations: what it says, as records.
        evidence: field of a record (`KAZ-TGO-2025.acts[0].date`) to the spans behind it.
        confidence: how sure the reader was of each instrument, by its identifier.
        open: questions that only a person can settle.
        left_out: what the document says and no record can hold, in words.
        where: the document's name or address; title: what it calls itself.
        reading: the whole reading, as plain data.
    """

    name: str
    source: Source
    instruments: tuple[Instrument, ...] = ()
    relations: tuple[Relations, ...] = ()
    evidence: dict[str, tuple[Span, ...]] = {}
    confidence: dict[str, float] = {}
    open: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    where: str = ""
    title: str = ""
    reading: Any = None

    @property
    def empty(self) -> bool:
        """Whether there is nothing that a register could take."""
        return not (self.instruments or self.relations)


CLASS_WORDS = {
    "diplomatic": "diplomatic",
    "service": "service",
    "official": "official",
    "special": "special",
    "consular": "consular",
    "public_affairs": "public affairs",
    "ordinary": "ordinary",
    "any": "all",
}


def title(states: tuple[str, ...], classes: tuple[str, ...], what: str = "Agreement") -> str:
    """A short neutral name in our own words."""
    named = [CLASS_WORDS.get(item, item.replace("_", " ")) for item in classes]
    covered = f" for {joined(named)} passports" if named else ""
    return f"{what} on the exemption from visas{covered}, {joined([name(s) for s in states])}"


def name(code: str) -> str:
    """The English name of a code, or the code itself."""
    try:
        return display(code, "en")
    except (StateNameError, KeyError):
        return code


def joined(parts: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _stem(where: str) -> str:
    return where.replace("\\", "/").rpartition("/")[2].partition(".")[0] or "unnamed"
