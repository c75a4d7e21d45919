"""A report as Markdown (CommonMark). Captured words are escaped: they stay words. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.report.document import Document, Line
from monitor.report.links import is_web

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&$^=])")
_LIST = re.compile(r"^(\s*)(\d+)([.)])|^(\s*)([-+])")


def as_markdown(document: Document) -> Iterator[str]:
    """The whole report, line by line."""
    yield f"# {escaped(document.title)}"
    yield ""
    for line in document.lines:
        yield f"- {_line(line)}"
    for section in document.sections:
        yield ""
        yield f"## {escaped(section.title)}"
        if section.lines:
            yield ""
        yield from (f"- {_line(line)}" for line in section.lines)
        for part in section.parts:
            yield ""
            yield f"### {escaped(part.title)}"
            yield ""
            yield from (f"- {_line(line)}" for line in part.lines)


def _line(line: Line) -> str:
    text = escaped(line.text)
    if line.url:
        text += f" <{line.url}>" if is_web(line.url) else f" {escaped(line.url)}"
    if line.quote:
        tongue = f" \\[{escaped(line.tongue)}\\]" if line.tongue else ""
        text += f"\n  > {escaped(line.quote)}{tongue}\n"
    return text


def escaped(text: str) -> str:
    """Text in which nothing is mark-up."""
    text = _SPECIAL.sub(r"\\\1", " ".join(text.splitlines()))
    return _LIST.sub(lambda found: f"{found[2]}\\{found[3]}" if found[2] else f"\\{found[5]}", text)
