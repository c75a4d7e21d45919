"""The one door to BeautifulSoup: visible text, CSS selection and forms of a page already bounded in size and tags."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urljoin

import soupsieve
from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from probes.personal import is_personal
from probes.text import normalise

_UNSEEN_TAGS = frozenset(
    ["script", "style", "template", "noscript", "head", "title", "iframe", "object", "embed", "svg", "canvas"]
    + ["datalist", "audio", "video", "map", "noframes"]
)
_UNSEEN_CLASSES = frozenset(
    ["d-none", "hidden", "hide", "is-hidden", "ng-hide", "visually-hidden", "sr-only", "fr-sr-only", "invisible"]
)
_WIDE_SCREENS = re.compile(r"(?:d-(?:sm|md|lg|xl|xxl)-|(?:sm|md|lg|xl|2xl):)(?:block|inline|flex|grid|table)")
"""Shown from a width on (Bootstrap, Tailwind): ``d-none d-md-block`` is what everybody but a telephone sees."""
_UNSEEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.IGNORECASE)
_INLINE_TAGS = frozenset(
    ["a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins"]
    + ["kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup"]
    + ["time", "tt", "u", "var", "wbr", "nobr"]
)
_BUTTON_TYPES = frozenset(["submit", "button", "reset"])


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


def _hides(tag: Tag) -> bool:
    if tag.name in _UNSEEN_TAGS or tag.has_attr("hidden"):
        return True
    if tag.name == "dialog" and not tag.has_attr("open"):
        return True
    if tag.name == "input" and attribute(tag, "type").lower() == "hidden":
        return True
    classes = attribute(tag, "class").split()
    if not _UNSEEN_CLASSES.isdisjoint(classes) and not any(map(_WIDE_SCREENS.match, classes)):
        return True
    return bool(_UNSEEN_STYLE.search(attribute(tag, "style")))


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
    return [Element(tag) for tag in tags if not _inherits(tag, _hides, known)]


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
            if node is not root and _hides(node):
                continue
            inline = node.name in _INLINE_TAGS
            if node.name == "input":
                if attribute(node, "type").lower() in _BUTTON_TYPES:
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
    """A parsed page. Parsing happens once, at the first question."""

    def __init__(self, text: str, url: str) -> None:
        self._text = text
        self._url = url

    @cached_property
    def _soup(self) -> BeautifulSoup:
        with warnings.catch_warnings():  # that a body looks like a URL or like XML is the site's affair
            warnings.simplefilter("ignore")
            return BeautifulSoup(self._text.replace("\x00", ""), "lxml")  # libxml2 ends a document at a NUL

    @cached_property
    def visible(self) -> str:
        return visible_text(self._soup)

    @cached_property
    def title(self) -> str:
        title = self._soup.find("title")
        return normalise(title.get_text()).replace("\n", " ") if title else ""

    @cached_property
    def language(self) -> str | None:
        """What ``<html lang>`` declares, lower case, or None."""
        root = self._soup.find("html")
        declared = attribute(root, "lang") or attribute(root, "xml:lang") if isinstance(root, Tag) else ""
        return declared.strip().lower()[:35] or None

    def select(self, css: str) -> list[Element]:
        """Visible elements, in document order."""
        return _seen(self._soup.select(css))

    def has(self, css: str) -> bool:
        """Whether an element exists, visible or not: for the shape of a page, never for a claim."""
        return self._soup.select_one(css) is not None

    def forms(self, css: str = "form") -> Iterator[Form]:
        """The forms that match, hidden or not, but for those whose address nobody could open."""
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
