"""What a page shows at first sight: its words, its headings, and whether booking goes on there. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from probes.contract import Page, Reading, Reason

if TYPE_CHECKING:
    from probes.html import Element

LOOKED_AT = 6_000
"""Characters of visible text; a page with more is no error page, and none of its sentences decides anything."""
SHORT = 2_500
"""Characters: the most talkative block page (Cloudflare's, with its questions and answers) has 1,700."""
BARE = 1_500
"""Characters: an error page says little else; a sentence about maintenance on a full page decides nothing."""
EMPTY = 300
"""Characters: what is left where a script is to draw the page."""
_HEADLINE = 300
_MARKUP = 100_000
_MANY = 200
"""More fields or cells than this are not asked one by one whether they are visible."""

_CLOCK_TIME = re.compile(r"\b\d{1,2} ?[:h] ?[0-5]\d\b", re.IGNORECASE)
_LINE_OF_TIME = re.compile(r"^\d{1,2} ?[:.h] ?[0-5]\d(?: ?(?:uhr|h|am|pm))?$", re.IGNORECASE | re.MULTILINE)
_BOOKING = (
    "input[type=radio i], input[type=date i], select option:nth-of-type(6), td:nth-of-type(5),"
    " [class*=calendar i]:not(i, span, svg), [class*=datepicker i], [id*=calendar i], [id*=datepicker i]"
)
_BOOKING_WORDS = ("radio", "date", "<select", "<td", "calendar")
_SENTENCE_END = re.compile(r"\n|(?<=[.!?])\s+(?=[^\W\d_])|(?<=[。！？])")
_MESSAGE_KEYS = frozenset(
    "error errors message messages msg detail details title reason fault status code errorcode errormessage exception"
    " exceptionmessage description errordescription text".split()
)
_NOT_ASKED = frozenset(["hidden", "submit", "button", "reset", "image"])
_SEARCH = re.compile(r"search|such|recherche|buscar|cerca|zoek|query|^[qs]$|lang", re.IGNORECASE)
_BOOKED = re.compile(
    r"cr[ée]neau|plages? horaires?|rendez-vous|\brdv\b|\bslots?\b|appointments?\b|\btermine?n?\b|\bcitas?\b|\bturnos?\b"
    r"|appuntament|afspra|\bhor[áa]rios?\b|marca[çc](?:[ãa]o|[õo]es)|\bvagas?\b|termin[óyu]|wizyt|\btider?\b|\baikoj?a"
    r"|randevu|запис|при[её]м|время|予約|预约|預約|예약|موع?[اد]|\bdates?\b",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"disponib|dispon[íi]ve|availab|\blibres?\b|verfügbar|\bfrei|belegt|ausgebucht|booked|complet|\baucune?\b|\bno\b"
    r"|\bkeine?n?\b|\bnessun|\bgeen\b|n[ãa]o h[áa]|beschikbaar|vrij|\bingen\b|\binga\b|\bbrak\b|dostępn|ledig|choisi"
    r"|s[ée]lectionn|choose|select|wähl|elij|scegli|kies|wybier|свобод|доступн|нет\b|空|没有|沒有|없|متا?ح",
    re.IGNORECASE,
)
_OUT_OF_ORDER = re.compile(
    r"temporarily (?:un|not )available|(?:temporairement|momentanément|provisoirement) indisponible"
    r"|vorübergehend nicht (?:verfügbar|möglich)|temporalmente no (?:está )?disponible"
    r"|temporaneamente non disponibile|tijdelijk niet beschikbaar|temporariamente indispon[íi]vel"
    r"|(?:tymczasowo|chwilowo) niedostępn\w*|временно недоступ\w*|тимчасово недоступ\w*|dočasně nedostupn\w*"
    r"|(?:load|retriev|fetch)(?:ing)? [^.\n]{0,40}|chargement d\w{1,2} [^.\n]{0,40}|beim laden [^.\n]{0,60}",
    re.IGNORECASE,
)
"""The booking itself is out of order, or was being fetched: that is no answer about slots."""


@dataclass(frozen=True)
class Sight:
    """One page, with the questions that every rule asks; each is answered once, and only if it is asked."""

    page: Page

    @property
    def is_error(self) -> bool:
        """Whether the server itself calls the answer an error."""
        return self.page.status >= 400

    @cached_property
    def host(self) -> str:
        try:
            return (urlsplit(self.page.url).hostname or "").lower()
        except ValueError:
            return ""

    @cached_property
    def text(self) -> str:
        """The words: visible text, or the values (never the keys) of a small JSON answer."""
        if isinstance(self.page.json, dict | list):
            return "\n".join(_values(self.page.json))[:LOOKED_AT] if self._is_json_message else ""
        return self.page.visible[:LOOKED_AT]

    @property
    def _is_json_message(self) -> bool:
        """Whether a JSON answer could be a message instead of data: small, and one of its keys says so."""
        keys = self.page.json if isinstance(self.page.json, dict) else ()
        return self.length <= SHORT and any(str(key).lower().replace("_", "") in _MESSAGE_KEYS for key in keys)

    @cached_property
    def length(self) -> int:
        return len(self.page.visible)

    @cached_property
    def title(self) -> str:
        return self.page.html.title[:_HEADLINE] if self.page.is_html else ""

    @cached_property
    def heading(self) -> str:
        """The first visible ``h1``; for plain text its first line."""
        if not self.page.is_html:
            return "" if self.page.json is not None else self.text.partition("\n")[0][:_HEADLINE]
        return self.page.html.heading[:_HEADLINE] if "<h1" in self.markup else ""

    @cached_property
    def headlines(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(line for line in (self.heading, self.title) if line))

    @cached_property
    def markup(self) -> str:
        return self.page.text[:_MARKUP].lower()

    @cached_property
    def header_lines(self) -> tuple[str, ...]:
        return tuple(f"{name}: {value}" for name, value in self.page.headers.items())

    @cached_property
    def fields(self) -> list[Element]:
        """Visible fields that ask the visitor something; a search box and the choice of a language do not count."""
        shown = self.page.select("input, select, textarea")
        asked = [field for field in shown if field.attr("type").lower() not in _NOT_ASKED]
        return [field for field in asked if not is_search(field)]

    @cached_property
    def books(self) -> bool:
        """Whether a calendar, a list of times or choices to make are on the page: then nothing stands in the way."""
        shown = self.page.visible
        if len(_CLOCK_TIME.findall(shown)) > 2 or _LINE_OF_TIME.search(shown):
            return True
        if sum(self.markup.count(tag) for tag in ("<td", "<option", "<input")) > _MANY:
            return True
        # Selecting costs more than everything else here: only where the source could hold what is looked for.
        return any(word in self.markup for word in _BOOKING_WORDS) and bool(self.page.select(_BOOKING))

    @cached_property
    def is_short(self) -> bool:
        """Whether the page may be somebody else's: short and without anything to book."""
        return self.length <= SHORT and not self.books

    @cached_property
    def is_bare(self) -> bool:
        """Whether there is nothing on the page but a few words."""
        return self.length <= BARE and not self.books and not self.fields

    @cached_property
    def is_empty(self) -> bool:
        return self.length <= EMPTY and not self.books and not self.fields

    @cached_property
    def decisive(self) -> tuple[str, ...]:
        """The texts whose sentences decide: all on a bare page or a short error, and the headlines of short pages."""
        whole = (self.text,) if self.is_bare or (self.is_error and self.length <= BARE) else ()
        return (*whole, *self.headlines) if self.is_error or (self.is_short and not self.fields) else whole

    def speaks_of_slots(self, beside: str = "") -> bool:
        """Whether a line says something of free or taken slots, apart from the words that were already understood."""
        lines = self.text.replace(beside, " ", 1).split("\n") if beside else self.text.split("\n")
        lines = [_OUT_OF_ORDER.sub(" ", line) for line in lines]
        return any(_BOOKED.search(line) and _FREE.search(line) for line in lines)

    def reading(self, reason: Reason, rule: str, quote: str = "", language: str | None = None) -> Reading:
        """A reading with the words that prove it, or the page's headline where a status or a shape proved it."""
        words = quote or (self.headlines[0] if self.headlines else "")
        return Reading(
            reason, quote=words[:200], rule=f"screen/{rule}", language=language, page_language=self.page.language
        )

    def quoted(self, found: re.Match[str]) -> str:
        """The sentence around a match where it is not too long, else the match; its first line."""
        whole = self.sentence(found)
        return (whole if len(whole) <= 200 else found[0]).strip().partition("\n")[0]

    def sentence(self, found: re.Match[str]) -> str:
        """The sentence around a match, or the sentences that it reaches over."""
        text = found.string
        ends = [end.end() for end in _SENTENCE_END.finditer(text)]
        before, after = bisect_right(ends, found.start()), bisect_left(ends, found.end())
        return text[ends[before - 1] if before else 0 : ends[after] if after < len(ends) else len(text)].strip()


def is_search(field: Element) -> bool:
    """Whether a field searches the site or chooses a language: such a field stands on error pages too."""
    names = (field.attr("name"), field.attr("id"), field.attr("class"))
    return field.attr("type").lower() == "search" or any(_SEARCH.search(name) for name in names if name)


def _values(value: Any, depth: int = 4) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif depth and isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _values(inner, depth - 1)
