"""A treaty as sentences of tokens, and as one string that rules can search."""

from __future__ import annotations

from bisect import bisect_right

from comity.read.treaty.articles import Segment
from comity.read.treaty.tag import sign_of
from comity.read.treaty.text import BREAK, Token

_LONGEST_SENTENCE = 400
"""Longer sentences are cut: none is written, and the time to read one must be bounded."""


class Sentence:
    """One sentence: its tokens, where it stands, and what it speaks of.

    `holder` is the code of the side whose nationals it is about, or of all its states: `A+B`.
    """

    __slots__ = ("article", "begin", "end", "first", "holder", "kinds", "own", "paragraph", "stop")

    def __init__(self, article: str, paragraph: str, first: int, stop: int) -> None:
        self.article = article
        self.paragraph = paragraph
        self.first = first
        self.stop = stop
        self.begin = 0
        self.end = 0
        self.own: set[str] = set()
        self.kinds: set[str] = set()
        self.holder: str | None = None


class Body:
    """The tokens of all parts of a treaty as one string that rules can search."""

    def __init__(self, text: str, parts: list[tuple[Segment, list[list[Token]]]]) -> None:
        self.text = text
        self.tokens: list[Token] = []
        self.sentences: list[Sentence] = []
        for segment, paragraphs in parts:
            for paragraph, tokens in zip(segment.paragraphs, paragraphs, strict=True):
                self._paragraph(segment, paragraph.label, tokens)
        self.offsets: list[int] = []
        pieces: list[str] = []
        position = 0
        for token in self.tokens:
            self.offsets.append(position)
            piece = " " + sign_of(token)
            pieces.append(piece)
            position += len(piece)
        self.string = "".join(pieces)
        for sentence in self.sentences:
            sentence.begin = self.offsets[sentence.first]
            last = sentence.stop
            sentence.end = self.offsets[last] if last < len(self.offsets) else position
        self._begins = [s.begin for s in self.sentences]

    def _paragraph(self, segment: Segment, label: str, tokens: list[Token]) -> None:
        where = f"{segment.label}({label})" if label else segment.label
        first = len(self.tokens)
        for token in tokens:
            self.tokens.append(token)
            ends = token.kind == BREAK and token.norm in ".|"
            if not ends and len(self.tokens) - first >= _LONGEST_SENTENCE:
                self.tokens.append(Token(BREAK, "|", token.end, token.end))
                ends = True
            if ends:
                self._close(segment.label, where, first)
                first = len(self.tokens)
        if len(self.tokens) > first:
            self.tokens.append(Token(BREAK, "|", self.tokens[-1].end, self.tokens[-1].end))
            self._close(segment.label, where, first)

    def _close(self, article: str, where: str, first: int) -> None:
        if len(self.tokens) - first > 1:
            self.sentences.append(Sentence(article, where, first, len(self.tokens)))

    def token_at(self, offset: int) -> int:
        return bisect_right(self.offsets, offset) - 1

    def sentence_at(self, offset: int) -> Sentence | None:
        index = bisect_right(self._begins, offset) - 1
        if index < 0 or offset >= self.sentences[index].end:
            return None
        return self.sentences[index]

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """Offsets in the original text of a stretch of the string."""
        first, last = self.token_at(begin), self.token_at(max(begin, end - 1))
        return self.tokens[first].start, self.tokens[last].end
