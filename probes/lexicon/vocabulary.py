"""All word tables as one index: every language's words in a sentence, found in one pass over its tokens. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property

from probes.lexicon.tokens import Sentence, words
from probes.lexicon.words import Words
from probes.text import normalise

GAP = 3
"""How many words ``...`` stands for in a table, at most."""

_SHORTEST_TAIL, _LONGEST_COMPOUND = 4, 40

Span = tuple[int, int]
"""First and last token."""


@dataclass(frozen=True, slots=True)
class _Step:
    word: str
    stem: bool
    tail: bool
    """Whether it ends a compound."""
    gap: bool
    """Whether words may stand before it."""

    def fits(self, word: str) -> bool:
        if self.tail:
            return word.endswith(self.word)
        return word.startswith(self.word) if self.stem else word == self.word


@dataclass(frozen=True, slots=True)
class _Entry:
    code: str
    kind: str
    rest: tuple[_Step, ...]


class Hits:
    """The words of one language in one sentence, by class."""

    def __init__(self, words: Words, sentence: Sentence, found: Mapping[str, list[Span]]) -> None:
        self.words = words
        self.sentence = sentence
        pairs = found.get("pair", [])
        inside = [(first, last) for first, last in pairs]
        self._found = {
            kind: sorted(set(spans) if kind == "pair" else {span for span in spans if not _within(span, inside)})
            for kind, spans in found.items()
        }

    def __getitem__(self, kind: str) -> list[Span]:
        return self._found.get(kind, [])

    def any(self, *kinds: str) -> bool:
        """Whether a word of one of these classes stands in the sentence."""
        return any(self[kind] for kind in kinds)

    @cached_property
    def known(self) -> frozenset[int]:
        """The tokens that are words of this language's table."""
        return frozenset(at for spans in self._found.values() for first, last in spans for at in range(first, last + 1))

    @property
    def covered(self) -> int:
        """How many tokens are words of this language's table: the better it fits, the more."""
        return len(self.known)

    def after(self, kind: str, at: int, reach: int, *, comma: bool = True) -> Span | None:
        """The first hit that begins after token ``at``, at most ``reach`` tokens on, with no break (nor comma)."""
        spans = self[kind]
        place = bisect_right(spans, (at, len(self.sentence.tokens)))
        if place == len(spans):
            return None
        span = spans[place]
        near = span[0] - at - 1 <= reach * self.words.reach
        return span if near and self.sentence.joined(at, span[0], comma=comma) else None

    def before(self, kind: str, at: int, reach: int) -> Span | None:
        """The last hit that ends before token ``at``, at most ``reach`` tokens off, with no break."""
        spans = self[kind]
        place = bisect_left(spans, (at, 0))
        while place and spans[place - 1][1] >= at:
            place -= 1
        if not place:
            return None
        span = spans[place - 1]
        near = at - span[1] - 1 <= reach * self.words.reach
        return span if near and self.sentence.joined(span[1], at) else None

    def near(self, kinds: Iterable[str], span: Span, before: int, after: int, *, comma: bool = False) -> Span | None:
        """A hit of one of the classes in or around a span, with no break (nor comma, where asked) between."""
        scale = self.words.reach
        low, high = span[0] - before * scale, span[1] + after * scale
        for kind in kinds:
            spans = self[kind]
            for first, last in spans[bisect_left(spans, (low, 0)) :]:
                if first > high:
                    break
                if self.sentence.joined(min(first, span[0]), max(last, span[1]), comma=comma):
                    return first, last
        return None


def _within(span: Span, others: list[Span]) -> bool:
    return any(first <= span[0] and span[1] <= last for first, last in others)


class Vocabulary:
    """Word tables, ready to be looked up."""

    def __init__(self, tables: Iterable[Words]) -> None:
        self.tables = {table.code: table for table in tables}
        self._exact: defaultdict[str, list[_Entry]] = defaultdict(list)
        self._stems: defaultdict[str, list[_Entry]] = defaultdict(list)
        self._tails: defaultdict[str, list[_Entry]] = defaultdict(list)
        for table in self.tables.values():
            self._add(table)
        self._lengths = sorted({len(stem) for stem in self._stems})
        self._known: dict[str, tuple[_Entry, ...]] = {}

    def _add(self, table: Words) -> None:
        for field in fields(table):
            value = getattr(table, field.name)
            if field.name == "code" or not isinstance(value, str):
                continue
            for text in filter(None, map(str.strip, value.split(","))):
                first, *rest = _steps(text)
                index = self._tails if first.tail else self._stems if first.stem else self._exact
                index[first.word].append(_Entry(table.code, field.name, tuple(rest)))

    def _starting(self, word: str) -> tuple[_Entry, ...]:
        if (known := self._known.get(word)) is None:
            found = list(self._exact.get(word, ()))
            for length in self._lengths:
                if length > len(word):
                    break
                found += self._stems.get(word[:length], ())
            for at in range(max(1, len(word) - _LONGEST_COMPOUND), len(word) - _SHORTEST_TAIL + 1):
                found += self._tails.get(word[at:], ())
            known = tuple(found)
            if len(self._known) < 20_000:
                self._known[word] = known
        return known

    def hits(self, sentence: Sentence) -> list[Hits]:
        """What each language finds in a sentence; languages that find nothing are left out."""
        found: defaultdict[str, defaultdict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
        for at, token in enumerate(sentence.tokens):
            for entry in self._starting(token.word):
                if (last := _follow(entry.rest, sentence, at)) is not None:
                    found[entry.code][entry.kind].append((at, last))
        return [Hits(self.tables[code], sentence, kinds) for code, kinds in found.items()]


def _steps(text: str) -> list[_Step]:
    steps: list[_Step] = []
    gap = False
    for raw in normalise(text).replace("...", " ... ").split():
        if raw == "...":
            gap = True
            continue
        tokens = words(raw)
        for at, word in enumerate(tokens):
            stem, tail = raw.endswith("*") and at == len(tokens) - 1, raw.startswith("*")
            steps.append(_Step(word, stem, tail, gap))
            gap = False
    return steps


def _follow(rest: tuple[_Step, ...], sentence: Sentence, at: int) -> int | None:
    """The last token of an entry that begins at ``at``, or None where it does not go on so."""
    tokens = sentence.tokens
    for step in rest:
        places = range(at + 1, min(at + 2 + (GAP if step.gap else 0), len(tokens)))
        nexts = (place for place in places if step.fits(tokens[place].word) and sentence.joined(at, place, comma=True))
        if (found := next(nexts, None)) is None:
            return None
        at = found
    return at
