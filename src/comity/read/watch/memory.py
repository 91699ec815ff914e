"""What a watch remembers, in one SQLite file: feeds as last seen, items and their fate.

An item is written down before it is looked at, and its outcome as soon as it is known, so that
a watch that is stopped anywhere goes on from there and loses nothing.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from comity.law.errors import DataError
from comity.read.watch.feeds import Item

WAITING, READ, KEPT, FAILED = "waiting", "read", "kept", "failed"
MAX_TRIES = 5
"""Times an item is tried before it is given up."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS feeds (
    name TEXT PRIMARY KEY, etag TEXT NOT NULL, modified TEXT NOT NULL, polled REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS items (
    key TEXT PRIMARY KEY, feed TEXT NOT NULL, link TEXT NOT NULL, title TEXT NOT NULL,
    published TEXT, text TEXT NOT NULL, state TEXT NOT NULL, tries INTEGER NOT NULL,
    said TEXT NOT NULL, seen REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS waiting ON items (state, seen);
"""


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """An item that is still to be read, and the feed it came from."""

    item: Item
    feed: str
    tries: int


class Memory:
    """The file, opened; use it as a context.

    Raises:
        DataError: the file is no watch's memory.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(path, timeout=30, isolation_level=None)
            self._base.execute("PRAGMA journal_mode=WAL")
            self._base.executescript(_SCHEMA)
        except (sqlite3.Error, OSError) as error:
            raise DataError(
                f"the memory of the watch cannot be opened ({error})",
                where=str(path),
                expected="a file that `comity watch` wrote, or a place for a new one",
                mend="name another file with --state",
            ) from error

    def __enter__(self) -> Memory:
        return self

    def __exit__(self, *_: object) -> None:
        self._base.close()

    def feed(self, name: str) -> tuple[str, str, float]:
        """ETag, Last-Modified and the time it was last asked (seconds since 1970, or 0)."""
        rows = self._do("SELECT etag, modified, polled FROM feeds WHERE name = ?", name)
        return rows[0] if rows else ("", "", 0.0)

    def polled(self, name: str, etag: str, modified: str) -> None:
        """Note that a feed's items are all written down."""
        self._do(
            "INSERT INTO feeds VALUES (?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET "
            "etag = excluded.etag, modified = excluded.modified, polled = excluded.polled",
            name,
            etag,
            modified,
            time.time(),
        )

    def add(self, feed: str, items: tuple[Item, ...]) -> int:
        """Write down the items never seen, all at once; how many they were."""
        before = self._do("SELECT count(*) FROM items")[0][0]
        self._do("BEGIN IMMEDIATE")
        try:
            for item in items:
                shown = None if item.published is None else item.published.isoformat()
                self._do(
                    "INSERT OR IGNORE INTO items VALUES (?, ?, ?, ?, ?, ?, ?, 0, '', ?)",
                    item.key,
                    feed,
                    item.link,
                    item.title,
                    shown,
                    item.text,
                    WAITING,
                    time.time(),
                )
        except BaseException:
            self._do("ROLLBACK")
            raise
        self._do("COMMIT")
        return int(self._do("SELECT count(*) FROM items")[0][0] - before)

    def waiting(self, most: int) -> Iterator[Waiting]:
        """Items still to be read, the least tried first, then the oldest."""
        self._do(
            "UPDATE items SET state = ?, said = ? WHERE state = ? AND tries >= ?",
            FAILED,
            "reading it ended the watch each time",
            WAITING,
            MAX_TRIES,
        )
        rows = self._do(
            "SELECT key, feed, link, title, published, text, tries FROM items "
            "WHERE state = ? ORDER BY tries, seen, rowid LIMIT ?",
            WAITING,
            most,
        )
        for key, feed, link, title, published, text, tries in rows:
            yield Waiting(
                item=Item(
                    key=key,
                    link=link,
                    title=title,
                    published=None if published is None else date.fromisoformat(published),
                    text=text,
                ),
                feed=feed,
                tries=tries,
            )

    def begin(self, key: str) -> None:
        """Count a try before it is made, so that an item that ends the watch is given up too."""
        self._do("UPDATE items SET tries = tries + 1 WHERE key = ?", key)

    def settle(self, key: str, state: str, said: str = "") -> None:
        """Write down what became of an item; its text is no longer needed."""
        self._do(
            "UPDATE items SET state = ?, said = ?, text = '' WHERE key = ?", state, said[:500], key
        )

    def again(self, key: str, said: str) -> bool:
        """Note that a try failed; False where it was the last one."""
        rows = self._do("SELECT tries FROM items WHERE key = ?", key)
        last = bool(rows) and rows[0][0] >= MAX_TRIES
        state = FAILED if last else WAITING
        self._do("UPDATE items SET said = ?, state = ? WHERE key = ?", said[:500], state, key)
        return not last

    def counts(self) -> dict[str, int]:
        """How many items are in which state."""
        return dict(sorted(self._do("SELECT state, count(*) FROM items GROUP BY state")))

    def _do(self, statement: str, *values: Any) -> list[Any]:
        try:
            return self._base.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise DataError(
                f"the memory of the watch cannot be used ({error})",
                where=str(self.path),
                mend="make room on the disk, or name another file with --state",
            ) from error
