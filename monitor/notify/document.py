"""A message as a row of blocks, written once and shown as plain text and as HTML that say the same. Pure.

Whoever builds a block hands in harmless text (see ``monitor.notify.harmless``); HTML is escaped here besides. There is
no script, no image, nothing that a mail program would fetch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from monitor.locale.voice import direction

_CELL = ' style="border:1px solid #999;padding:4px 8px;text-align:left;vertical-align:top"'


@dataclass(frozen=True, slots=True)
class Heading:
    """What follows is about this."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence or more of our own."""

    text: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Short lines of our own that belong together."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Captured words, in quotation marks, with what introduces them."""

    intro: str
    text: str
    language: str | None
    """Of the words (BCP 47), not of the message; None where it is unknown."""


@dataclass(frozen=True, slots=True)
class Address:
    """A public address, on a line of its own."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Commands:
    """What to type on the machine that watches."""

    label: str
    commands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; in plain text each cell follows its column's name."""

    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[Block, ...], ...], ...]


Block = Heading | Line | Listed | Quote | Address | Commands | Table


def plain(blocks: Sequence[Block]) -> str:
    """The message as plain text, an empty line between blocks."""
    lines: list[str] = []
    for block in blocks:
        if lines:
            lines.append("")
        lines += _lines(block)
    return "\n".join(lines) + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text):
            yield text
        case Line(text):
            yield text
        case Listed(texts):
            yield from texts
        case Quote(intro, text):
            yield intro
            yield f"    {text}"
        case Address(label, url):
            yield label
            yield f"    {url}"
        case Commands(label, commands):
            yield label
            yield from (f"    {command}" for command in commands)
        case Table(columns, rows):
            for number, row in enumerate(rows):
                if number:
                    yield ""
                for column, cell in zip(columns, row, strict=True):
                    inner = [line for part in cell for line in _lines(part)]
                    yield f"- {column}" if column == columns[0] else f"  {column}"
                    yield from (f"    {line}" for line in inner)


def html(blocks: Sequence[Block], language: str) -> str:
    """The same as an HTML fragment in a language."""
    inside = "\n".join(_element(block) for block in blocks)
    return f'<div lang="{escape(language)}">\n{inside}\n</div>\n'


def _element(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"<h{level}>{escape(text)}</h{level}>"
        case Line(text):
            return f"<p>{escape(text)}</p>"
        case Listed(texts):
            return f"<p>{'<br>'.join(map(escape, texts))}</p>"
        case Quote(intro, text, language):
            tag = escape(language or "")
            words = f'<blockquote lang="{tag}" dir="{direction(language)}">{escape(text)}</blockquote>'
            return f"<p>{escape(intro)}</p>\n{words}"
        case Address(label, url):
            return f'<p>{escape(label)} <a href="{escape(url)}">{escape(url)}</a></p>'
        case Commands(label, commands):
            items = "".join(f"<li><code>{escape(command)}</code></li>" for command in commands)
            return f"<p>{escape(label)}</p>\n<ul>{items}</ul>"
        case Table(columns, rows):
            head = "".join(f"<th{_CELL}>{escape(column)}</th>" for column in columns)
            body = "\n".join(f"<tr>{''.join(_cell(cell) for cell in row)}</tr>" for row in rows)
            return f'<table style="border-collapse:collapse">\n<tr>{head}</tr>\n{body}\n</table>'


def _cell(cell: tuple[Block, ...]) -> str:
    return f"<td{_CELL}>{''.join(_element(part) for part in cell)}</td>"
