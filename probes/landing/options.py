"""Options of the ``landing`` probe: which links are the procedures, which words belong there, which say "closed"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from probes.contract import Page
from probes.html import selector_problem
from probes.text import Match, Phrase


def _phrase(text: str) -> str:
    Phrase(text)
    return text


def _selector(css: str) -> str:
    if css and (problem := selector_problem(css)):
        raise ValueError(f"CSS selector {css!r}: {problem}")
    return css


Words = tuple[Annotated[str, AfterValidator(_phrase)], ...]


class Options(BaseModel):
    """Options of a ``landing`` target."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    links: Annotated[str, AfterValidator(_selector)] = Field(
        default="",
        description="CSS selector of the procedures' links; default: links whose words or address speak of booking.",
    )
    expect: Words = Field(default=(), description="Words that the page should show; without one it is not understood.")
    suspended: Words = Field(
        default=(),
        description="Words that say, on this page, that booking is suspended; * stands for up to 80 characters.",
    )
    warnings: Words = Field(default=(), description="Words whose sentences are kept as the office's announcements.")
    check_links: int = Field(
        default=0, ge=0, le=10, description="How many of the links on the same host to ask for, one request each."
    )

    def missing(self, page: Page) -> bool:
        """Whether the page lacks any of the expected words."""
        return any(Phrase(text).find(page.visible) is None for text in self.expect)

    def says_suspended(self, page: Page) -> str:
        """The words that say "suspended", as the page writes them, or nothing."""
        found = _matches(self.suspended, page.visible)
        first = next(iter(found), None)
        return page.visible[first.start : first.end].replace("\n", " ") if first else ""

    def warns(self, sentence: str) -> bool:
        """Whether a sentence holds one of the operator's warning words."""
        return any(_matches(self.warnings, sentence))


def _matches(phrases: Iterable[str], text: str) -> list[Match]:
    return [found for phrase in phrases if (found := Phrase(phrase).find(text))]
