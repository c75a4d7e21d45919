"""The tables and keys of the configuration file, each with its meaning, default and bounds. Touches no file.

The descriptions are what the documentation prints. That of a required key begins with what to write, as
"missing; write ..." quotes its first sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    Field,
    StrictInt,
    ValidationInfo,
    field_validator,
)
from pydantic.json_schema import models_json_schema
from pydantic_core import PydanticCustomError

from monitor.config import checks, durations
from monitor.config.alerting import NetworkTable, NotifyTable, ReceiverTable, RuleTable
from monitor.config.evidence_tables import AuthorityTable, EvidenceTable, PublishTable, RotaTable, WitnessTable
from monitor.config.fields import (
    WEEKDAYS,
    Active,
    ActiveTable,
    AllowPrivate,
    Day,
    Duration,
    Every,
    EveryOpen,
    ExpectLanguage,
    Gated,
    Horizon,
    HttpsUrl,
    LimitsTable,
    Line,
    LookLimits,
    Maintenance,
    MaintenanceTable,
    MaxGap,
    Prose,
    ShortName,
    Table,
    TargetZone,
    WebUrl,
    Zone,
    between,
)
from monitor.config.locate import DATA_DIR
from monitor.config.site_tables import ReplyTable, SiteTable
from monitor.model.hosts import Manners
from probes.contract import Probe

_MANNERS = Manners()
FLOOR = timedelta(minutes=10)
"""No target is looked at more often than this."""
HOURLY = timedelta(hours=1)
"""Below this, a target states its reason."""
GATED = timedelta(hours=6)
"""A page that is known to be gated is not looked at more often."""


class MonitorTable(Table):
    """What concerns the monitor as a whole."""

    contact: Annotated[str, AfterValidator(checks.contact)] = Field(
        description="An address or a page where an office can reach a person. It is part of the User-Agent of every "
        "request, so that an office can ask for the looks to stop: a mailto: address, a plain e-mail address or an "
        "https page.",
        examples=["mailto:..."],
    )
    project_page: HttpsUrl | None = Field(
        default=None,
        description="An https page about your observatory, printed in the User-Agent beside slotwatch's own.",
        examples=["https://observatory.example.org/about"],
    )
    vantage: ShortName = Field(
        default="main",
        description="The name of the place from which this machine looks; it is part of every sealed line. Two "
        "machines that watch the same pages need two names.",
    )
    timezone: Zone = Field(
        default="Europe/Paris",
        description="The IANA time zone in which days are counted and times are shown, unless a target has its own.",
    )
    data_dir: Annotated[str, AfterValidator(checks.folder)] = Field(
        default=DATA_DIR,
        description="The folder of the store, absolute or relative to the configuration file's own folder. Variables "
        "are not replaced here, so that `slotwatch status` finds it even while the rest of the file is broken.",
    )
    concurrency: StrictInt = Field(
        default=20,
        ge=1,
        le=200,
        description="How many looks may run at the same time; one host never gets two at once.",
    )
    metrics_file: Annotated[str, AfterValidator(checks.folder)] | None = Field(
        default=None,
        description="A file that gets metrics in Prometheus' text format every minute, absolute or relative to the "
        "configuration file's own folder; its folder must be there. For the textfile collector its name ends in .prom.",
        examples=["/var/lib/prometheus/node-exporter/slotwatch.prom"],
    )
    metrics_port: StrictInt | None = Field(
        default=None,
        ge=1024,
        le=65535,
        description="A port of this machine's own address, 127.0.0.1, at which the metrics are served as /metrics.",
        examples=[9797],
    )


class DefaultsTable(Table):
    """Values for all targets that do not give their own."""

    every: Every = HOURLY
    expect_language: ExpectLanguage = ()
    timezone: TargetZone = "Europe/Paris"
    active: Active = None
    maintenance: Maintenance = ()
    max_gap: MaxGap = None
    gated: Gated = False
    horizon: Horizon = None
    allow_private: AllowPrivate = False
    limits: LookLimits = LimitsTable()


class TargetTable(Table):
    """One public page or flow to watch."""

    id: ShortName = Field(
        description="A short name that stays the same for ever: lower-case letters, digits, dots, dashes and "
        "underscores, at most 64. Rows, files and sealed lines carry it.",
        examples=["palaiseau"],
    )
    name: Line = Field(default="", description="The name that people read. Default: the id.")
    was: ShortName | None = Field(
        default=None,
        description="The id that this target had before, if it is renamed: its history goes on under the new one. What "
        "was sealed keeps the old one.",
        examples=["essonne"],
    )
    url: WebUrl = Field(
        description="The page's whole URL, as in the browser's address bar. It begins with https:// or http:// and "
        "carries no user name or password.",
        examples=["https://..."],
    )
    probe: str = Field(
        description="The name of the probe that reads this booking system. `slotwatch config schema` lists them.",
        examples=["ezbooking"],
    )
    options: dict[str, Any] = Field(
        default_factory=dict, description="What the probe needs to know about this page; each probe has its own keys."
    )
    office: Line | None = Field(default=None, description="The office behind the page.")
    procedure: Line | None = Field(default=None, description="What the appointment is for.")
    territory: Line | None = Field(default=None, description="The area the office serves, for grouping.")
    tags: tuple[Line, ...] = Field(default=(), description="Words of your own for choosing and grouping targets.")
    expect_language: ExpectLanguage = ()
    timezone: TargetZone = "Europe/Paris"
    every: Every = HOURLY
    every_open: EveryOpen = None
    reason: Prose = Field(
        default="",
        validate_default=True,
        description="Why looks come more often than once an hour. Required then; the evidence shows it.",
    )
    active: Active = None
    maintenance: Maintenance = ()
    max_gap: MaxGap = None
    gated: Gated = False
    horizon: Horizon = None
    terms_read: Day | None = Field(
        default=None,
        description="The day on which a person read the terms that the flow accepts by ticking a box.",
        examples=["2024-05-31"],
    )
    other_channels: Prose = Field(
        default="", description="How else the office gives appointments (counter, post, telephone), for reports."
    )
    allow_private: AllowPrivate = Field(default=False, validate_default=True)
    limits: LookLimits = LimitsTable()

    @field_validator("every")
    @classmethod
    def _floor(cls, every: timedelta, info: ValidationInfo) -> timedelta:
        if every < FLOOR and not checks.is_loopback(info.data.get("url", "")):
            raise ValueError(f'{durations.say(every)} is below the floor of 10 min; write "10m" or more')
        return every

    @field_validator("every_open")
    @classmethod
    def _open_floor(cls, every_open: timedelta | None, info: ValidationInfo) -> timedelta | None:
        if every_open is None or checks.is_loopback(info.data.get("url", "")):
            return every_open
        if every_open >= info.data.get("every", every_open + FLOOR):
            raise ValueError("is not shorter than every: no look would be added; leave it out")
        return between(every_open, FLOOR, None)

    @field_validator("reason")
    @classmethod
    def _often(cls, reason: str, info: ValidationInfo) -> str:
        often = info.data.get("every", HOURLY) < HOURLY or info.data.get("every_open") is not None
        if often and not checks.is_loopback(info.data.get("url", "")) and not reason.strip():
            raise ValueError('missing; write why looks come more often than once an hour, for example reason = "..."')
        return reason

    @field_validator("gated")
    @classmethod
    def _seldom(cls, gated: bool, info: ValidationInfo) -> bool:
        every = info.data.get("every", GATED)
        if gated and every < GATED and not checks.is_loopback(info.data.get("url", "")):
            raise elsewhere(
                "every", f'{durations.say(every)} is too short for a page that is gated; write "6h" or more'
            )
        return gated

    @field_validator("maintenance")
    @classmethod
    def _some_time(cls, windows: tuple[MaintenanceTable, ...], info: ValidationInfo) -> tuple[MaintenanceTable, ...]:
        if windows and not _minutes(info.data.get("active") or ActiveTable()).difference(*map(_minutes, windows)):
            raise ValueError("no time is left in which to look")
        return windows

    @field_validator("max_gap")
    @classmethod
    def _no_hole_by_itself(cls, gap: timedelta | None, info: ValidationInfo) -> timedelta | None:
        every = info.data.get("every", HOURLY)
        always = not (info.data.get("active") or info.data.get("maintenance"))
        if gap and gap < (2 * every if always else every):
            raise ValueError(
                f"{durations.say(gap)} is too short where every is {durations.say(every)}: no look could be missed; "
                f'write "{durations.spell(2 * every)}" or more'
            )
        return gap

    @field_validator("allow_private")
    @classmethod
    def _public(cls, allow_private: bool, info: ValidationInfo) -> bool:
        if not allow_private and checks.is_private(info.data.get("url", "")):
            raise elsewhere(
                "url", "its host is this machine or a private address; if that is meant, write allow_private = true"
            )
        return allow_private


def elsewhere(key: str, message: str) -> PydanticCustomError:
    """A problem found while validating one key that people will look for at another."""
    return PydanticCustomError("elsewhere", "{message}", {"key": key, "message": message})


def _minutes(window: ActiveTable | MaintenanceTable) -> frozenset[int]:
    return checks.week_minutes([WEEKDAYS.index(day) for day in window.days], window.hours)


class HostTable(Table):
    """How a host is treated, whatever the number of targets on it. None of it is for this machine's own addresses."""

    name: Annotated[str, AfterValidator(checks.host_name)] = Field(
        description="The host's name as in the URLs, without scheme and port.", examples=["www.example.org"]
    )
    requests_per_hour: StrictInt = Field(
        default=_MANNERS.requests_per_hour or 0,
        ge=1,
        le=3600,
        description="The most requests in any hour, of all its targets together. More than 60 need the `reason`.",
    )
    min_interval: Duration = Field(
        default=_MANNERS.min_interval,
        json_schema_extra={"default": durations.spell(_MANNERS.min_interval)},
        description="The time from one look to the next, at most 1h. Less than 5s needs the `reason`.",
    )
    reason: Prose = Field(
        default="",
        validate_default=True,
        description="Why more is asked of this host than usual: that the office agreed to it, and when.",
        examples=["the office agreed on 2 March"],
    )
    ignore_robots: Line | None = Field(
        default=None,
        description="Why its robots.txt is not asked for. Without this key it is asked for, and obeyed. Every sealed "
        "line shows these words.",
        examples=["the office agreed on 2 March"],
    )

    @field_validator("min_interval")
    @classmethod
    def _bounded(cls, interval: timedelta) -> timedelta:
        return between(interval, None, timedelta(hours=1))

    @field_validator("reason")
    @classmethod
    def _more(cls, reason: str, info: ValidationInfo) -> str:
        usual = _MANNERS.requests_per_hour or 0
        hurried = info.data.get("min_interval", _MANNERS.min_interval) < _MANNERS.min_interval
        if (info.data.get("requests_per_hour", usual) > usual or hurried) and not reason.strip():
            raise ValueError('missing; write why more is asked of this host than usual, for example reason = "..."')
        return reason


class Root(Table):
    """The whole file. In any text ${NAME} stands for an environment variable, and $${ for these two characters."""

    monitor: MonitorTable = Field(description="The monitor itself, and how to reach the people behind it.")
    defaults: DefaultsTable = Field(
        default=DefaultsTable(), description="Values that targets take over where they give none of their own."
    )
    target: tuple[TargetTable, ...] = Field(default=(), description="The pages to watch, one [[target]] each.")
    host: tuple[HostTable, ...] = Field(
        default=(), description="Hosts that are treated otherwise than usual, one [[host]] each."
    )
    receiver: tuple[ReceiverTable, ...] = Field(default=(), description="Who is told, one [[receiver]] each.")
    rule: tuple[RuleTable, ...] = Field(
        default=(), description="When who is told, one [[rule]] each. Without any the default rules hold."
    )
    notify: NotifyTable = Field(default=NotifyTable(), description="How long messages wait and are tried.")
    network: NetworkTable = Field(default=NetworkTable(), description="How our own network is told from a site.")
    authority: tuple[AuthorityTable, ...] = Field(
        default=(), description="Time-stamping authorities, one [[authority]] each; two or more are best."
    )
    publish: tuple[PublishTable, ...] = Field(
        default=(), description="Where each day's list is made public, one [[publish]] each."
    )
    rota: tuple[RotaTable, ...] = Field(default=(), description="Reminders for people who look, one [[rota]] each.")
    evidence: EvidenceTable = Field(default=EvidenceTable(), description="What exports and seals need to know.")
    witness: WitnessTable = Field(default=WitnessTable(), description="How looks by people are taken.")
    site: SiteTable = Field(default=SiteTable(), description="The public site.")
    reply: tuple[ReplyTable, ...] = Field(
        default=(), description="What offices answered to published incidents, one [[reply]] each."
    )


def json_schema(probes: Mapping[str, Probe]) -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of the whole file, with the options of these probes; editors use it."""
    models: list[type[BaseModel]] = [Root, *(probe.options for probe in probes.values())]
    references, shared = models_json_schema(
        [(model, "validation") for model in dict.fromkeys(models)], ref_template="#/$defs/{model}"
    )
    definitions: dict[str, Any] = shared["$defs"]
    root = definitions.pop(str(references[Root, "validation"]["$ref"]).rpartition("/")[2])
    target = definitions["TargetTable"]
    target["properties"]["probe"]["enum"] = sorted(probes)
    target["allOf"] = [
        {
            "if": {"properties": {"probe": {"const": name}}, "required": ["probe"]},
            "then": {"properties": {"options": references[probes[name].options, "validation"]}},
        }
        for name in sorted(probes)
    ]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **root, "$defs": definitions}
