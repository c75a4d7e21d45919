"""The kinds of values in the configuration file, and the keys that targets and defaults share. Touches no file."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    Strict,
    StrictBool,
    StrictInt,
    WithJsonSchema,
)

from monitor.config import checks, durations
from monitor.model import Limits

_LIMITS = Limits()

Duration = Annotated[
    timedelta,
    BeforeValidator(durations.parse),
    PlainSerializer(durations.spell, return_type=str),
    WithJsonSchema({"type": "string", "pattern": durations.PATTERN, "examples": ["30m", "1h30m", "90d"]}),
]
Day = Annotated[
    date, BeforeValidator(checks.day), WithJsonSchema({"type": "string", "format": "date", "examples": ["2024-05-31"]})
]
ShortName = Annotated[
    str, AfterValidator(checks.short_name), WithJsonSchema({"type": "string", "pattern": checks.ID_PATTERN})
]
Line = Annotated[str, AfterValidator(checks.one_line)]
Prose = Annotated[str, AfterValidator(checks.prose)]
WebUrl = Annotated[str, AfterValidator(checks.web_url)]
HttpsUrl = Annotated[str, AfterValidator(checks.https_url)]
Zone = Annotated[str, AfterValidator(checks.timezone)]
Hours = Annotated[str, AfterValidator(checks.hours)]
DayTime = Annotated[str, AfterValidator(checks.time_of_day)]
Seconds = Annotated[float, Strict()]


_WRITTEN_SECRET = WithJsonSchema(
    {
        "anyOf": [
            {"type": "string", "minLength": 1},
            {
                "type": "object",
                "properties": {"file": {"type": "string"}},
                "required": ["file"],
                "additionalProperties": False,
            },
        ]
    }
)
Secret = Annotated[str, Field(min_length=1), _WRITTEN_SECRET]
"""Never shown, wherever it comes from; ``monitor.config.secrets`` reads the file that may stand in its place."""
SecretUrl = Annotated[str, AfterValidator(checks.web_url), _WRITTEN_SECRET]


def between(span: timedelta, low: timedelta | None, high: timedelta | None) -> timedelta:
    """A span within bounds; ``ValueError`` names the one that it misses."""
    if low and span < low:
        raise ValueError(f'{durations.say(span)} is too short; write "{durations.spell(low)}" or more')
    if high and span > high:
        raise ValueError(f'{durations.say(span)} is too long; write "{durations.spell(high)}" or less')
    return span


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Languages = Annotated[
    tuple[Annotated[str, AfterValidator(checks.language)], ...],
    BeforeValidator(_listed, json_schema_input_type=str | list[str]),
]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Table(BaseModel):
    """A table of the file: unknown keys are refused, values never change."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class ActiveTable(Table):
    """When a target is looked at, in its own time zone."""

    days: tuple[Weekday, ...] = Field(
        default=WEEKDAYS, min_length=1, description="The days of the week on which looks are made."
    )
    hours: Hours = Field(
        default="00:00-24:00",
        description="The span of the day in which looks are made; an end before the start runs over midnight.",
        examples=["08:00-20:00"],
    )


class MaintenanceTable(Table):
    """A span without looks that the office announced, in the target's own time zone."""

    days: tuple[Weekday, ...] = Field(
        default=WEEKDAYS, min_length=1, description="The days of the week on which it begins."
    )
    hours: Hours = Field(
        description="The span of the day; an end before the start runs over midnight.", examples=["01:00-05:00"]
    )


class LimitsTable(Table):
    """Bounds on what one look may cost; a page beyond them becomes a reading that says so, never a crash."""

    decoded_bytes: StrictInt = Field(
        default=_LIMITS.decoded_bytes,
        ge=10_000,
        le=50_000_000,
        description="Size of one answer, in bytes, after decompression.",
    )
    tags: StrictInt = Field(default=_LIMITS.tags, ge=100, le=1_000_000, description="Number of tags of one page.")
    redirects: StrictInt = Field(
        default=_LIMITS.redirects, ge=0, le=20, description="Redirects in a row, for one request."
    )
    steps: StrictInt = Field(
        default=_LIMITS.steps, ge=1, le=200, description="Requests of one look, redirects included."
    )
    seconds: Seconds = Field(
        default=_LIMITS.seconds,
        ge=1,
        le=1800,
        description="Seconds for the whole look, pauses between requests included.",
    )
    read_seconds: Seconds = Field(
        default=_LIMITS.read_seconds,
        ge=1,
        le=300,
        description="Seconds for connecting, or for waiting for the next bytes.",
    )


Every = Annotated[
    Duration,
    Field(
        description="The time between two looks, at least 10 min; below 1 h the target gives its `reason`. Neither "
        "holds for loopback URLs.",
        examples=["30m", "1h", "1d"],
        json_schema_extra={"default": "1h"},  # else it is written as in ISO 8601, which the file does not know
    ),
]
ExpectLanguage = Annotated[
    Languages,
    Field(
        description="The languages in which the page should speak, as BCP 47 tags, most wanted first; one may be "
        "written without a list. They make the request's Accept-Language; every reading is stored beside them.",
        examples=[["fr"]],
    ),
]
TargetZone = Annotated[
    Zone,
    Field(description="The office's IANA time zone: its days, weeks and active hours. Default: that of [monitor]."),
]
Horizon = Annotated[
    Duration | None,
    Field(
        description='How far ahead a statement must reach to count as "no slot", for example 90d. Default: all that '
        "the probe can reach.",
        examples=["90d"],
    ),
]
Active = Annotated[
    ActiveTable | None, Field(description="The days and hours at which looks are made. Default: day and night.")
]
Maintenance = Annotated[
    tuple[MaintenanceTable, ...],
    Field(
        description="Spans without looks, for example of works at night that the office announced. No hole is counted "
        "in them.",
        examples=[[{"days": ["sun"], "hours": "01:00-05:00"}]],
    ),
]
MaxGap = Annotated[
    Duration | None,
    Field(
        description="After how much scheduled time without a look that says so a condition is no longer taken to go "
        "on. Default: three missed looks, and at least 6 h.",
        examples=["12h"],
    ),
]
Gated = Annotated[
    StrictBool,
    Field(
        description="Whether you know that a captcha, a login or a queue comes before the slots: that it does is then "
        "no news, and `every` is 6h or more; 6h where the target itself does not write it."
    ),
]
EveryOpen = Annotated[
    Duration | None,
    Field(
        description="The time between extra looks while slots are shown, at least 10 min, for two hours at most. They "
        "count in no share, and need the `reason`. Default: there are none.",
        examples=["15m"],
    ),
]
AllowPrivate = Annotated[
    StrictBool,
    Field(
        description="Whether the URL, and redirects from it, may lead into private address space or to this machine."
    ),
]
LookLimits = Annotated[
    LimitsTable, Field(description="Bounds on what one look may cost; keys not written keep theirs.")
]
