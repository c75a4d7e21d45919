"""The only door to Jinja2: templates from the folder beside this, everything escaped that is not marked as safe."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("monitor.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def render(template: str, **values: Any) -> str:
    """A template filled; a name that it lacks is an error."""
    return _environment().get_template(template).render(values)


def drawn(svg: str) -> Markup:
    """Our own drawing, which has escaped its words itself."""
    return Markup(svg)  # noqa: S704 - made by monitor.charts, which escapes
