"""The configuration in force, as the rest of the monitor sees it. Pure; loads no validation library."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from monitor.model import Target


@dataclass(frozen=True, slots=True)
class MonitorSettings:
    """What concerns the monitor as a whole."""

    contact: str
    """Where an office can reach a person, as written: a mailto: or plain address, or an https page."""
    vantage: str
    timezone: str
    data_dir: Path
    """Absolute; it need not exist yet."""
    concurrency: int
    """Looks at the same time."""
    project_page: str | None = None


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who is told; the URL is a secret and not part of the text form."""

    name: str
    url: str = field(repr=False)
    language: Literal["fr", "en"] = "fr"


@dataclass(frozen=True, slots=True)
class Config:
    """One valid configuration file, with all defaults applied."""

    path: Path
    monitor: MonitorSettings
    targets: tuple[Target, ...]
    receivers: tuple[Receiver, ...]
    warnings: tuple[str, ...]
    """Lines like those of ``Problem``, for what is allowed but probably not meant."""
    effective: dict[str, Any]
    """JSON values, keys sorted, without secrets: the dated row in the store."""
