"""Options of the ``page`` probe: what the operator says proves "slots" and "none", and the requests that lead there."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Annotated, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

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


def _click_words(text: str) -> str:
    if not text.replace("*", "").strip():
        raise ValueError(f"{text!r} says nothing; write words as the page shows them")
    return text


def _path_prefix(path: str) -> str:
    folders = unquote(path).split("/")
    if not path.startswith("/") or path.startswith("//") or re.search(r"[?#\\\s]", path) or {".", ".."} & {*folders}:
        raise ValueError(f'{path!r} is not a path of the target\'s host; write for example within = "/appointments"')
    return path


_Selector = Annotated[str, AfterValidator(_selector)]
_ClickWords = Annotated[str, AfterValidator(_click_words)]


class Evidence(BaseModel):
    """What proves one answer: any of these, visible on the page."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    phrases: tuple[Annotated[str, AfterValidator(_phrase)], ...] = Field(
        default=(),
        description="Words as the page shows them; * stands for up to 80 characters within one paragraph or cell.",
    )
    css: tuple[_Selector, ...] = Field(
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
    follow: _ClickWords | None = Field(
        default=None, description="All the words of a link to follow, the first such on the page; * stands for any."
    )
    follow_css: _Selector | None = Field(
        default=None, description="CSS selector of a link to follow, the first such on the page."
    )
    submit: _Selector | None = Field(
        default=None, description="CSS selector of a form to send, with its hidden fields, to where the form says."
    )
    button: _ClickWords | None = Field(
        default=None,
        description="The words on the form's button, or its name=value; * stands for any. Not needed for the only one.",
    )
    fields: dict[str, str | FieldValue] = Field(
        default_factory=dict, description="Form fields for post, or for submit where the form has them; never personal."
    )

    @model_validator(mode="after")
    def _one_request(self) -> Step:
        ways = (self.get, self.post, self.follow, self.follow_css, self.submit)
        if sum(way is not None for way in ways) != 1:
            raise ValueError(
                'a step has exactly one of get = "URL", post = "URL", follow = "words of a link",'
                ' follow_css = "a.next", submit = "#form"'
            )
        if self.fields and self.post is None and self.submit is None:
            raise ValueError("fields are only sent with post or submit")
        if self.button and self.submit is None:
            raise ValueError("a button is only pressed with submit")
        for name, given in self.fields.items():
            kind = given.type.lower() if isinstance(given, FieldValue) else "text"
            value = given.value if isinstance(given, FieldValue) else given
            if kind in PERSONAL_TYPES or is_personal(name) or _ADDRESS.search(value):
                raise ValueError(f"field '{name}' is personal data, which slotwatch never sends; remove it")
        return self

    @property
    def fixed_url(self) -> str | None:
        """The URL, where the step names it; a link or form names its own."""
        return self.get or self.post

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
        default=(),
        max_length=8,
        description="Requests after the target's URL, in order, up to the first page that proves an answer.",
    )
    within: Annotated[str, AfterValidator(_path_prefix)] | None = Field(
        default=None,
        description="Path below which follow and submit may lead, on the target's own host; default: the URL's folder.",
    )
    speaks_of: Literal["day", "week", "month", "all"] = Field(
        default="all", description='What a "no slot offered" on this page is limited to.'
    )

    @model_validator(mode="after")
    def _bounds_something(self) -> Options:
        if self.within and not self.clicks:
            raise ValueError("within only bounds steps with follow or submit; add one or remove within")
        return self

    @property
    def clicks(self) -> tuple[Step, ...]:
        """The steps whose URL only the page knows."""
        return tuple(step for step in self.steps if step.fixed_url is None)

    @property
    def span(self) -> Literal["", "day", "week", "month"]:
        """``speaks_of`` as a reading says it."""
        return "" if self.speaks_of == "all" else self.speaks_of
