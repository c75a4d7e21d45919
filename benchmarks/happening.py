"""What the pages of a long, made-up history showed: months without slots, good mornings, errors, captchas. Pure.

Ten targets make a family: they are looked at in the same moments and are shown the same. The lengths and shares below
are guesses in the shape of what such pages do; the same seed gives the same history.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from probes.contract import Reading, Reason, Slots, Statement

FAMILY = 10
START = datetime(2024, 9, 2, tzinfo=UTC)
_GATED_EVERY, _CHATTY_EVERY = 20, 10
"""Of so many families one has stood behind a captcha from the first day, and one tells when slots will come."""


class Weather(Enum):
    """What a page is like for a while: from and to how many days, how likely, next."""

    DROUGHT = 5, 90, 30
    MORNINGS = 3, 30, 30
    BROKEN = 0.25, 3, 20
    REFUSED = 1, 5, 5
    CLOSED = 3, 20, 5
    ENGLISH = 0.5, 6, 7
    CAPTCHA = 5, 40, 3

    def __init__(self, shortest: float, longest: float, weight: int) -> None:
        self.shortest = shortest
        self.longest = longest
        self.weight = weight


@dataclass(frozen=True, slots=True)
class Shown:
    """What one look found, whichever of the family it was made at."""

    at: datetime
    zone: ZoneInfo
    milliseconds: int
    reading: Reading
    status: int | None
    peer: str
    fault: str


def _said(reason: Reason, quote: str, language: str = "fr", **more: object) -> Reading:
    rule = f"page/{reason}"
    return Reading(
        reason,
        quote,
        rule,
        language,
        page_language="fr",
        language_by="rule",
        **more,  # type: ignore[arg-type]
    )


_NONE = _said(Reason.NEGATIVE_PHRASE, "Aucun créneau n'est libre pour votre démarche. Veuillez réessayer plus tard.")
_NONE_TODAY = _said(Reason.NEGATIVE_PHRASE, "Aucun créneau n'est proposé aujourd'hui à la préfecture.")
_ENGLISH = _said(Reason.NEGATIVE_PHRASE, "Booking planning has no more free time slot. Please try later.", "en")
_TOLD = Statement("next-release", "De nouveaux rendez-vous sont proposés chaque lundi à partir de 9 heures.")
_NONE_BUT_TOLD = _said(Reason.NEGATIVE_PHRASE, _NONE.quote, statements=(_TOLD,))
_CLOSED = _said(Reason.SUSPENDED, "La prise de rendez-vous est suspendue jusqu'à nouvel ordre.")
_CAPTCHA = _said(Reason.CAPTCHA, "Recopiez les caractères affichés ci-dessous.")
_MAINTENANCE = _said(Reason.MAINTENANCE, "Site en maintenance, merci de revenir plus tard.")
_FORBIDDEN, _GATEWAY = Reading(Reason.FORBIDDEN), Reading(Reason.HTTP_5XX)
_TIMEOUT, _UNKNOWN, _OFFLINE = Reading(Reason.TIMEOUT), Reading(Reason.UNRECOGNISED_PAGE), Reading(Reason.OFFLINE)
_STATUS = {Reason.FORBIDDEN: 403, Reason.HTTP_5XX: 502, Reason.MAINTENANCE: 503}
_FAULTS = {Reason.TIMEOUT: "no answer within 30 s", Reason.OFFLINE: "the name could not be resolved"}


class Family:
    """Ten targets that share their history; ``look`` is to be called with each due time in turn."""

    def __init__(self, number: int, families: int, seed: int) -> None:
        self.number = number
        self._random = random.Random(f"{seed}/{number}")
        self.gated = number % _GATED_EVERY == _GATED_EVERY - 1
        self._chatty = number % _CHATTY_EVERY == 3
        self.zone = ZoneInfo("Indian/Reunion" if number % 25 == 24 else "Europe/Paris")
        self.every = timedelta(hours=6 if self.gated else 1)
        self.due_at = START + self.every * number / families
        self._weather = Weather.CAPTCHA if self.gated else Weather.DROUGHT
        self._until = START + timedelta(days=self._random.uniform(1, 40))

    def look(self) -> tuple[datetime, Shown]:
        """When the next look was due, and what it found; the one after that is then due."""
        due_at, chance = self.due_at, self._random.random
        if due_at >= self._until:
            self._change(due_at)
        at = due_at + timedelta(microseconds=self._random.randrange(1_000_000, 90_000_000))
        reading = self._reading(at, chance())
        unanswered = reading.reason in _FAULTS
        peer = "" if reading is _OFFLINE else f"198.51.100.{self.number % 200 + (chance() < 0.5)}:443"
        shown = Shown(
            at=at,
            zone=self.zone,
            milliseconds=30_000 if unanswered else self._random.randrange(180, 2_500),
            reading=reading,
            status=None if unanswered else _STATUS.get(reading.reason, 200),
            peer=peer,
            fault=_FAULTS.get(reading.reason, ""),
        )
        self.due_at = self._next()
        return due_at, shown

    def _next(self) -> datetime:
        """Behind a captcha one look in six hours is enough; four days a year the monitor itself is off."""
        pause = timedelta(hours=6) if self._weather is Weather.CAPTCHA else self.every
        following = self.due_at + pause
        while following.month % 3 == 0 and following.day == 17:
            following += pause
        return following

    def _change(self, now: datetime) -> None:
        others = [weather for weather in Weather if weather is not self._weather]
        if not self.gated:
            (self._weather,) = self._random.choices(others, [weather.weight for weather in others])
        days = self._random.uniform(self._weather.shortest, self._weather.longest)
        self._until = now + timedelta(days=days)

    def _reading(self, at: datetime, chance: float) -> Reading:
        """By what the page is like; everywhere a few looks fail, and fewer are not understood."""
        local = at.astimezone(self.zone)
        if local.weekday() == 6 and local.hour in (2, 3):
            return _MAINTENANCE
        if chance < 0.001:
            return _OFFLINE
        if chance < 0.003:
            return _UNKNOWN
        if chance < 0.01:
            return _TIMEOUT if chance < 0.005 else _GATEWAY
        match self._weather:
            case Weather.DROUGHT:
                return _NONE_BUT_TOLD if self._chatty else _NONE
            case Weather.MORNINGS:
                return self._morning(local, chance)
            case Weather.BROKEN:
                return _GATEWAY if chance < 0.8 else _TIMEOUT if chance < 0.95 else _NONE
            case Weather.REFUSED:
                return _FORBIDDEN
            case Weather.CLOSED:
                return _CLOSED
            case Weather.ENGLISH:
                return _ENGLISH
            case Weather.CAPTCHA:
                return _CAPTCHA

    def _morning(self, local: datetime, chance: float) -> Reading:
        """Slots on some weekdays from eight or nine o'clock on, for one to three looks."""
        day = random.Random(f"{self.number}/{local.date()}")
        first, looks = day.choice((8, 9)), day.choice((1, 1, 2, 3))
        if local.weekday() < 5 and day.random() < 0.4 and first <= local.hour < first + looks:
            count = day.choice((1, 1, 2, 3, 5, 12)) + (chance < 0.3)
            return self._slots(local.date(), count, day)
        return _NONE_TODAY if self._chatty else _NONE

    def _slots(self, today: date, count: int, day: random.Random) -> Reading:
        dates = sorted({today + timedelta(days=day.randrange(2, 60)) for _ in range(min(count, 4))})
        slots = Slots(count, dates[0], tuple(dates))
        quote = "1 créneau libre" if count == 1 else f"{count} créneaux libres"
        return _said(Reason.FREE_DATES, quote, slots=slots)
