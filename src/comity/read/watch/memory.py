"""What a watch remembers, in one SQLite file: feeds as last seen, items and their fate.

An item is written down before it is looked at, and its outcome as soon as it is known, so that
a watch that is stopped anywhere goes on from there and loses nothing.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
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
        row = self._one("SELECT etag, modified, polled FROM feeds WHERE name = ?", name)
        return (row[0], row[1], row[2]) if row else ("", "", 0.0)

    def polled(self, name: str, etag: str, modified: str) -> None:
        """Note that a feed's items are all written down."""
        self._base.execute(
            "INSERT INTO feeds VALUES (?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET "
            "etag = excluded.etag, modified = excluded.modified, polled = excluded.polled",
            (name, etag, modified, time.time()),
        )

    def add(self, feed: str, items: tuple[Item, ...]) -> int:
        """Write down the items never seen, all at once; how many they were."""
        new = 0
        self._base.execute("BEGIN IMMEDIATE")
        try:
            for item in items:
                shown = None if item.published is None else item.published.isoformat()
                done = self._base.execute(
                    "INSERT OR IGNORE INTO items VALUES (?, ?, ?, ?, ?, ?, ?, 0, '', ?)",
                    (item.key, feed, item.link, item.title, shown, item.text, WAITING, time.time()),
                )
                new += done.rowcount
        except BaseException:
            self._base.execute("ROLLBACK")
            raise
        self._base.execute("COMMIT")
        return new

    def waiting(self, most: int) -> Iterator[Waiting]:
        """Items still to be read, the oldest first."""
        with closing(self._base.cursor()) as cursor:
            rows = cursor.execute(
                "SELECT key, feed, link, title, published, text, tries FROM items "
                "WHERE state = ? ORDER BY tries, seen, rowid LIMIT ?",
                (WAITING, most),
            ).fetchall()
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

    def settle(self, key: str, state: str, said: str = "") -> None:
        """Write down what became of an item; its text is no longer needed."""
        self._base.execute(
            "UPDATE items SET state = ?, said = ?, text = '', tries = tries + 1 WHERE key = ?",
            (state, said[:500], key),
        )

    def again(self, key: str, said: str) -> bool:
        """Note a try that failed; False where it was the last one."""
        row = self._one("SELECT tries FROM items WHERE key = ?", key)
        last = row is not None and row[0] + 1 >= MAX_TRIES
        self._base.execute(
            "UPDATE items SET tries = tries + 1, said = ?, state = ? WHERE key = ?",
            (said[:500], FAILED if last else WAITING, key),
        )
        return not last

    def counts(self) -> dict[str, int]:
        """How many items are in which state."""
        rows = self._base.execute("SELECT state, count(*) FROM items GROUP BY state").fetchall()
        return dict(sorted(rows))

    def _one(self, query: str, value: str) -> Any:
        return self._base.execute(query, (value,)).fetchone()
