"""The look sheet: what a volunteer does, step by step, as text or as PDF. Pure; what sets the PDF is handed in."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib import resources
from typing import Any

from monitor.config.settings import Rota
from monitor.locale.voice import voice
from monitor.model import Target
from monitor.witness.sheet_words import DAYS, WORDS
from monitor.witness.taking import one_line

TEMPLATE = "sheet.typ"
_WIDTH = 78

Typeset = Callable[[str, Mapping[str, Any], Mapping[str, bytes]], bytes]
"""``typeset(template, data, files)`` makes a PDF; the template is one of the files."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what to do, one step or warning on each line."""

    heading: str
    lines: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One target's sheet in one language."""

    language: str
    title: str
    about: tuple[tuple[str, str], ...]
    """Name and value."""
    sections: tuple[Section, ...]
    foot: str


def sheet(target: Target, language: str, *, contact: str, inbox: bool, when: str = "") -> Sheet:
    """The sheet of a target.

    ``inbox``: whether files go into a shared folder; else they are sent to whoever takes them. ``when``: the days and
    the hour of the rota, in words. Raises ``ValueError`` for a language that there is no sheet in.
    """
    if language not in WORDS:
        raise ValueError(f"no look sheet in the language {language!r}; there are: {', '.join(WORDS)}")
    voiced, words = voice(language), WORDS[language]
    values = {"id": target.id, "contact": one_line(contact, 200), "when": when}
    say = {key: voiced.say(sentence, **values) for key, sentence in words.items()}

    def lines(*keys: str) -> tuple[str, ...]:
        return tuple(say[key] for key in keys)

    about = (
        ("page", target.name),
        ("office", target.office),
        ("procedure", target.procedure),
        ("address", target.url),
        ("name", target.id),
    )
    return Sheet(
        language=language,
        title=say["title"],
        about=tuple((say[key], one_line(value, 300)) for key, value in about if value),
        sections=(
            Section(say["when"], lines("when-rota" if when else "when-any", "when-any-hour", "when-negative")),
            Section(say["click"], lines("open", "captcha", "walk", "stop"), numbered=True),
            Section(say["save"], lines("save-archive", "save-complete", "save-picture", "save-once", "save-all")),
            Section(say["hand"], lines("folder" if inbox else "send", "file-name", "answers", "side-car")),
            Section(say["never"], lines("never-type", "never-log-in", "never-name", "never-change", "never-book")),
        ),
        foot=lines("foot")[0],
    )


def rota_in_words(rota: Rota, language: str) -> str:
    """Days, hour and labels of a rota: ``Monday, Thursday, 09:00 (A, B)``."""
    days = ", ".join(DAYS[language][day] for day in sorted(rota.days))
    return f"{days}, {rota.at:%H:%M}" + (f" ({', '.join(rota.who)})" if rota.who else "")


def as_text(made: Sheet) -> str:
    """The sheet as text for any printer."""
    return "\n".join(_lines(made)) + "\n"


def _lines(made: Sheet) -> Iterator[str]:
    yield from (made.title.upper(), "=" * len(made.title), "")
    broad = max(len(name) for name, _ in made.about)
    yield from (f"{name:<{broad}}  {value}" for name, value in made.about)
    for section in made.sections:
        yield from ("", section.heading, "-" * len(section.heading))
        for number, line in enumerate(section.lines, start=1):
            mark = f"{number}. " if section.numbered else "- "
            yield from textwrap.wrap(
                line,
                _WIDTH,
                initial_indent=mark,
                subsequent_indent=" " * len(mark),
                break_long_words=False,
                break_on_hyphens=False,
            )
    yield from ("", *textwrap.wrap(made.foot, _WIDTH, break_long_words=False, break_on_hyphens=False))


def as_pdf(made: Sheet, typeset: Typeset) -> bytes:
    """The sheet as PDF; what the operator wrote comes in as data, never as markup."""
    template = resources.files("monitor.witness").joinpath(TEMPLATE).read_bytes()
    return typeset(TEMPLATE, asdict(made), {TEMPLATE: template})
