"""Options of the ``page`` probe: what the operator says proves "slots" and "none", and the requests that lead there."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Annotated
from urllib.parse import parse_qsl, urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from probes.html import selector_problem
from probes.personal import PERSONAL_TYPES, is_personal
from probes.text import Phrase

_ADDRESS = re.compile(r"[^@\s]{1,64}@[^@\s]{1,255}\.[a-z]{2,}", re.IGNORECASE)


def _phrase(text: str) -> str:
    Phrase(text)
    return text


def _selector(css: str) -> str:
    if problem := selector_problem(css):
        raise ValueError(f"CSS selector {css!r}: {problem}")
    return css


def _web_address(url: str) -> str:
    parts = urlsplit(url)
    if any(is_personal(name) for name, _ in parse_qsl(parts.query, keep_blank_values=True)):
        raise ValueError("its query holds personal data, which slotwatch never sends; remove it")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{url!r} is not a web address; write it whole, with https://")
    return url


class Evidence(BaseModel):
    """What proves one answer: any of these, visible on the page."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    phrases: tuple[Annotated[str, AfterValidator(_phrase)], ...] = Field(
        default=(),
        description="Words as the page shows them; * stands for up to 80 characters within one paragraph or cell.",
    )
    css: tuple[Annotated[str, AfterValidator(_selector)], ...] = Field(
        default=(), description="CSS selectors of elements that only exist, visibly and with words, in this case."
    )

    @cached_property
    def compiled(self) -> tuple[Phrase, ...]:
        """The phrases, ready to be searched."""
        return tuple(Phrase(text) for text in self.phrases)

    def __bool__(self) -> bool:
        return bool(self.phrases or self.css)


class FieldValue(BaseModel):
    """A form field that says what kind of input it is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: str = Field(description="What is sent.")
    type: str = Field(default="text", description="The input's type on the page; personal types are refused.")


class Step(BaseModel):
    """One more request after the target's URL; the last page is the one that is read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    get: Annotated[str, AfterValidator(_web_address)] | None = Field(default=None, description="A URL to ask for.")
    post: Annotated[str, AfterValidator(_web_address)] | None = Field(
        default=None, description="A URL to send form fields to."
    )
    fields: dict[str, str | FieldValue] = Field(
        default_factory=dict, description="Form fields for post; never personal ones."
    )

    @model_validator(mode="after")
    def _one_request(self) -> Step:
        if (self.get is None) == (self.post is None):
            raise ValueError('a step has either get = "URL" or post = "URL"')
        if self.fields and self.post is None:
            raise ValueError("fields are only sent with post")
        for name, given in self.fields.items():
            kind = given.type.lower() if isinstance(given, FieldValue) else "text"
            value = given.value if isinstance(given, FieldValue) else given
            if kind in PERSONAL_TYPES or is_personal(name) or _ADDRESS.search(value):
                raise ValueError(f"field '{name}' is personal data, which slotwatch never sends; remove it")
        return self

    @property
    def sent(self) -> dict[str, str]:
        """The fields as sent."""
        return {name: v.value if isinstance(v, FieldValue) else v for name, v in self.fields.items()}


class Options(BaseModel):
    """Options of a ``page`` target."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    none: Evidence = Field(default=Evidence(), description='What proves "no slot offered".')
    slots: Evidence = Field(default=Evidence(), description='What proves "slot shown".')
    steps: tuple[Step, ...] = Field(
        default=(), max_length=8, description="Requests after the target's URL, in order; only these are ever sent."
    )
