"""The compiled register: one versioned, checksummed, memory-mappable file.

Layout (docs/bundle.md tells it for other languages; all integers little-endian):

    0   8   magic "COMITYRG"
    8   4   format version
    12  4   length of the header in bytes
    16  32  SHA-256 of everything from byte 52 on
    48  4   CRC-32 of the same, checked at every opening
    52  ..  header: a MessagePack map
    ..  ..  blobs

The header names, for each section, an index from key to [offset, length]; offsets count from
the end of the header. A blob is raw DEFLATE with the preset dictionary that stands in the
section "dictionary"; inside is MessagePack. The same records give the same bytes.
"""

from __future__ import annotations

import mmap
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from comity.law.acts import Act
from comity.law.dates import PartialDate
from comity.law.errors import DataError
from comity.law.groups import Group
from comity.law.instruments import Instrument, Supersedes
from comity.law.passports import IssuerProfile
from comity.law.sources import Coverage, Source
from comity.records.model import Records
from comity.register.statements import Key, Statement
from comity.register.store import RecordStore

MAGIC = b"COMITYRG"
FORMAT = 2
_START = 52
_DICTIONARY_SIZE = 32_000

T = TypeVar("T")


class BundleError(DataError):
    """A file that is not a bundle this program can trust."""


class Header(msgspec.Struct, frozen=True):
    """What stands before the blobs.

    Attributes:
        register: the day of the register's newest reading, ISO.
        lists: how many published lists it holds.
        dictionary: where the preset dictionary stands, uncompressed.
        sections: section -> key -> [offset, length].
    """

    register: str
    lists: int
    dictionary: tuple[int, int]
    sections: dict[str, dict[str, tuple[int, int]]]


def key_text(key: Key) -> str:
    """A key as the index spells it: issuer, ``>``, destination."""
    return f"{key[0]}>{key[1]}"


# -- writing ------------------------------------------------------------------------------


def compile_bundle(records: Records) -> bytes:
    """The bundle of a register, byte for byte the same for the same records."""
    store = RecordStore(records)
    parts = _sections(store)
    raw = {
        (section, key): msgspec.msgpack.encode(value, enc_hook=_encode)
        for section, table in parts.items()
        for key, value in table.items()
    }
    dictionary = _dictionary(raw)
    blobs = [dictionary]
    offset = len(dictionary)
    sections: dict[str, dict[str, tuple[int, int]]] = {name: {} for name in parts}
    for (section, key), content in raw.items():
        packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, dictionary)
        blob = packer.compress(content) + packer.flush()
        sections[section][key] = (offset, len(blob))
        offset += len(blob)
        blobs.append(blob)
    header = msgspec.msgpack.encode(
        Header(store.version, store.list_count, (0, len(dictionary)), sections)
    )
    body = header + b"".join(blobs)
    lead = MAGIC + FORMAT.to_bytes(4, "little") + len(header).to_bytes(4, "little")
    return lead + _digest(body) + zlib.crc32(body).to_bytes(4, "little") + body


def _digest(body: bytes | memoryview) -> bytes:
    import hashlib  # not at the top: opening a bundle does not need it

    return hashlib.sha256(body).digest()


def _sections(store: RecordStore) -> dict[str, dict[str, Any]]:
    records = store.records
    superseding = {
        name: list(store.superseding(name))
        for name in sorted(
            {item.instrument for r in records.instruments.values() for item in r.supersedes}
        )
    }
    return {
        "statements": {key_text(key): list(store.statements(key)) for key in store.all_keys()},
        "instruments": {name: records.instruments[name] for name in store.instruments()},
        "sources": {name: records.sources[name] for name in store.sources()},
        "coverage": {state: list(store.coverage(state)) for state in store.covered_states()},
        "groups": {"": dict(sorted(records.groups.items()))},
        "profiles": dict(sorted(records.profiles.items())),
        "relations": {
            f"{first}-{second}": list(found.acts)
            for (first, second), found in sorted(records.relations.items())
        },
        "superseding": {"": superseding},
    }


def _encode(value: Any) -> Any:
    if isinstance(value, PartialDate):
        return value.text
    raise NotImplementedError(type(value))


def _dictionary(raw: Mapping[tuple[str, str], bytes]) -> bytes:
    """A sample of the contents, evenly spread, so that small blobs share their words."""
    contents = [content for (section, _), content in raw.items() if section != "groups"]
    step = max(1, len(contents) // 150)
    sample = b"".join(content[:400] for content in contents[::step])
    return sample[-_DICTIONARY_SIZE:]


# -- reading ------------------------------------------------------------------------------


def _decode(kind: type, value: Any) -> Any:
    if kind is PartialDate:
        return PartialDate.parse(value)
    raise NotImplementedError(kind)


def _decoder(kind: Any) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(kind, dec_hook=_decode)


_KINDS: dict[str, Any] = {
    "statements": tuple[Statement, ...],
    "instruments": Instrument,
    "sources": Source,
    "coverage": tuple[Coverage, ...],
    "groups": dict[str, Group],
    "profiles": IssuerProfile,
    "relations": tuple[Act, ...],
    "superseding": dict[str, list[tuple[str, Supersedes]]],
}


class Bundle:
    """A register compiled to one file; it answers as a Store, decoding only what is asked."""

    def __init__(self, data: memoryview, name: str) -> None:
        self._name = name
        self._header, start = _read_header(data, name)
        self._blobs = data[start:]
        offset, length = self._header.dictionary
        self._dictionary = bytes(self._blobs[offset : offset + length])
        self._decoders: dict[str, msgspec.msgpack.Decoder[Any]] = {}
        self._have: dict[tuple[str, str], Any] = {}

    @classmethod
    def open(cls, path: Path, *, thorough: bool = False) -> Bundle:
        """Map the file into memory and check it; BundleError says what is wrong with it.

        Its CRC-32 is always checked; `thorough` checks its SHA-256 as well.
        """
        try:
            with path.open("rb") as file:
                mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise BundleError(
                f"the bundle cannot be read: {error}",
                where=str(path),
                expected="a file made with comity build",
                mend="build it again",
            ) from None
        view = memoryview(mapped)
        bundle = cls(view, path.name)
        if thorough and _digest(view[_START:]) != bytes(view[16:48]):
            raise _damaged(path.name)
        return bundle

    def _get(self, section: str, key: str) -> Any:
        at = self._header.sections[section].get(key)
        if at is None:
            return None
        have = self._have.get((section, key))
        if have is None:
            offset, length = at
            unpacker = zlib.decompressobj(-15, self._dictionary)
            content = unpacker.decompress(self._blobs[offset : offset + length])
            decoder = self._decoders.get(section)
            if decoder is None:
                decoder = self._decoders[section] = _decoder(_KINDS[section])
            have = self._have[section, key] = decoder.decode(content)
        return have

    @property
    def version(self) -> str:
        """The day of the register's newest reading, ISO."""
        return self._header.register

    @property
    def list_count(self) -> int:
        """How many published lists it holds."""
        return self._header.lists

    def statements(self, key: Key) -> Sequence[Statement]:
        """All statements on this key, in the order of their records."""
        return self._get("statements", key_text(key)) or ()

    def all_keys(self) -> Iterable[Key]:
        """All keys that have statements, sorted."""
        for text in self._header.sections["statements"]:
            issuer, _, destination = text.partition(">")
            yield issuer, destination

    def instrument(self, name: str) -> Instrument | None:
        """The instrument's own record, if it has one."""
        found: Instrument | None = self._get("instruments", name)
        return found

    def instruments(self) -> Iterable[str]:
        """Identifiers of the instruments that have records, sorted."""
        return self._header.sections["instruments"]

    def superseding(self, name: str) -> Sequence[tuple[str, Supersedes]]:
        """The instruments that end or suspend this one, with how."""
        table: dict[str, list[tuple[str, Supersedes]]] = self._get("superseding", "")
        return table.get(name, ())

    def source(self, name: str) -> Source:
        """A source by its identifier."""
        found: Source | None = self._get("sources", name)
        if found is None:
            raise BundleError(
                f"the source '{name}' is not in the bundle",
                where=self._name,
                expected="a source of the register",
                mend="build the bundle again",
            )
        return found

    def sources(self) -> Iterable[str]:
        """Identifiers of all sources, sorted."""
        return self._header.sections["sources"]

    def coverage(self, state: str) -> Sequence[Coverage]:
        """Claims of completeness for lists of this state, from either perspective."""
        return self._get("coverage", state) or ()

    def covered_states(self) -> Iterable[str]:
        """States for which there is any coverage claim, sorted."""
        return self._header.sections["coverage"]

    def groups(self) -> Mapping[str, Group]:
        """All groups by their code."""
        found: dict[str, Group] = self._get("groups", "")
        return found

    def profile(self, state: str) -> IssuerProfile | None:
        """What the state issues, where the register knows."""
        found: IssuerProfile | None = self._get("profiles", state)
        return found

    def relations(self, first: str, second: str) -> Sequence[Act]:
        """The acts of two states' relations outside instruments."""
        pair = sorted((first, second))
        return self._get("relations", "-".join(pair)) or ()


def _damaged(name: str) -> BundleError:
    return BundleError(
        "the bundle is damaged: its checksum does not match",
        where=name,
        expected="the bytes that comity build wrote",
        mend="fetch or build it again",
    )


def _read_header(data: memoryview, name: str) -> tuple[Header, int]:
    if len(data) < _START or bytes(data[:8]) != MAGIC:
        raise BundleError(
            "the file is no bundle",
            where=name,
            expected="a file that begins with COMITYRG",
            mend="make one with comity build",
        )
    version = int.from_bytes(data[8:12], "little")
    if version != FORMAT:
        raise BundleError(
            f"the bundle has format {version}",
            where=name,
            expected=f"format {FORMAT}",
            mend="build it with this version of Comity, or use a newer one",
        )
    if zlib.crc32(data[_START:]) != int.from_bytes(data[48:52], "little"):
        raise _damaged(name)
    length = int.from_bytes(data[12:16], "little")
    header = msgspec.msgpack.decode(data[_START : _START + length], type=Header)
    return header, _START + length
