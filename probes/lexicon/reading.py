"""A whole page read by the words of many languages: for pages that no probe and no operator knows. Pure.

"None" is claimed from words; "slots" only from a dated line, since words about what is available stand on every page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal, get_args

from probes.contract import Page, Reading, Reason, Slots, Window
from probes.lexicon.dates import names_a_day
from probes.lexicon.languages import VOCABULARY
from probes.lexicon.statements import Findings, Found, examine
from probes.lexicon.tokens import sentences

Span = Literal["", "day", "week", "month", "period"]

_TIME = re.compile(
    r"\d{1,2} ?[:h.] ?\d{2}(?: ?[ap]\.?m\.?| ?uhr| ?h)?(?: ?- ?\d{1,2} ?[:h.] ?\d{2}.{0,8})?", re.IGNORECASE
)
_DAY_AND_TIME = re.compile(
    r"(?:lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun|die|mit|don|fre|son|mié|mie|jue|vie|sáb|sab|dom|gio)"
    r"[^\W\d]{0,7}\.?(?: \d{1,2}\.?(?: [^\W\d]{3,12})?)?,? (?:à |at |um |a las )?"
    r"(?:[01]?\d|2[0-3]) ?(?:h|:|uhr)(?: ?[0-5]\d)?",
    re.IGNORECASE,
)
_CONTROLS = "a, button, label, option, [role=button]"
_PICKERS = "input[type=date i], [class*=calendar i], [class*=datepicker i], [id*=calendar i], [id*=datepicker i]"
_MOST_CONTROLS = 2000
_LONGEST_ROW = 400
"""Characters: a longer row is a part of the page's layout."""
_SHORT_LINE = 80
"""Characters of the line before a statement that may name the day it speaks of."""


def read_with_lexicon(page: Page) -> Reading:
    """What the page says in words; ``unrecognised`` where it says nothing, or not of the whole page.

    A statement about days that neither sentence nor page names has a ``span`` and so answers for no horizon.
    """
    if page.json is not None:  # JSON may hold every message of a program
        return _unread(page, "json")
    findings = examine(page.visible)
    nones, offers, taken = (_of_kind(findings, kind) for kind in ("none", "offer", "taken"))
    if nones:
        return _none(page, nones, offers, findings)
    if dated := [found for found in offers if found.rule.endswith("/next-free") and found.dates]:
        slots = Slots(earliest=dated[0].dates[0])
        return _reading(page, Reason.POSITIVE_PHRASE, dated[0], slots=slots)
    if taken and not offers:
        return _reading(page, Reason.SLOT_JUST_TAKEN, taken[0])
    return _unread(page, "nothing-known")


def _of_kind(findings: Findings, kind: str) -> list[Found]:
    return [found for found in findings.found if found.kind == kind]


def _unread(page: Page, rule: str) -> Reading:
    return Reading(Reason.UNRECOGNISED_PAGE, rule=f"lexicon/{rule}", page_language=page.language)


def _reading(
    page: Page,
    reason: Reason,
    found: Found,
    *,
    rule: str = "",
    slots: Slots | None = None,
    window: Window | None = None,
    span: Span = "",
) -> Reading:
    return Reading(
        reason,
        page.visible[found.start : found.end],
        f"{found.rule.rsplit('/', 1)[0]}/{rule}" if rule else found.rule,
        found.language,
        page.language,
        slots or Slots(),
        window,
        span=span,
    )


def _none(page: Page, nones: list[Found], offers: list[Found], findings: Findings) -> Reading:
    unlimited = [found for found in nones if found.scope is None]
    found = (unlimited or nones)[0]
    if offers or _times_to_choose(page) or _times_listed(page) or (found.scope != "day" and _days_to_choose(page)):
        return _reading(page, Reason.CONTRADICTORY_PAGE, found, rule="both")
    if any(ignored.why == "it says what is being loaded" for ignored in findings.ignored):
        return _reading(page, Reason.UNRECOGNISED_PAGE, found, rule="loading")
    if _stands_in_a_list(page, nones):
        return _reading(page, Reason.UNRECOGNISED_PAGE, found, rule="one-of-several")
    if found.scope is not None and found.dates:
        return _reading(page, Reason.NEGATIVE_PHRASE, found, window=Window(found.dates[0], found.dates[-1]))
    return _reading(page, Reason.NEGATIVE_PHRASE, found, span=_span(page, found))


def _span(page: Page, found: Found) -> Span:
    """What a statement is limited to: by itself, by the line before it, or by a page that shows one span at a time."""
    if found.scope in get_args(Span):
        return found.scope  # type: ignore[return-value]  # narrowed by the line above
    before = page.visible[: found.start].rstrip("\n").rpartition("\n")[2]
    if len(before) <= _SHORT_LINE and names_a_day(before):
        return "day"
    if not page.is_html:
        return ""
    return _paged(page) or ("period" if page.html.has(_PICKERS) else "")


def _paged(page: Page) -> Span:
    """The span of "next week", "mois suivant": a control that turns pages shows that there is more to see."""
    for words in _control_words(page):
        for sentence in sentences(words[:_SHORT_LINE]):
            if len(sentence.tokens) > 5:
                continue
            for hits in VOCABULARY.hits(sentence):
                scopes: tuple[Span, ...] = ("day", "week", "month")
                if hits["next"] and (scope := next((one for one in scopes if hits[one]), None)):
                    return scope
    return ""


def _control_words(page: Page) -> Iterator[str]:
    for element in page.select(_CONTROLS)[:_MOST_CONTROLS]:
        if not element.tag.has_attr("disabled") and "disabled" not in element.attr("class"):
            yield element.words


def _times_to_choose(page: Page) -> bool:
    """Whether a link, a button or a choice is nothing but a time of day."""
    return any(_TIME.fullmatch(words) for words in _control_words(page))


def _times_listed(page: Page) -> bool:
    """Whether a line is nothing but a day and one time ("Lundi 9 h"); opening hours are from one time to another."""
    lines = (line for line in page.visible.split("\n") if len(line) <= _SHORT_LINE)
    return any(_DAY_AND_TIME.fullmatch(line) for line in lines)


def _days_to_choose(page: Page) -> bool:
    """Whether a cell of a table links to a day of the month."""
    return any(re.fullmatch(r"0?[1-9]|[12]\d|3[01]", link.text) for link in page.select("td a[href]")[:_MOST_CONTROLS])


def _stands_in_a_list(page: Page, nones: list[Found]) -> bool:
    """Whether the statements are said of single rows of several: then the other rows may be free."""
    quotes = [page.visible[found.start : found.end] for found in nones]
    if len(nones) > 1 and len(set(quotes)) < len(quotes):
        return True
    for siblings in _rows(page):
        said = [any(quote in row for quote in quotes) for row in siblings]
        if any(said) and len(siblings) > 1:
            return True
    return False


def _rows(page: Page) -> list[list[str]]:
    """The words of the innermost rows and list items of a page, those of one list together."""
    rows = page.select("tr:has(> td), li, option, [role=listitem], [role=row]")
    outer: set[int] = set()
    for row in rows:
        parent = row.tag.parent
        while parent is not None and id(parent) not in outer:
            outer.add(id(parent))
            parent = parent.parent
    inner = [row for row in rows if id(row.tag) not in outer]
    sizes = Counter(id(row.tag.parent) for row in inner)
    lists: dict[int, list[str]] = {}
    for row in inner:
        if sizes[id(row.tag.parent)] > 1 and 0 < len(words := row.text) <= _LONGEST_ROW:
            lists.setdefault(id(row.tag.parent), []).append(words)
    return list(lists.values())
