"""Options of the ``json`` probe: where in the answer the slots stand, and what the operator knows of the endpoint."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    StrictStr,
    model_validator,
)

from probes.json.paths import Path
from probes.personal import is_personal

_ADDRESS = re.compile(r"[^@\s]{1,64}@[^@\s]{1,255}\.[a-z]{2,}", re.IGNORECASE)

Scalar = StrictBool | StrictInt | StrictFloat | StrictStr


def _path(text: str) -> str:
    Path.parse(text)
    return text


PathText = Annotated[str, AfterValidator(_path)]


def same(value: Any, wanted: tuple[Scalar, ...]) -> bool:
    """Whether a value is one of those wanted: ``true`` is not 1, and ``"1"`` is neither."""
    return any(value == one and isinstance(value, bool) == isinstance(one, bool) for one in wanted)


class Free(BaseModel):
    """Which items are free."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: PathText = Field(description='Path inside an item to what says whether it is free: "status".')
    values: tuple[Scalar, ...] = Field(default=(), description='Values of a free item: ["AVAILABLE"], [true].')
    taken: tuple[Scalar, ...] = Field(
        default=(),
        description='Values of an item that is not free: ["FULL"], [false]. Without them no list proves "none": a word '
        "never seen before may mean anything.",
    )
    above: float | None = Field(default=None, description="An item is free if its number is above this, else taken.")

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if bool(self.values) == (self.above is not None):
            raise ValueError('free has either values = ["AVAILABLE"] or above = 0')
        if any(same(value, self.taken) for value in self.values):
            raise ValueError("the same value is in values and in taken")
        return self


class When(BaseModel):
    """A value of the answer that says something."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: PathText = Field(description='Where it stands: "error.code".')
    values: tuple[Scalar, ...] = Field(min_length=1, description="Any of these, of the same type: [4008].")


class Trouble(When):
    """A value of the answer that reports an error, and which."""

    reason: Literal[
        "captcha",
        "login",
        "queue",
        "forbidden",
        "rate-limited",
        "waf",
        "maintenance",
        "overloaded",
        "unrecognised-page",
    ] = Field(default="unrecognised-page", description="What it means, by the outcome table's own reasons.")


class Options(BaseModel):
    """Options of a ``json`` target."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    list: PathText | None = Field(
        default=None, description='Path to the slots, ending in [*] or *: "availabilities[*].slots[*]".'
    )
    free: Free | None = Field(
        default=None, description="Where the list also holds slots that are taken: which items are free."
    )
    count: Annotated[str, Field(min_length=1)] = Field(
        default="length",
        description='How slots are counted: "length" of the list, "sum" of the numbers in it, or a path to a number.',
    )
    when: PathText | None = Field(
        default=None, description='Path inside an item to its date or time; "" where the item itself is the date.'
    )
    earliest: PathText | None = Field(
        default=None, description="Path from the top to the first slot's date; it dates slots, it does not prove them."
    )
    next_slot: PathText | None = Field(
        default=None,
        description="Path from the top to the date of the next free slot outside the list: it proves a slot by itself. "
        "Not for dates of publication or of opening.",
    )
    date_format: str | None = Field(
        default=None, description='How dates are written where not as in ISO 8601 or Unix time: "%d.%m.%Y".'
    )
    empty_means: Literal["nothing", "none"] = Field(
        default="nothing",
        description='What an answer without a free slot proves: "nothing" (it may be a silent refusal, or one week of '
        'many), or "none" where you know that this endpoint answers so when no slot is free.',
    )
    window_first: PathText | None = Field(default=None, description="Path to the first day that the answer speaks of.")
    window_last: PathText | None = Field(default=None, description="Path to the last day that the answer speaks of.")
    span: Literal["", "day", "week", "month", "period"] = Field(
        default="",
        description='How far the list reaches where the answer names no days: "none" of a week is no absence.',
    )
    none_when: tuple[When, ...] = Field(default=(), description='Values with which the endpoint itself says "none".')
    error_when: tuple[Trouble, ...] = Field(default=(), description="Values with which the endpoint reports an error.")
    post: dict[str, Any] | None = Field(
        default=None, description="JSON to send with POST instead of a GET; never anything personal."
    )

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.list is not None and not Path.parse(self.list).lists:
            raise ValueError(f"list must end at the items, not at the list: write '{self.list}[*]'")
        if self.count not in ("length", "sum"):
            _path(self.count)
            if self.list is not None:
                raise ValueError('give either list or count = "<path to a number>"')
        if self.list is None and (self.free or self.when is not None or self.count == "sum"):
            raise ValueError('free, when and count = "sum" speak of the items of list, which is missing')
        if self.free and self.count == "sum":
            raise ValueError('free counts items, count = "sum" adds numbers; use one of them')
        if (self.window_first is None) != (self.window_last is None):
            raise ValueError("give both window_first and window_last, or neither")
        for name in _personal(self.post):
            raise ValueError(f"post: '{name}' is personal data, which slotwatch never sends; remove it")
        return self

    @property
    def number(self) -> str | None:
        """The path to the number of slots, where there is one."""
        return None if self.count in ("length", "sum") else self.count

    @property
    def told(self) -> bool:
        """Whether anything is said of where the answer stands."""
        return any([self.list is not None, self.number, self.next_slot is not None, self.none_when])


def _personal(value: Any) -> Iterator[str]:
    """Names in a body to be sent that carry personal data, or whose value is somebody's address."""
    stack: list[tuple[str, Any]] = [("", value)]
    while stack:
        name, one = stack.pop()
        if is_personal(name) or (isinstance(one, str) and _ADDRESS.search(one)):
            yield name
        if isinstance(one, dict):
            stack += [(str(key), inside) for key, inside in one.items()]
        elif isinstance(one, list | tuple):
            stack += [(name, inside) for inside in one]
