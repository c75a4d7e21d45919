"""What sites say themselves when nothing is to be had: which sentences decide on which pages. Pure.

Sentences decide on bare pages only (a few words, no field, no calendar, nothing said of slots), and in the headlines of
short ones: "the site will be under maintenance on Sunday" on a full page decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from probes.contract import Outcome, Reading, Reason
from probes.screen.sight import Sight
from probes.screen.words_aside import CONDITIONS, ELSEWHERE, OWN_BOOKING
from probes.screen.words_failing import ERRORS, MAINTENANCE, NOT_FOUND, OVERLOADED
from probes.screen.words_gate import CAPTCHA, QUEUE
from probes.screen.words_login import LOGIN
from probes.screen.words_refused import FORBIDDEN, RATE_LIMITED


@dataclass(frozen=True)
class Sentence:
    """A way to say it in one language (BCP 47; empty where several share the words)."""

    reason: Reason
    rule: str
    language: str
    words: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.words, re.IGNORECASE | re.MULTILINE)

    def find(self, sight: Sight) -> Reading | None:
        """The reading, if a text that decides says so and nothing beside it speaks of slots."""
        for text in sight.decisive:
            found = self.pattern.search(text)
            if found and not self._is_aside(sight, found) and not sight.speaks_of_slots(self._understood(sight, found)):
                return sight.reading(self.reason, self.rule, sight.quoted(found), self.language or None)
        return None

    def _understood(self, sight: Sight, found: re.Match[str]) -> str:
        """The words that are accounted for: "sign in to choose a free slot" says nothing of slots."""
        return sight.sentence(found) if self.reason.outcome is Outcome.GATED else found[0]

    def _is_aside(self, sight: Sight, found: re.Match[str]) -> bool:
        """Whether the sentence only supposes it, or speaks of something else than this page."""
        whole = sight.sentence(found)
        until = whole[: whole.find(found[0]) + len(found[0])]
        match self.reason:
            case Reason.QUEUE:
                return False
            case Reason.CAPTCHA:
                return bool(ELSEWHERE.search(whole))
            case Reason.LOGIN:
                return self._is_supposed(until) or bool(OWN_BOOKING.search(whole))
            case _:
                return self._is_supposed(until) or whole.endswith("?") or bool(ELSEWHERE.search(until))

    def _is_supposed(self, words: str) -> bool:
        condition = CONDITIONS.get(self.language)
        return bool(condition and condition.search(words))


_LATER = "".join(
    f"(?<!{words} )" for words in "will be,sera,seront,serait,estará,sarà,été,was,been,am,geplante,planned".split(",")
)
"""Words before a maintenance that is announced or over."""


def _all(reason: Reason, rule: str, table: Mapping[str, str], before: str = "") -> tuple[Sentence, ...]:
    return tuple(Sentence(reason, rule, language, f"{before}(?:{words})") for language, words in table.items())


SENTENCES = (
    *_all(Reason.QUEUE, "waiting-room", QUEUE),
    *_all(Reason.CAPTCHA, "captcha-words", CAPTCHA),
    *_all(Reason.LOGIN, "login-words", LOGIN),
    *_all(Reason.RATE_LIMITED, "too-often", RATE_LIMITED),
    *_all(Reason.OVERLOADED, "overloaded", OVERLOADED),
    *_all(Reason.MAINTENANCE, "maintenance", MAINTENANCE, _LATER),
    *_all(Reason.FORBIDDEN, "access-denied", FORBIDDEN),
    *_all(Reason.HTTP_5XX, "error-words", ERRORS),
    *_all(Reason.HTTP_4XX, "not-found", NOT_FOUND),
)
"""In this order: what stands before the page, what is said to us, what is said of the site."""


def said(sight: Sight) -> Reading | None:
    """What a bare page, or the headline of a short one, says of itself."""
    if not sight.decisive:
        return None
    return next((reading for sentence in SENTENCES if (reading := sentence.find(sight))), None)


def said_of(reason: Reason, sight: Sight) -> Reading | None:
    """The same, asked for one reason only."""
    return next((reading for one in SENTENCES if one.reason is reason and (reading := one.find(sight))), None)


def spoken(reason: Reason, sight: Sight) -> tuple[str, str | None] | None:
    """The words and their language by which a page explains what its shape has proved already."""
    for sentence in SENTENCES:
        if sentence.reason is reason and (found := sentence.pattern.search(sight.text)):
            return sight.quoted(found), sentence.language or None
    return None
