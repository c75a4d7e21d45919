"""The ANTS probe: one GET of the national search for passport and identity card appointments. Pure.

The API asks the software of every town hall around a position and gives up on each after 15 s, without saying so: its
empty list means "none" or "somebody did not answer", and is no proof. Its public source demands ``start_date`` and
``end_date`` and answers 422 without them. A probe has no clock, so both come from the target's URL or options: a look
speaks of these days only, and an operator moves them on; once they lie in the past, an answer speaks of the past.

Sources: the API's published source and docs/interconnexions/ants.md of betagouv/rdv-service-public; public bots.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, Literal, Self
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from probes.contract import Allow, Card, Flow, Get, Page, Probe, Reading, Reason, Slots, Window

_PATH = "/api/SlotsFromPosition"
MAX_LISTED = 500
"""Slots written down of one answer; the count is of all."""

_DAY_PATTERN = r"^20\d{2}-\d{2}-\d{2}$"


def _as_text(radius: Any) -> Any:
    return f"{radius:g}" if isinstance(radius, int | float) else radius


Radius = Annotated[Literal["0.99", "5", "10", "15", "20", "25", "30"], BeforeValidator(_as_text)]


class Options(BaseModel):
    """Options of an ANTS target; each may stand in its URL instead, under the same name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    longitude: float | None = Field(default=None, ge=-180, le=180, description="Of a town's centre, in degrees.")
    latitude: float | None = Field(default=None, ge=-90, le=90, description="Of a town's centre, in degrees.")
    radius_km: Radius | None = Field(
        default=None, description="Around it, one of 0.99, 5, 10, 15, 20, 25, 30; the API refuses others."
    )
    reason: Literal["CNI", "PASSPORT", "CNI-PASSPORT"] | None = Field(
        default=None, description="Identity card (the API's default), passport, or both."
    )
    documents_number: int | None = Field(
        default=None, ge=1, le=5, description="How many people (the API's default: 1)."
    )
    start_date: str | None = Field(
        default=None, pattern=_DAY_PATTERN, description='First day of the search, "2026-01-31". The API demands it.'
    )
    end_date: str | None = Field(
        default=None, pattern=_DAY_PATTERN, description='Last day of the search, "2026-03-31". The API demands it.'
    )
    days: int | None = Field(
        default=None, ge=1, le=366, description="Length of the search from start_date on, where end_date is not given."
    )

    @model_validator(mode="after")
    def _days_agree(self) -> Self:
        """Raises ``ValueError`` for a day that does not exist, or an end before the start."""
        if self.start_date and self.last_day and self.last_day < self.start_date:
            raise ValueError("end_date is before start_date")
        for day in (self.start_date, self.end_date):
            date.fromisoformat(day or "2000-01-01")
        return self

    @property
    def last_day(self) -> str | None:
        """``end_date``, or the last of the ``days`` from ``start_date`` on."""
        if self.end_date or self.start_date is None or self.days is None:
            return self.end_date
        return str(date.fromisoformat(self.start_date) + timedelta(days=self.days - 1))

    def query(self) -> dict[str, str]:
        """What the API is asked, as far as it is known."""
        known = {**self.model_dump(exclude={"days"}), "end_date": self.last_day}
        return {name: str(value) for name, value in known.items() if value is not None}


def _address(url: str, options: Options) -> str:
    """The one request of a look: the URL's parameters and the options together.

    Raises ``ValueError`` for another page, a parameter that the search does not need, or one given twice.
    """
    parts = urlsplit(url)
    if parts.path != _PATH:
        raise ValueError(f"its URLs look like https://api.rendezvouspasseport.ants.gouv.fr{_PATH}")
    written = dict(parse_qsl(parts.query, keep_blank_values=True))
    query = options.query()
    for name, value in written.items():
        if name not in Options.model_fields or name == "days":
            raise ValueError(f"leave {name!r} out of its URL: the search needs no address and nothing of a person")
        if query.get(name, value) != value:
            raise ValueError(f"{name!r} is given twice, in its URL and in its options")
    try:
        query = Options.model_validate({**query, **written}).query()
    except ValidationError as error:
        fault = error.errors()[0]
        raise ValueError(f"{'.'.join(map(str, fault['loc'])) or 'its dates'}: {fault['msg']}") from None
    if not {"longitude", "latitude"} <= query.keys():
        raise ValueError("give the longitude and the latitude of a town's centre")
    return urlunsplit(parts._replace(query=urlencode(query), fragment=""))


def allow(url: str, options: Options) -> tuple[Allow, ...]:
    """Exactly the one search. Raises ``ValueError`` where it cannot be made."""
    parts = urlsplit(_address(url, options))
    return (Allow("GET", re.escape(f"{parts.path}?{parts.query}")),)


def flow(url: str, options: Options) -> Flow:
    """One search, read."""
    page = yield Get(_address(url, options))
    return read(page, options)


def read(page: Page, options: Options) -> Reading:
    """What one answer teaches. Only its shape decides: a town is an object with a name and ``available_slots``."""
    answer = page.json
    if not isinstance(answer, list):
        return _reading(page, Reason.UNRECOGNISED_PAGE, "nothing-known")
    towns = [town for town in answer if _is_town(town)]
    shown = [when for town in towns for slot in town["available_slots"] if (when := _shown_time(slot))]
    if shown:
        return _slots(page, shown)
    if not answer:
        return _reading(page, Reason.UNRECOGNISED_PAGE, "empty-not-proof", "[]")
    if len(towns) < len(answer) or any(town["available_slots"] for town in towns):
        return _reading(page, Reason.UNRECOGNISED_PAGE, "unknown-shape" if towns else "nothing-known")
    window, words = _window(page, options), re.search(r'"available_slots"\s?:\s?\[\s?\]', page.visible)
    if window is None or words is None:
        return _reading(page, Reason.UNRECOGNISED_PAGE, "window-unknown")
    reading = _reading(page, Reason.EMPTY_CALENDAR, "every-town-empty", words[0])
    return replace(reading, slots=Slots(count=0), window=window)


def _reading(page: Page, reason: Reason, rule: str, quote: str = "") -> Reading:
    return Reading(reason, quote, f"ants/{rule}", page_language=page.language)


def _is_town(value: Any) -> bool:
    if not isinstance(value, Mapping) or not isinstance(value.get("available_slots"), list):
        return False
    return any(isinstance(value.get(name), str) for name in ("city_name", "name"))


def _shown_time(slot: Any) -> tuple[datetime, str] | None:
    """The moment of a slot and the text that says it; None for anything else."""
    text = slot.get("datetime") if isinstance(slot, Mapping) else None
    if not isinstance(text, str) or "T" not in text:
        return None
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    # A year near the ends of the calendar would leave it with its offset; no town hall is that far.
    return (when, text) if 1900 < when.year < 9000 else None


def _slots(page: Page, shown: list[tuple[datetime, str]]) -> Reading:
    """All slots shown: UTC where each has an offset, else only their local days."""
    first, text = min(shown, key=lambda slot: (slot[0].replace(tzinfo=slot[0].tzinfo or UTC), slot[1]))
    words = re.search(rf'"datetime"\s?:\s?"{re.escape(text)}"', page.visible)
    reading = _reading(page, Reason.FREE_DATES, "slots", words[0] if words else text)
    if any(when.tzinfo is None for when, _ in shown):
        days = sorted({when.date() for when, _ in shown})
        return replace(reading, slots=Slots(len(shown), days[0], tuple(days[:MAX_LISTED])))
    times = sorted({when.astimezone(UTC) for when, _ in shown})
    return replace(reading, slots=Slots(len(shown), first.astimezone(UTC), tuple(times[:MAX_LISTED])))


def _window(page: Page, options: Options) -> Window | None:
    """The days that were asked for: by the answered URL, else by the options."""
    asked = {**options.query(), **dict(parse_qsl(urlsplit(page.url).query))}
    try:
        first, last = (date.fromisoformat(asked.get(name, "")) for name in ("start_date", "end_date"))
    except ValueError:
        return None
    return Window(first, last) if first <= last else None


PROBE = Probe(
    name="ants",
    version=1,
    options=Options,
    flow=flow,
    read=read,
    allow=allow,
    card=Card(
        limits="30 requests a minute from one address, then 429; each search asks the software of every town hall "
        "around, so one look an hour and a small radius",
        source="the API's published source; for the 15 s docs/interconnexions/ants.md of betagouv/rdv-service-public",
        requests_per_look="1",
    ),
)
