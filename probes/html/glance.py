"""A page at a glance: what it shows and which elements it has, from the parser's events, without a tree. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import soupsieve
from bs4.builder._lxml import LXMLTreeBuilder
from soupsieve.css_types import Selector, SelectorAttribute, SelectorNull

from probes.html.hidden import BUTTON_TYPES, HIDE_BY_NAME, INLINE_TAGS, Attributes, hides
from probes.text import normalise


class TreeNeeded(Exception):
    """The events alone do not tell what BeautifulSoup would make of them."""


BLOCK = "\x00"
"""Where a block begins or ends; no text holds it, since a page is parsed without."""
_OWN_STRINGS = ("template", "rt", "rp")
"""Text inside is of a kind of its own to BeautifulSoup, and no part of a title."""


class Reader(LXMLTreeBuilder):
    """Takes the events out of which BeautifulSoup would make its tree, and makes none.

    It stands where a tree builder stands, so that it is given the same events of the same parser. Raises ``TreeNeeded``
    where they do not tell what the tree would be.
    """

    def reset(self) -> None:
        """Begin: BeautifulSoup may try a page more than once."""
        self._shown: defaultdict[str, list[Attributes]] = defaultdict(list)
        self._unseen: defaultdict[str, list[Attributes]] = defaultdict(list)
        self._open: list[str] = []
        self._hidden_at = self._heading_at = self._title_at = 0  # depths; 0: not inside such an element
        self._pieces: list[str] = []
        self._heading: tuple[int, int | None] = (0, 0)
        self._title: list[str] | None = None
        self._odd_title = False

    def feed(self, markup: str | bytes) -> None:
        """Read a whole page. Raises ``TreeNeeded``."""
        self._braces = "{" in str(markup)
        super().feed(markup)

    def start(self, tag: str, attrib: Mapping[str, str], nsmap: Mapping[str, str] | None = None) -> None:  # type: ignore[override]  # noqa: ARG002  # what lxml gives for HTML
        """An element begins."""
        self._open.append(tag)
        if self._braces and "{" in "".join(attrib):
            raise TreeNeeded  # BeautifulSoup takes it for a namespace
        if self._hidden_at:
            self._unseen[tag].append(attrib)
            self._odd_title = self._odd_title or bool(self._title_at)
        elif (attrib or tag in HIDE_BY_NAME) and hides(tag, attrib):
            self._hidden_at = len(self._open)
            self._unseen[tag].append(attrib)
        else:
            self._shown[tag].append(attrib)
            if tag not in INLINE_TAGS:
                self._begin_block(tag, attrib)
        if tag == "title" and self._title is None:
            self._title, self._title_at = [], len(self._open)

    def _begin_block(self, tag: str, attrib: Mapping[str, str]) -> None:
        if tag == "input":
            self._hidden_at = len(self._open)  # it has no inside
            if attrib.get("type", "").lower() in BUTTON_TYPES:
                self._pieces += (BLOCK, attrib.get("value", "").replace("\n", BLOCK), BLOCK)
            return
        self._pieces.append(BLOCK)
        if tag == "h1" and self._heading == (0, 0):
            self._heading, self._heading_at = (len(self._pieces), None), len(self._open)

    def end(self, tag: str) -> None:  # type: ignore[override]  # lxml gives no bytes
        """The last open element ends."""
        depth = len(self._open)
        if not depth or self._open.pop() != tag:
            raise TreeNeeded
        if self._hidden_at:
            if depth == self._hidden_at:
                self._hidden_at = 0
            if depth == self._title_at:
                self._title_at = 0
        elif tag not in INLINE_TAGS:
            self._pieces.append(BLOCK)
            if depth == self._heading_at:
                self._heading, self._heading_at = (self._heading[0], len(self._pieces)), 0

    def data(self, data: str) -> None:  # type: ignore[override]
        """Text; a long one comes in parts."""
        if not self._hidden_at:
            self._pieces.append(data)
        elif self._title_at and self._title is not None:
            self._title.append(data)

    def comment(self, text: str) -> None:  # type: ignore[override]
        """Nobody sees it."""

    def pi(self, target: str, data: str) -> None:
        """Nor an instruction."""

    def doctype(self, name: str, pubid: str, system: str) -> None:
        """Nor the document's type."""

    def glance(self) -> Glance:
        """What the events told, once; the parser keeps a hold on this reader for a while, but on nothing large."""
        odd = self._odd_title or any(tag in found for tag in _OWN_STRINGS for found in (self._shown, self._unseen))
        begin, end = self._heading
        made = Glance(
            visible=_shown(self._pieces),
            heading=_shown(self._pieces[begin:end]).replace("\n", " "),
            title=None if odd else normalise("".join(self._title or ())).replace("\n", " "),
            shown=self._shown,
            unseen=self._unseen,
        )
        self.reset()
        return made


@dataclass(frozen=True)
class Glance:
    """What a page shows; each answer is that of BeautifulSoup's tree."""

    visible: str
    heading: str
    """The first visible ``h1``, on one line."""
    title: str | None
    """None: only a tree tells it."""
    shown: Mapping[str, list[Attributes]]
    """The attributes of the visible elements, by tag."""
    unseen: Mapping[str, list[Attributes]]

    def may_have(self, css: str, *, visible: bool) -> bool:
        """False: no element, or no visible one, can match; where an element stands on the page is not asked here."""
        found = (self.shown,) if visible else (self.shown, self.unseen)
        return any(
            _may_match(selector, elements) for selector in soupsieve.compile(css).selectors for elements in found
        )


def _may_match(selector: Selector | SelectorNull, elements: Mapping[str, list[Attributes]]) -> bool:
    """Whether tag, id, classes and attributes of a selector fit an element; all its other parts only restrict it."""
    if isinstance(selector, SelectorNull):  # nothing ever matches it
        return False
    name = selector.tag.name.lower() if selector.tag and selector.tag.name else "*"
    alike = elements.values() if name == "*" else (elements.get(name, ()),)
    return any(_fits(selector, attributes) for same in alike for attributes in same)


def _fits(selector: Selector, attributes: Attributes) -> bool:
    if any(wanted != attributes.get("id", "") for wanted in selector.ids):
        return False
    if selector.classes:
        given = str(attributes.get("class", ""))
        if selector.classes[0] not in given or not set(selector.classes).issubset(given.split()):
            return False
    return all(_fits_attribute(wanted, attributes) for wanted in selector.attributes)


def _fits_attribute(wanted: SelectorAttribute, attributes: Attributes) -> bool:
    name = wanted.attribute.lower()
    if wanted.prefix or wanted.inverse or not name.isascii():
        return True
    if name not in attributes:
        return False
    if wanted.pattern is None:
        return True
    # BeautifulSoup joins some attributes by single spaces, soupsieve lowers some: one of these is what it compares.
    value = str(attributes[name])
    joined = " ".join(value.split())
    return any(map(wanted.pattern.search, (value, joined, value.lower(), joined.lower())))


def _shown(pieces: list[str]) -> str:
    """Text as ``visible_text`` gives it: a line break in the source is a space on the screen."""
    return normalise("".join(pieces).replace("\n", " ").replace(BLOCK, "\n"))
