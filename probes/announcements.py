"""What an office announces in plain sentences: closures, warnings, releases of slots. Pure; French and English.

A closure is only read from a sentence that speaks of booking as a whole and holds without an end. One about some
procedures, some days or a date proves nothing here (nobody in this room knows what day it is): it is only quoted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Literal

from probes.contract import Page, Reason, Statement
from probes.html import outermost, visible_text

MAX_SENTENCE = 400
"""Characters; what is longer is no announcement."""
MAX_STATEMENTS = 20

_SENTENCE_END = re.compile(r"(?<=[.!?]) (?=[A-ZÀ-Ý\"«])")
_BOOKING_FR = (
    r"(?:toutes? )?(?:les? |la |nos )?(?:prises? de (?:rendez-vous|rdv)"
    r"|réservations?(?: de (?:rendez-vous|rdv|créneaux))?"
    r"|(?:module|service|site|planning|outil|système) de (?:prise de |réservation de )?(?:rendez-vous|rdv)"
    r"|rendez-vous|rdv)(?: (?:en ligne|(?:sur|par) internet|sur ce site|pour cette démarche))*"
)
_HEAD_FR = (
    r"(?:(?:attention|important|informations?|info|avis) ?[:!,-]+ ?)?"
    r"(?:(?:en raison|à la suite|suite|compte tenu|du fait)\b[^:;]{1,150}?, )?"
    r"(?:(?:actuellement|à ce jour|pour le moment|pour l'instant),? )?"
    r"(?:(?:nous vous informons|veuillez noter|merci de noter) que )?"
)
_SHUT_FR = r"(?:suspendue?s?|interrompue?s?|fermée?s?|closes?|clos|désactivée?s?)"
_HOW_FR = r"(?:(?:actuellement|temporairement|provisoirement|momentanément|définitivement|totalement|toujours) ){0,2}"
_TAIL_FR = (
    r"(?:,? (?:jusqu'à nouvel (?:ordre|avis)|pour le moment|pour l'instant|pour une durée indéterminée|temporairement"
    r"|provisoirement|momentanément|définitivement))*"
    r"(?:,? (?:en raison|à la suite|suite|compte tenu|du fait|faute|pour cause|pour des raisons)\b[^:;]{1,200}?)?"
)
_BOOKING_EN = (
    r"(?:(?:all|the|our|online) ){0,3}(?:(?:appointment )?bookings?(?: (?:system|service|of appointments))?"
    r"|appointment (?:system|service|scheduling)|appointments)(?: (?:online|on this (?:web)?site))?"
)
_HEAD_EN = (
    r"(?:(?:attention|important|information|notice|warning) ?[:!,-]+ ?)?(?:please note(?: that|:) )?"
    r"(?:(?:due to|because of|owing to)\b[^:;]{1,150}?, )?"
)
_HOW_EN = r"(?:(?:currently|temporarily|now|permanently) ){0,2}"
_TAIL_EN = (
    r"(?:,? (?:until further notice|for now|for the time being|temporarily|permanently))*"
    r"(?:,? (?:due to|because of|owing to)\b[^:;]{1,200}?)?"
)
_SITE = r"(?:site|website|plateforme|platform|portail|portal|adresse|address|page|https?://|www\.)"
_SHUT_WORDS = re.compile(
    r"suspen[ds]|interromp|ferm[ée]|\bclos|désactiv|(?:pas|plus) possible|closed|discontinued|paused|disabled|on hold"
    r"|déménagé|changé|transféré|déplacé|migré|moved|transferred",
    re.IGNORECASE,
)


def _sentence(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern}) ?[.!]*", re.IGNORECASE)


_CLOSURES = (
    (
        "closed",
        "fr",
        _sentence(
            rf"{_HEAD_FR}{_BOOKING_FR} (?:(?:est|sont|reste|restent|demeure|demeurent) )?{_HOW_FR}{_SHUT_FR}{_TAIL_FR}"
        ),
    ),
    (
        "impossible",
        "fr",
        _sentence(rf"{_HEAD_FR}{_BOOKING_FR} n'(?:est|sont) (?:actuellement )?(?:pas|plus) possibles?{_TAIL_FR}"),
    ),
    (
        "closure",
        "fr",
        _sentence(
            r"(?:suspension|fermeture|interruption)(?: temporaire| provisoire| définitive)? "
            rf"(?:de la |des |du )(?!les? |la |nos |toute){_BOOKING_FR}{_TAIL_FR}"
        ),
    ),
    (
        "closed",
        "en",
        _sentence(
            rf"{_HEAD_EN}{_BOOKING_EN} (?:(?:is|are|has been|have been|remains?) )?{_HOW_EN}"
            rf"(?:suspended|closed|discontinued|paused|disabled|on hold){_TAIL_EN}"
        ),
    ),
    (
        "moved",
        "fr",
        _sentence(
            rf"{_HEAD_FR}{_BOOKING_FR} (?:a|ont) (?:changé d'adresse|(?:déménagé|été (?:transféré|déplacé|migré)e?s?) "
            rf"(?:vers|sur|à) [^;]{{0,60}}?{_SITE}[^;]{{0,200}}?)"
        ),
    ),
    (
        "moved",
        "en",
        _sentence(
            rf"{_HEAD_EN}{_BOOKING_EN} (?:has|have) (?:moved|been (?:moved|transferred)) to "
            rf"[^;]{{0,60}}?{_SITE}[^;]{{0,200}}?"
        ),
    ),
)
_PARTIAL = re.compile(
    # Only for some, only for a time, or not at all: such a sentence does not say that booking as a whole is closed.
    r"\b(?:pour (?!le moment|l'instant|une durée|cause|des raisons|cette démarche|raison)|sauf|hormis|excepté|hors|"
    r"uniquement|seulement|certaine?s?|concernant|si|lorsque|quand|entre|jusqu'au|jusqu'à (?!nouvel)|à compter|"
    r"à partir|dès|puis|week-end|guichet|téléphone|for (?!now|the time being)|except|unless|some|only|if|when|between|"
    r"until (?!further notice)|from|then|counter|phone)\b",
    re.IGNORECASE,
)
_ILLNESS = re.compile(r"covid[ -]?19", re.IGNORECASE)
_FOR_GOOD = re.compile(r"définitive|permanently|discontinued|désactiv|disabled", re.IGNORECASE)
_FOR_NOW = re.compile(r"temporair|provisoire|momentané|nouvel ordre|temporarily|further notice|for now", re.IGNORECASE)

Kind = Literal["last-release", "next-release", "warning", "terms"]
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("last-release", re.compile(r"dernière (?:mise en ligne|ouverture)|last release", re.IGNORECASE)),
    (
        "next-release",
        re.compile(
            r"prochaine (?:mise en ligne|ouverture)|(?:nouveaux|prochains) (?:créneaux|rendez-vous|rdv)\b"
            r"|next release|new (?:appointments|slots|appointment slots)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "terms",
        re.compile(
            r"conditions (?:générales )?d'utilisation|terms (?:of (?:use|service)|and conditions)", re.IGNORECASE
        ),
    ),
    (
        "warning",
        re.compile(
            r"gratuit|payant|exclusivement|uniquement (?:en ligne|sur|par|via)|arnaque|escroqu|fraud|vigilan|désormais"
            r"|nouvel ordre|free of charge|beware|scam|only (?:online|via|through)|further notice",
            re.IGNORECASE,
        ),
    ),
)
_OF_BOOKING = re.compile(r"rendez-vous|\brdv\b|réserv|démarche|appointment|booking", re.IGNORECASE)

_MONTHS = {
    name: number
    for number, names in enumerate(
        ["janvier january", "février fevrier february", "mars march", "avril april", "mai may", "juin june"]
        + ["juillet july", "août aout august", "septembre september", "octobre october", "novembre november"]
        + ["décembre decembre december"],
        start=1,
    )
    for name in names.split()
}
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_WORDS = re.compile(r"(?<!\d)(\d{1,2})(?:er|st|nd|rd|th)? ([a-zéû]{3,9}) (\d{4})(?!\d)", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"\b([a-z]{3,9}) (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)", re.IGNORECASE)


def dates(text: str, *, day_first: bool = True) -> list[date]:
    """Every whole date written in a text, in its order; numbers alone only where the day is known to come first."""
    found = [(hit.start(), hit[1], hit[2], hit[3]) for hit in _ISO.finditer(text)]
    found += [(hit.start(), hit[3], hit[2], hit[1]) for hit in _NUMBERS.finditer(text) if day_first]
    found += [(hit.start(), hit[3], hit[2], hit[1]) for hit in _WORDS.finditer(text)]
    found += [(hit.start(), hit[3], hit[1], hit[2]) for hit in _MONTH_FIRST.finditer(text)]
    read = []
    for _, year, month, day in sorted(found):
        with suppress(ValueError):  # the 31st of June, a word that is no month
            read.append(date(int(year), _MONTHS.get(month.lower()) or int(month), int(day)))
    return read


@dataclass(frozen=True, slots=True)
class Closure:
    """A sentence that says that booking as a whole is closed."""

    reason: Reason
    quote: str
    rule: str
    language: str


def closure(page: Page) -> Closure | None:
    """The first clear sentence, in the page's main part and not inside a link (that would be another page's news)."""
    candidates = [sentence for sentence in sentences(page) if _SHUT_WORDS.search(sentence)]
    elsewhere = _in_links(page) if candidates else frozenset()
    for sentence in candidates:
        for rule, language, pattern in _CLOSURES:
            if pattern.fullmatch(sentence) and _without_limits(sentence, rule) and sentence not in elsewhere:
                return Closure(_reason(rule, sentence), sentence[:200], rule, language)
    return None


def _without_limits(sentence: str, rule: str) -> bool:
    dated = rule != "moved" and re.search(r"\d", _ILLNESS.sub("", sentence))  # an address may hold numbers
    return not dated and not _PARTIAL.search(sentence)


def _reason(rule: str, sentence: str) -> Reason:
    if rule == "moved":
        return Reason.MOVED
    for_good = _FOR_GOOD.search(sentence) and not _FOR_NOW.search(sentence)
    return Reason.DISABLED if for_good else Reason.SUSPENDED


def _in_links(page: Page) -> frozenset[str]:
    """The sentences inside links: news of another page."""
    links = outermost(page.select("a"))
    return frozenset(sentence for link in links for sentence in _SENTENCE_END.split(link.text))


def sentences(page: Page) -> Iterator[str]:
    """The sentences of the page's main part (of all of it where none is marked), each once, without its menus."""
    if not page.is_html:
        return
    main = page.select("main, [role=main]")
    menus = {
        line for part in outermost(page.select("nav, footer, aside")) for line in visible_text(part.tag).split("\n")
    }
    seen: set[str] = set()
    for line in (visible_text(main[0].tag) if main else page.visible).split("\n"):
        if line in menus:
            continue
        for sentence in _SENTENCE_END.split(line):
            if 0 < len(sentence) <= MAX_SENTENCE and sentence not in seen:
                seen.add(sentence)
                yield sentence


def statements(page: Page, warns: Callable[[str], bool] = lambda _sentence: False) -> tuple[Statement, ...]:
    """What the office says about releases, costs, ways of booking and terms; ``warns`` tells further warnings."""
    day_first = not (page.language or "").startswith("en")  # 5/6 is the fifth of June or the sixth of May
    said = []
    for sentence in sentences(page):
        kind: Kind | None = next((kind for kind, pattern in _KINDS if pattern.search(sentence)), None)
        shut = _SHUT_WORDS.search(sentence) and _OF_BOOKING.search(sentence)
        if kind is None and (shut or warns(sentence)):
            kind = "warning"
        if kind:
            named = dates(sentence, day_first=day_first)
            said.append(Statement(kind, sentence, named[0] if named else None))
    return tuple(said[:MAX_STATEMENTS])
