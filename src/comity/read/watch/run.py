"""One round of a watch: ask the feeds, write down what is new, read what waits.

Polite: one request at a time, a pause between two to one host, "not changed since" asked
first, a host that is busy left alone for the rest of the round. Bounded: so many items a round.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from comity.law.errors import ComityError, DataError
from comity.read.announcement import read_announcement
from comity.read.documents.document import Document
from comity.read.documents.fetch import Fetched, FetchError, fetch, is_url
from comity.read.documents.intake import load
from comity.read.draft import Origin, draft_announcement, write_draft
from comity.read.draft.announcement import VISA_EXEMPTION
from comity.read.watch.feeds import MAX_FEED, Feed, Item, looks_like_feed, parse
from comity.read.watch.memory import FAILED, KEPT, READ, Memory, Waiting

MOST = 50
"""Items read in one round."""

INTERVAL = 900.0
"""Seconds between two askings of one feed."""

PAUSE = 2.0
"""Seconds between two requests to one host."""

MOST_FILES = 10_000
_DOCUMENTS = frozenset({".html", ".htm", ".txt", ".md", ".pdf", ".xhtml"})
_BUSY = frozenset({429, 503})


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What happened to a feed or an item.

    Attributes:
        what: `feed`, `kept`, `read`, `later` (will be tried again) or `failed`.
        name: the feed or the item's address.
        said: in words.
        folder: the draft that was written, or "".
    """

    what: str
    name: str
    said: str = ""
    folder: str = ""


class Watch:
    """A watch over feeds (addresses, files) and folders.

    Args:
        into: where drafts are written.
        memory: what it remembers.
        today: the day of reading.
        interval, pause, most: see the module's constants.
        private: whether addresses in private networks are allowed.
        follow: whether articles are fetched for feeds that are files.
        seconds: longest time of one request.
        sleep, clock: the machine's, for tests.
    """

    def __init__(
        self,
        into: Path,
        memory: Memory,
        *,
        today: date,
        interval: float = INTERVAL,
        pause: float = PAUSE,
        most: int = MOST,
        private: bool = False,
        follow: bool = False,
        seconds: float = 30.0,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.into = into
        self.memory = memory
        self.today = today
        self.interval = interval
        self.pause = pause
        self.most = most
        self.private = private
        self.follow = follow
        self.seconds = seconds
        self._sleep = sleep
        self._clock = clock
        self._asked: dict[str, float] = {}
        self._busy: set[str] = set()

    def round(self, feeds: tuple[str, ...]) -> Iterator[Outcome]:
        """One round; every outcome as it is known."""
        for name in feeds:
            try:
                yield self._feed(name)
            except (ComityError, OSError) as error:
                yield Outcome(what="failed", name=name, said=str(error)[:300])
        for waiting in self.memory.waiting(self.most):
            yield self._item(waiting)

    def _feed(self, name: str) -> Outcome:
        if is_url(name):
            return self._feed_from_web(name)
        path = Path(name)
        if path.is_dir():
            return self._told(name, self.memory.add(name, tuple(_files(path))), "")
        raw = _bytes(path)
        feed = parse(raw, name)
        return self._told(name, self.memory.add(name, feed.items), feed.broken)

    def _feed_from_web(self, name: str) -> Outcome:
        etag, modified, polled = self.memory.feed(name)
        wait = polled + self.interval - self._clock()
        if wait > 0:
            return Outcome(what="feed", name=name, said=f"asked lately; again in {wait:.0f} s")
        got = self._get(name, etag, modified, MAX_FEED)
        if got.status == 304:
            self.memory.polled(name, etag, modified)
            return Outcome(what="feed", name=name, said="not changed")
        feed: Feed = parse(got.body, name)
        new = self.memory.add(name, feed.items)
        # only now may the server be told that we have this: what broke off comes again
        if feed.broken:
            self.memory.polled(name, "", "")
        else:
            self.memory.polled(name, got.etag, got.modified)
        return self._told(name, new, feed.broken)

    def _told(self, name: str, new: int, broken: str) -> Outcome:
        said = f"{new} new" + (f"; it breaks off: {broken}" if broken else "")
        return Outcome(what="feed", name=name, said=said)

    def _item(self, waiting: Waiting) -> Outcome:
        item = waiting.item
        name = item.link or item.key
        if is_url(item.link) and _host(item.link) in self._busy:
            return Outcome(what="later", name=name, said="its host is busy")
        self.memory.begin(item.key)
        try:
            return self._read(waiting, self._document(waiting))
        except FetchError as error:
            said = str(error)[:300]
            if error.later and self.memory.again(item.key, said):
                return Outcome(what="later", name=name, said=said)
            self.memory.settle(item.key, FAILED, said)
            return Outcome(what="failed", name=name, said=said)
        except OSError as error:
            said = f"{error.strerror or error}"[:300]
            what = "later" if self.memory.again(item.key, said) else "failed"
            return Outcome(what=what, name=name, said=said)
        except ComityError as error:
            said = str(error)[:300]
            self.memory.settle(item.key, FAILED, said)
            return Outcome(what="failed", name=name, said=said)

    def _document(self, waiting: Waiting) -> Document:
        """The article, or the feed's own text of it."""
        item = waiting.item
        if not is_url(item.link):
            path = Path(item.link)
            if item.link and path.is_file():
                return load(path)
            return self._own(item)
        if not (is_url(waiting.feed) or self.follow):
            return self._own(item)
        got = self._get(item.link)
        return load(got.body, where=got.url[:300])

    def _own(self, item: Item) -> Document:
        return load(f"{item.title}\n\n{item.text}" if item.text else item.title)

    def _get(
        self, url: str, etag: str = "", modified: str = "", most: int | None = None
    ) -> Fetched:
        host = _host(url)
        due = self._asked.get(host, 0.0) + self.pause - self._clock()
        if due > 0:
            self._sleep(due)
        try:
            size = {} if most is None else {"most": most}
            return fetch(
                url,
                etag=etag,
                modified=modified,
                private=self.private,
                seconds=self.seconds,
                **size,
            )
        except FetchError as error:
            if error.status in _BUSY:
                self._busy.add(host)
            raise
        finally:
            self._asked[host] = self._clock()

    def _read(self, waiting: Waiting, document: Document) -> Outcome:
        item = waiting.item
        day = item.published or (
            date.fromisoformat(document.published[:10]) if document.published else None
        )
        reading = read_announcement(document, published=day)
        name = item.link or item.key
        if not any(act.subject == VISA_EXEMPTION for act in reading.acts):
            self.memory.settle(item.key, READ)
            return Outcome(what="read", name=name)
        web = is_url(item.link)
        origin = Origin(
            where=name,
            url=item.link if web else "",
            published=day,
            read=self.today,
        )
        draft = draft_announcement(reading, origin, title_of=item.title or document.title)
        if draft.empty:
            said = "; ".join(draft.left_out[:3])
            self.memory.settle(item.key, KEPT, said)
            return Outcome(what="kept", name=name, said=f"nothing to draft: {said}")
        # two articles of one host and day about one agreement are two drafts
        mark = hashlib.sha256(item.key.encode("utf-8", "replace")).hexdigest()[:8]
        folder = write_draft(msgspec.structs.replace(draft, name=f"{draft.name}-{mark}"), self.into)
        self.memory.settle(item.key, KEPT, folder.name)
        ids = [i.id for i in draft.instruments] or ["-".join(r.states) for r in draft.relations]
        return Outcome(what="kept", name=name, said=", ".join(ids), folder=str(folder))


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_FEED + 1)
    except OSError as error:
        raise DataError(
            f"the feed cannot be read ({error.strerror})",
            where=str(path),
            expected="an address, a feed's file, or a folder",
            mend="check the name",
        ) from error
    return raw


def _files(folder: Path) -> Iterator[Item]:
    """The documents of a folder, each by its content, and the items of feeds filed there."""
    for count, path in enumerate(sorted(folder.rglob("*"))):
        if count >= MOST_FILES:
            return
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if hidden or path.is_symlink() or not path.is_file():
            continue
        if path.suffix.lower() in _DOCUMENTS:
            stat = path.stat()
            key = f"{path}:{stat.st_size}:{stat.st_mtime_ns}"
            yield Item(key=key, link=str(path), title="")
        elif path.suffix.lower() in (".xml", ".rss", ".atom"):
            raw = _bytes(path)
            if looks_like_feed(raw):
                yield from parse(raw, str(path)).items
