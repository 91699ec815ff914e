"""The layer's file: all imported snapshots in one small, checked file."""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import msgspec

from comity.law.errors import DataError
from comity.records.passport_index.snapshots import Snapshot

MAGIC = b"COMITYPI"
_MOST = 64_000_000


class LayerError(DataError):
    """A layer's file that cannot be trusted."""


class Matrix(msgspec.Struct, frozen=True):
    """Snapshots as matrices of small numbers.

    Attributes:
        states: the codes, sorted; rows are passports and columns destinations.
        meanings: what a number in a cell stands for; number 0 is "no such cell".
        snapshots: date (ISO) -> one byte for each cell, row by row.
        read: the day of the import, ISO.
    """

    states: tuple[str, ...]
    meanings: tuple[str, ...]
    snapshots: dict[str, bytes]
    read: str

    def cell(self, taken: str, issuer: int, destination: int) -> str:
        """The meaning of a cell; "" where the snapshot has none."""
        number = self.snapshots[taken][issuer * len(self.states) + destination]
        return self.meanings[number]


def build_matrix(snapshots: Iterable[Snapshot], read: date) -> Matrix:
    """The matrices of some snapshots; the same snapshots give the same bytes."""
    taken = sorted(snapshots, key=lambda item: item.date)
    states = tuple(sorted({code for item in taken for pair in item.cells for code in pair}))
    meanings = ("", *sorted({meaning for item in taken for meaning in item.cells.values()}))
    place = {code: index for index, code in enumerate(states)}
    number = {meaning: index for index, meaning in enumerate(meanings)}
    if len(meanings) > 255:
        raise LayerError("the snapshots have more than 254 different values")
    tables = {}
    for item in taken:
        table = bytearray(len(states) ** 2)
        for (issuer, destination), meaning in item.cells.items():
            table[place[issuer] * len(states) + place[destination]] = number[meaning]
        tables[item.date.isoformat()] = bytes(table)
    return Matrix(states, meanings, tables, read.isoformat())


def write_layer(path: Path, snapshots: Iterable[Snapshot], read: date) -> Matrix:
    """Write a layer's file, whole or not at all."""
    matrix = build_matrix(snapshots, read)
    body = zlib.compress(msgspec.msgpack.encode(matrix), 9)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_bytes(MAGIC + hashlib.sha256(body).digest() + body)
    part.replace(path)
    return matrix


def read_layer(path: Path) -> Matrix:
    """Read a layer's file; LayerError says what is wrong with it."""
    raw = path.read_bytes()
    body = raw[40:]
    if raw[:8] != MAGIC or hashlib.sha256(body).digest() != raw[8:40]:
        raise LayerError(
            "the layer is damaged or is none",
            where=str(path),
            expected="a file made with comity import passport-index",
            mend="import the snapshots again",
        )
    unpacked = zlib.decompressobj().decompress(body, _MOST)
    return msgspec.msgpack.decode(unpacked, type=Matrix)
