"""What stands in the way of any page, whatever the booking system: tested before a probe sees it. Pure.

From the outside inwards: what it would cost to read, waiting rooms' hosts, vendors' challenges and block pages, forms
of captchas and logins, the status, error pages served as a success, and last what the page says in words. What is not
proved lets the page through: a probe may still read it, and says "not recognised" itself.
"""

from __future__ import annotations

from collections.abc import Container

from probes.contract import Page, Reading, Reason
from probes.screen.blocks import BLOCKS, UNNAMED
from probes.screen.bounds import MAX_TAGS as MAX_TAGS
from probes.screen.bounds import too_costly as too_costly
from probes.screen.gates import GATES
from probes.screen.sentences import said, said_of
from probes.screen.servers import server_page, stack_trace, stated_status
from probes.screen.shapes import captcha_form, captcha_words, login_wall
from probes.screen.sight import Sight
from probes.screen.signs import first

_BY_STATUS = {401: Reason.LOGIN, 403: Reason.FORBIDDEN, 429: Reason.RATE_LIMITED, 999: Reason.WAF}
_VAGUE = (429, Reason.FORBIDDEN)
"""The status says more than the words."""
_TOLD_APART = (Reason.OVERLOADED, Reason.MAINTENANCE)


def screen(page: Page, max_tags: int = MAX_TAGS, own_statuses: Container[int] = ()) -> Reading | None:
    """The reading of a page that shows no booking system at all, or None where a probe should read it.

    ``own_statuses``: error statuses under which JSON is an answer of the system, as the probe says.
    """
    if too_costly(page.content, max_tags):
        return Reading(Reason.TOO_COSTLY, rule="screen/tags")
    if page.status in own_statuses and page.json is not None:
        return None
    sight = Sight(page)
    if not page.is_text:
        return _by_status(sight, page.status) if sight.is_error else Reading(Reason.NOT_HTML, rule="screen/binary")
    if in_the_way := first(GATES, sight) or first(BLOCKS, sight):
        return in_the_way
    if in_the_way := captcha_form(sight) or login_wall(sight) or _unnamed(sight):
        return in_the_way
    return _error(sight) if sight.is_error else _served_as_success(sight)


def _unnamed(sight: Sight) -> Reading | None:
    """A refusal by nobody in particular; where it offers a captcha, that is what stands there."""
    refused = first(UNNAMED, sight)
    return refused and (said_of(Reason.CAPTCHA, sight) or captcha_words(sight) or refused)


def _error(sight: Sight) -> Reading:
    """An error's status says what it is, unless the page's words say more."""
    if found := stack_trace(sight):
        return found
    status = sight.page.status
    if status in _BY_STATUS:
        words = said(sight)
        if words and words.outcome is _BY_STATUS[status].outcome and (status, words.reason) != _VAGUE:
            return words
        return _by_status(sight, status)
    if server_page(sight):
        return _by_status(sight, status)
    words = said(sight)
    if words and words.reason not in (Reason.HTTP_4XX, Reason.HTTP_5XX):
        return words
    return _by_status(sight, status, words)


def _by_status(sight: Sight, status: int, words: Reading | None = None) -> Reading:
    reason = _BY_STATUS.get(status) or (Reason.HTTP_5XX if status >= 500 else Reason.HTTP_4XX)
    quote, language = (words.quote, words.language) if words else ("", None)
    return sight.reading(reason, f"status-{status}", quote, language)


def _served_as_success(sight: Sight) -> Reading | None:
    """Error pages are often served with 200: they are short, and their headline or their words say it."""
    if found := stack_trace(sight) or server_page(sight):
        return found
    if stated := stated_status(sight):
        status, line = stated
        words = said(sight)
        if words and words.reason in _TOLD_APART:
            return words
        return sight.reading(_by_status(sight, status).reason, f"status-{status}", line)
    return said(sight) or captcha_words(sight)
