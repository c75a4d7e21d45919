"""A report as one HTML page that fetches nothing and runs nothing. Captured words are escaped quotations. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from monitor.charts import stylesheet
from monitor.locale.voice import direction
from monitor.report.document import Document, Line, Part, Section
from monitor.report.links import is_web

_STYLE = """\
:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:0 auto;padding:1rem;color:#1c1f23;background:#fff}
h1,h2,h3{line-height:1.25}h2{margin-top:2.5rem}h3{font-size:1.05rem;margin-bottom:.25rem}
ul{margin-top:.25rem;padding-inline-start:1.25rem}
blockquote{margin:.25rem 0;padding-inline-start:.75rem;border-inline-start:3px solid #767c83}
a{color:#00508a;overflow-wrap:anywhere}figure{margin:1rem 0}
@media screen and (prefers-color-scheme:dark){body{color:#e8eaed;background:#15181c}a{color:#86c8ff}}
@media print{body{max-width:none}h2,h3{break-after:avoid}}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def as_html(document: Document) -> Iterator[str]:
    """The whole page, piece by piece."""
    language = escape(document.language)
    yield f'<!DOCTYPE html>\n<html lang="{language}" dir="{direction(document.language)}">\n<head>'
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(document.title)}</title>"
    charts = stylesheet() if any(section.figures for section in document.sections) else ""
    yield f"<style>\n{_STYLE}{charts}</style>\n</head>\n<body>\n<main>"
    yield f"<h1>{escape(document.title)}</h1>"
    yield _list(document.lines)
    for section in document.sections:
        yield from _section(section)
    yield "</main>\n</body>\n</html>"


def _section(section: Section) -> Iterator[str]:
    yield f"<section>\n<h2>{escape(section.title)}</h2>"
    if section.lines:
        yield _list(section.lines)
    for figure in section.figures:
        yield f"<figure>\n{figure}</figure>"
    for part in section.parts:
        yield from _part(part)
    yield "</section>"


def _part(part: Part) -> Iterator[str]:
    yield f"<h3>{escape(part.title)}</h3>"
    yield _list(part.lines)


def _list(lines: tuple[Line, ...]) -> str:
    items = "\n".join(f"<li>{_line(line)}</li>" for line in lines)
    return f"<ul>\n{items}\n</ul>"


def _line(line: Line) -> str:
    text = escape(line.text)
    if line.url:
        url = escape(line.url)
        text += f' <a href="{url}">{url}</a>' if is_web(line.url) else f" <code>{url}</code>"
    if line.quote:
        tongue = f' lang="{escape(line.tongue)}"' if line.tongue else ""
        text += f'\n<blockquote{tongue} dir="{direction(line.tongue)}">{escape(line.quote)}</blockquote>'
    return text
