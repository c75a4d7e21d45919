"""The keys of ``[site]`` and ``[[reply]]``. Touches no file."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, StrictBool, ValidationInfo, field_validator

from monitor.config import checks, durations
from monitor.config.fields import Day, Duration, Line, Prose, Table, WebUrl, between
from monitor.config.settings import SLOTS_DELAY

_ADDRESS = re.compile(r"[a-z0-9][a-z0-9-]{0,119}")
SiteLanguage = Literal["fr", "en", "ar"]


def _place(url: str) -> str:
    if urlsplit(url).query or urlsplit(url).fragment:
        raise ValueError("write the address of the site's folder, without '?' and '#'")
    return url.rstrip("/")


def _incident(text: str) -> str:
    if not _ADDRESS.fullmatch(text):
        raise ValueError("write the incident's name as the end of its page's address has it, without .html")
    return text


class SiteTable(Table):
    """The public site: static pages that any web server can hand out."""

    enabled: StrictBool = Field(
        default=True, description="Whether the daemon rebuilds the site after new looks, where a `folder` is given."
    )
    folder: Annotated[str, AfterValidator(checks.folder)] | None = Field(
        default=None,
        description="Where the site is: a name that becomes a symbolic link to the latest whole site, absolute or "
        "relative to the configuration file's own folder. The sites themselves are kept beside it.",
        examples=["public"],
    )
    base_url: Annotated[WebUrl, AfterValidator(_place)] | None = Field(
        default=None,
        description="The address at which people find the site; feeds, cards and lists of pages need it.",
        examples=["https://observatory.example.org"],
    )
    slots_delay: Duration = Field(
        default=SLOTS_DELAY,
        json_schema_extra={"default": durations.spell(SLOTS_DELAY)},
        description="How old slots that were shown are before anything public tells of them, at least 1h. That none "
        "were offered is told at once.",
    )
    languages: tuple[SiteLanguage, ...] = Field(
        default=("fr", "en", "ar"), min_length=1, description="The languages of its pages, the main one first."
    )
    title: Line | None = Field(
        default=None, description="What the site is called.", examples=["Observatoire d'Exampleville"]
    )
    contact_for_offices: Line | None = Field(
        default=None,
        description="Where an office writes to reply to what is published: an address or a page. Default: the contact.",
        examples=["mailto:..."],
    )

    @field_validator("slots_delay")
    @classmethod
    def _bounded(cls, delay: timedelta) -> timedelta:
        return between(delay, timedelta(hours=1), timedelta(days=90))

    @field_validator("languages")
    @classmethod
    def _each_once(cls, languages: tuple[SiteLanguage, ...]) -> tuple[SiteLanguage, ...]:
        if len(set(languages)) < len(languages):
            raise ValueError("a language stands there twice; write each once")
        return languages


class ReplyTable(Table):
    """What an office answered to a published incident, printed beside it (right of reply)."""

    incident: Annotated[str, AfterValidator(_incident)] = Field(
        description="The incident's name, as the end of its page's address has it.",
        examples=["palaiseau-no-slots-2018-10-05t07-00z-1234"],
    )
    office: Line = Field(description="Who answered.", examples=["Préfecture d'Exampleville"])
    date: Day = Field(description="The day of the answer.")
    language: SiteLanguage = Field(default="fr", description="The language in which it was written.")
    text: dict[SiteLanguage, Prose] = Field(
        description="The answer, word for word, and translations of it, which are shown as such, by language.",
        examples=[{"fr": "...", "en": "..."}],
    )

    @field_validator("text")
    @classmethod
    def _original(cls, text: dict[SiteLanguage, str], info: ValidationInfo) -> dict[SiteLanguage, str]:
        original = info.data.get("language", "fr")
        if not text.get(original, "").strip():
            raise ValueError(f'the answer itself is missing; write {original} = "..."')
        return text
