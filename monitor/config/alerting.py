"""The tables and keys that say who is told what and when, each with its meaning and bounds. Touches no file.

As in ``monitor.config.schema``, the descriptions are what the documentation prints.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StrictBool, StrictInt, ValidationInfo, WithJsonSchema, field_validator

from monitor.config import checks, durations, rules
from monitor.config.fields import DayTime, Duration, Hours, Line, Secret, SecretUrl, Table, Weekday, Zone, between

DIGEST_AT = "08:00"
GROUP = timedelta(minutes=2)
GIVE_UP = timedelta(days=7)
CANARY = ("www.wikipedia.org", "www.debian.org")
"""Asked, where the file names no other, whether our own network works: two organisations with networks of their own."""

Severity = Literal["info", "warning", "critical"]
Names = Annotated[tuple[Line, ...], Field(min_length=1)]


class ReceiverTable(Table):
    """Who is told."""

    name: Line = Field(
        description="A name for this receiver. Rules refer to it; variables are not replaced in it.",
        examples=["lawyers"],
    )
    url: Secret = Field(
        description='An apprise URL, which is a secret. Take it from a variable, `"${NAME}"`, or from a file, '
        '`{ file = "name" }`, relative to $CREDENTIALS_DIRECTORY or else to the folder of the configuration file.',
        examples=["${LAWYERS_URL}"],
    )
    language: Literal["fr", "en"] = Field(
        default="fr", description="The language of the messages, where the rule wants no other."
    )
    digest: Literal["daily", "weekly"] = Field(
        default="weekly", description="How often all that did not have to be told at once comes in one message."
    )
    digest_at: DayTime = Field(default=DIGEST_AT, description="The time of the digest, in the receiver's zone.")
    digest_day: Weekday = Field(default="mon", description="The day of a weekly digest.")
    timezone: Zone = Field(
        default="Europe/Paris", description="The receiver's IANA time zone. Default: that of [monitor]."
    )
    immediate: StrictBool = Field(
        default=True,
        description="Whether what rules tell at once comes at once. If false, everything waits for the digest.",
    )
    quiet: Hours | None = Field(
        default=None,
        description="Hours, in the receiver's zone, in which nothing is sent; it comes in one message afterwards.",
        examples=["22:00-07:00"],
    )
    quiet_passes: Severity = Field(
        default="critical", description="From this severity on a message is sent in the quiet hours too."
    )
    private: StrictBool = Field(
        default=False,
        description="Whether only people of your own read it. That slots were shown is told at once to private "
        "receivers only, of which there are at most five; to others in their digest.",
    )

    @field_validator("digest_day")
    @classmethod
    def _weekly(cls, day: Weekday, info: ValidationInfo) -> Weekday:
        if info.data.get("digest") == "daily":
            raise ValueError('a daily digest comes every day; leave this key out, or write digest = "weekly"')
        return day

    @field_validator("quiet")
    @classmethod
    def _not_always(cls, quiet: str | None) -> str | None:
        if quiet and len(set(checks.parse_hours(quiet))) == 1:
            raise ValueError("nothing would ever be sent at once; if that is meant, write immediate = false")
        return quiet


class EscalateTable(Table):
    """Who is told later, where something goes on."""

    after: Duration = Field(
        description="How long it must have lasted, which is longer than the rule's `for`.", examples=["7d"]
    )
    tell: Names = Field(description="Names of receivers.", examples=[["board"]])


def _when(text: str) -> str:
    return checks.one_of(text, rules.WHENS)


class RuleTable(Table):
    """When who is told. Variables are not replaced in this table."""

    name: Line = Field(description="A name of its own; messages and silences carry it.", examples=["no slot for days"])
    when: Annotated[
        str, AfterValidator(_when), WithJsonSchema({"type": "string", "enum": list(map(str, rules.WHENS))})
    ] = Field(
        description="What is told: a condition that lasts (the first seven), what happens once, or self, which is the "
        "monitor's own trouble.",
        examples=["no_slots"],
    )
    looks: Literal["machine", "people"] = Field(
        default="machine", description="Whose looks count: a machine's and people's are never counted together."
    )
    lasting: Duration | None = Field(
        default=None,
        alias="for",
        description="How long the condition must have lasted, from the first to the latest look that says so. "
        "Default: that of the default rules, and 3d for unbookable; with people's looks 7d.",
        examples=["3d"],
    )
    min_checks: StrictInt = Field(
        default=3, ge=1, le=10_000, description="How many looks must have said so; with people's looks 4 by default."
    )
    min_days: StrictInt = Field(
        default=1, ge=1, le=366, description="On how many days, of the target's zone; with people's looks 3 by default."
    )
    min_weeks: StrictInt = Field(
        default=1, ge=1, le=52, description="In how many calendar weeks; with people's looks 2 by default."
    )
    max_gap: Duration | None = Field(
        default=None,
        description="A longer hole between two looks that say so makes the wait begin anew. Default: that of the "
        "target, which a rule can only make smaller.",
        examples=["12h"],
    )
    share: Annotated[float, Field(strict=True)] = Field(
        default=rules.SHARE, ge=0.5, le=1, description="Of scarce: the share of the looks that saw no slot, at least."
    )
    over: Duration = Field(
        default=rules.OVER,
        json_schema_extra={"default": durations.spell(rules.OVER)},
        description="Of scarce: over how many days, 1d to 90d.",
        examples=["14d"],
    )
    targets: Names | None = Field(
        default=None,
        description="Ids of the targets it is for. With `tags` and `offices` too: whatever one of them names. "
        "Default: all targets.",
        examples=[["palaiseau"]],
    )
    tags: Names | None = Field(default=None, description="Tags of the targets it is for.")
    offices: Names | None = Field(default=None, description="Offices of the targets it is for, as they write them.")
    tell: Names | None = Field(
        default=None, description="Names of the receivers. Default: all receivers.", examples=[["lawyers"]]
    )
    repeat: Duration | None = Field(
        default=None,
        description="After what time to remind, again and again, as long as it lasts; at least 1h. Default: never.",
        examples=["7d"],
    )
    escalate: EscalateTable | None = Field(
        default=None, description="Who is told where it lasts longer.", examples=[{"after": "7d", "tell": ["board"]}]
    )
    resolved: StrictBool = Field(default=True, description="Whether the end is told too.")
    severity: Severity | None = Field(
        default=None,
        description="How much it matters: quiet hours look at it. Default: warning; of what happens once info, of self "
        "critical.",
        examples=["critical"],
    )
    language: Literal["fr", "en"] | None = Field(
        default=None, description="The language of its messages. Default: each receiver's own.", examples=["fr"]
    )
    deliver: Literal["new", "all", "digest"] | None = Field(
        default=None,
        description="What comes at once: new: what begins, and the rest in the digest; all: everything; digest: "
        "nothing. Default: new; digest of scarce and of what happens once; all of self.",
        examples=["new"],
    )

    @field_validator(
        *("looks", "lasting", "min_checks", "min_days", "min_weeks", "max_gap", "share", "over", "targets", "tags"),
        *("offices", "repeat", "escalate", "resolved"),
        mode="before",
    )
    @classmethod
    def _fits(cls, value: Any, info: ValidationInfo) -> Any:
        key = "for" if info.field_name == "lasting" else str(info.field_name)
        if problem := rules.misfit(key, info.data.get("when", "")):
            raise ValueError(problem)
        return value

    @field_validator("share")
    @classmethod
    def _short(cls, share: float) -> float:
        if round(share, 4) != share:  # shares are told apart, and shown, as they are written
            raise ValueError("write at most four digits after the point")
        return share

    @field_validator("over")
    @classmethod
    def _whole_days(cls, over: timedelta) -> timedelta:
        if over % timedelta(days=1) or over > timedelta(days=90):
            raise ValueError('write whole days, "1d" to "90d"')
        return over

    @field_validator("repeat")
    @classmethod
    def _seldom(cls, repeat: timedelta) -> timedelta:
        return between(repeat, timedelta(hours=1), None)

    @field_validator("escalate")
    @classmethod
    def _later(cls, escalate: EscalateTable, info: ValidationInfo) -> EscalateTable:
        if not {"when", "looks", "lasting"} <= info.data.keys():
            return escalate  # reported with the other keys
        lasting = info.data["lasting"] or rules.lasting(info.data["when"], info.data["looks"])
        if lasting and escalate.after <= lasting:
            said = durations.say(escalate.after), durations.say(lasting)
            raise ValueError("its after, {}, is not longer than the rule's for, {}".format(*said))
        return escalate


class NotifyTable(Table):
    """How messages are sent."""

    group: Duration = Field(
        default=GROUP,
        json_schema_extra={"default": durations.spell(GROUP)},
        description="How long a message waits for others of the same rule, to be one message with a table; at most 1h.",
    )
    give_up: Duration = Field(
        default=GIVE_UP,
        json_schema_extra={"default": durations.spell(GIVE_UP)},
        description="After what time an undelivered message is no longer tried but kept and shown; 1h to 90d.",
    )
    dead_man: SecretUrl | None = Field(
        default=None,
        description="A URL asked for after each healthy cycle, so that a service elsewhere can tell you when slotwatch "
        "itself is silent. A secret: it is written like a receiver's url.",
        examples=["${DEAD_MAN_URL}"],
    )
    default_rules: StrictBool = Field(
        default=True,
        description="Whether the default rules hold where the file has no [[rule]], and the one "
        "about self where no [[rule]] is about that.",
    )

    @field_validator("group")
    @classmethod
    def _soon(cls, group: timedelta) -> timedelta:
        return between(group, None, timedelta(hours=1))

    @field_validator("give_up")
    @classmethod
    def _patient(cls, give_up: timedelta) -> timedelta:
        return between(give_up, timedelta(hours=1), timedelta(days=90))


class NetworkTable(Table):
    """Our own network."""

    canary: Annotated[tuple[Annotated[str, AfterValidator(checks.canary)], ...], Field(min_length=1, max_length=4)] = (
        Field(
            default=CANARY,
            description="Asked whether our own network works, before an error without an answer is written down: one "
            "to four host names, with a port or 443, to which a connection is made, or http(s) URLs. Two of "
            "organisations that have nothing in common are best.",
        )
    )
