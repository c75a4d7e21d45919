"""The one door to BeautifulSoup: visible text, CSS selection and forms of a page already bounded in size and tags.

A tree costs ten times as much as the parser's events, and most questions need none: what is visible is read from the
events, and a selector is asked of a tree only where an element of the page could match it.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urljoin

import soupsieve
from bs4 import BeautifulSoup
from bs4.builder._lxml import LXMLTreeBuilder
from bs4.element import NavigableString, PreformattedString, Tag

from probes.html.glance import BLOCK, Glance, Reader, TreeNeeded
from probes.html.hidden import BUTTON_TYPES, INLINE_TAGS, Attributes, hides
from probes.personal import is_personal
from probes.text import normalise


def selector_problem(selector: str) -> str | None:
    """Why a CSS selector cannot be used, or None; for configuration checks."""
    try:
        soupsieve.compile(selector)
    except (soupsieve.SelectorSyntaxError, ValueError) as error:
        return str(error).splitlines()[0]
    return None


def attribute(tag: Tag, name: str) -> str:
    """One attribute as text; a multi-valued one (class, rel) joined by spaces; absent: empty."""
    value = tag.get(name, "")
    return " ".join(value) if isinstance(value, list) else str(value)


def _hidden(tag: Tag) -> bool:
    return hides(tag.name, tag.attrs)


def _inherits(tag: Tag | None, own: Callable[[Tag], bool], known: dict[int, bool]) -> bool:
    """Whether ``own`` is true of a tag or of one of its parents.

    ``known`` is filled on the way, so that every tag is asked once: a hostile page nests thousands deep.
    """
    path: list[Tag] = []
    while tag is not None and id(tag) not in known:
        path.append(tag)
        tag = tag.parent
    holds = tag is not None and known[id(tag)]
    for step in reversed(path):
        holds = known[id(step)] = holds or own(step)
    return holds


def _seen(tags: Iterable[Tag]) -> list[Element]:
    known: dict[int, bool] = {}
    return [Element(tag) for tag in tags if not _inherits(tag, _hidden, known)]


def outermost(elements: Iterable[Element]) -> list[Element]:
    """Each element once, without those that stand inside another: a free cell and its link are one free cell."""
    chosen = {id(element.tag): element for element in elements}
    known: dict[int, bool] = {}
    return [
        element
        for element in chosen.values()
        if not _inherits(element.tag.parent, lambda parent: id(parent) in chosen, known)
    ]


def visible_text(root: Tag) -> str:
    """What a person could read below ``root``, normalised; one line per block.

    Hidden elements, scripts, templates and comments are left out; the words on buttons are in.
    Styles in style sheets are not known here, only the ``hidden`` attribute, inline styles and the usual class names.
    """
    pieces: list[str] = []
    stack: list[Tag | NavigableString | str] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, Tag):
            if node is not root and _hidden(node):
                continue
            inline = node.name in INLINE_TAGS
            if node.name == "input":
                if attribute(node, "type").lower() in BUTTON_TYPES:
                    pieces.append(f"\n{attribute(node, 'value')}\n")
                continue
            if not inline:
                pieces.append("\n")
                stack.append("\n")
            stack.extend(reversed(node.contents))  # type: ignore[arg-type]  # bs4 types them as PageElement
        elif isinstance(node, NavigableString):
            if not isinstance(node, PreformattedString):  # comments, doctypes, processing instructions
                pieces.append(re.sub(r"\s+", " ", str(node)))  # a line break in the source is a space on the screen
        else:
            pieces.append(node)
    return normalise("".join(pieces))


@dataclass(frozen=True, slots=True)
class Element:
    """One visible element of a page."""

    tag: Tag

    @property
    def text(self) -> str:
        """Its visible text, normalised, on one line."""
        if self.tag.name == "input":
            return normalise(self.attr("value"))
        return visible_text(self.tag).replace("\n", " ")

    @property
    def words(self) -> str:
        """Its text, or what stands for it on the screen: the value of a button, a picture's alternative text."""
        stand_ins = (normalise(self.attr(name)) for name in ("aria-label", "title", "alt", "value"))
        return self.text or next((words for words in stand_ins if words), "")

    @property
    def classes(self) -> frozenset[str]:
        return frozenset(self.attr("class").split())

    def attr(self, name: str) -> str:
        """One attribute, or the empty string."""
        return attribute(self.tag, name)

    def select(self, css: str) -> list[Element]:
        """Visible elements below this one."""
        return _seen(self.tag.select(css))


@dataclass(frozen=True, slots=True)
class Form:
    """A form as the page offers it."""

    action: str
    """Absolute URL."""
    method: str
    hidden: Mapping[str, str]
    """The hidden fields with their values; personal ones are left out, whoever put them there."""

    def fill(self, **fields: str) -> dict[str, str]:
        """The hidden fields and the given ones: what a person's click would send, without anything personal."""
        return {**self.hidden, **fields}


class Html:
    """A parsed page. Each kind of parsing happens once, at the first question that needs it."""

    def __init__(self, text: str, url: str) -> None:
        self._text = text.replace(BLOCK, "")  # libxml2 ends a document at a NUL
        self._url = url

    def _parse(self, builder: LXMLTreeBuilder) -> BeautifulSoup:
        with warnings.catch_warnings():  # that a body looks like a URL or like XML is the site's affair
            warnings.simplefilter("ignore")
            return BeautifulSoup(self._text, builder=builder)

    @cached_property
    def _soup(self) -> BeautifulSoup:
        return self._parse(LXMLTreeBuilder())

    @cached_property
    def _glance(self) -> Glance | None:
        """None where only the tree answers."""
        reader = Reader()
        try:
            self._parse(reader).decompose()  # it refers to itself, and to the reader
        except TreeNeeded:
            return None
        return reader.glance()

    @cached_property
    def visible(self) -> str:
        return visible_text(self._soup) if self._glance is None else self._glance.visible

    @cached_property
    def title(self) -> str:
        if self._glance and self._glance.title is not None:
            return self._glance.title
        title = self._soup.find("title")
        return normalise(title.get_text()).replace("\n", " ") if title else ""

    @cached_property
    def heading(self) -> str:
        """The first visible ``h1``, on one line."""
        if self._glance:
            return self._glance.heading
        return next((heading.text for heading in self.select("h1")), "")

    @cached_property
    def language(self) -> str | None:
        """What ``<html lang>`` declares, lower case, or None."""
        root = self._first("html")
        declared = root.get("lang") or root.get("xml:lang") or ""
        return str(declared).strip().lower()[:35] or None

    def _first(self, tag: str) -> Attributes:
        """The attributes of the first element of a kind."""
        if self._glance and len(found := [*self._glance.shown.get(tag, ()), *self._glance.unseen.get(tag, ())]) <= 1:
            return found[0] if found else {}
        first = self._soup.find(tag)
        return first.attrs if isinstance(first, Tag) else {}

    def _may_have(self, css: str, *, visible: bool) -> bool:
        return self._glance is None or self._glance.may_have(css, visible=visible)

    def select(self, css: str) -> list[Element]:
        """Visible elements, in document order."""
        return _seen(self._soup.select(css)) if self._may_have(css, visible=True) else []

    def has(self, css: str) -> bool:
        """Whether an element exists, visible or not: for the shape of a page, never for a claim."""
        return self._may_have(css, visible=False) and self._soup.select_one(css) is not None

    def forms(self, css: str = "form") -> Iterator[Form]:
        """The forms that match, hidden or not, but for those whose address nobody could open."""
        if not self._may_have(css, visible=False):
            return
        base = self._soup.select_one("base[href]")
        for tag in self._soup.select(css):
            given = attribute(tag, "action").strip()
            try:
                root = urljoin(self._url, attribute(base, "href")) if base else self._url
                action = urljoin(root, given) if given else self._url  # an empty action is the page itself, base or not
            except ValueError:
                continue
            hidden = {
                attribute(field, "name"): attribute(field, "value")
                for field in tag.select("input[type=hidden i][name]")
                if not is_personal(attribute(field, "name"))
            }
            yield Form(action, attribute(tag, "method").upper() or "GET", hidden)
