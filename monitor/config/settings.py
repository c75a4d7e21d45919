"""The configuration in force, as the rest of the monitor sees it. Pure; loads no validation library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, urlsplit

from monitor.model import Target
from monitor.model.hosts import Manners

Severity = Literal["info", "warning", "critical"]
SLOTS_DELAY = timedelta(hours=24)
"""How old slots that were shown usually are before anything public tells of them."""


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
    metrics_file: Path | None = None
    """Absolute; None: metrics are not written."""
    metrics_port: int | None = None
    """On 127.0.0.1; None: metrics are not served."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who is told; the URL is a secret and not part of the text form."""

    name: str
    url: str = field(repr=False)
    language: Literal["fr", "en"] = "fr"
    digest: Literal["daily", "weekly"] = "weekly"
    digest_at: time = time(8, 0)
    """In the receiver's zone, as are all its times."""
    digest_day: int = 0
    """Of a weekly digest; Monday = 0."""
    timezone: str = "Europe/Paris"
    immediate: bool = True
    """False: even what begins waits for the digest."""
    quiet: tuple[time, time] | None = None
    """From and to; an end before the start is the next day's, an end at midnight that of the day."""
    quiet_passes: Severity = "critical"
    """From this severity on a message is sent in the quiet hours too."""
    private: bool = False
    """Told at once that slots were shown; at most five receivers are."""


@dataclass(frozen=True, slots=True)
class NotifySettings:
    """How messages are sent; the dead man's URL is a secret and not part of the text form."""

    group: timedelta = timedelta(minutes=2)
    """How long a message waits for others of the same rule."""
    give_up: timedelta = timedelta(days=7)
    """After that an undelivered message is kept and shown, and no longer tried."""
    dead_man: str | None = field(default=None, repr=False)
    """A URL asked for after each healthy cycle."""


@dataclass(frozen=True, slots=True)
class NetworkSettings:
    """Our own network."""

    canary: tuple[str, ...]
    """Host names, perhaps with a port (443), to which a connection is made, or http(s) URLs."""
    canary_is_default: bool
    """The file names none."""


@dataclass(frozen=True, slots=True)
class Authority:
    """A time-stamping authority (RFC 3161)."""

    name: str
    url: str
    roots: bytes = field(repr=False)
    """PEM."""
    login: str = field(default="", repr=False)
    """User name and password, with a colon between them."""
    intermediates: bytes = field(default=b"", repr=False)
    qualified: bool = False
    """Whether it is on the European Union's trusted lists (eIDAS, article 42), by the operator's word."""

    @property
    def host(self) -> str:
        """Whom the bytes are sent to."""
        return urlsplit(self.url).hostname or ""

    @property
    def address(self) -> str:
        """The URL with name and password: a secret."""
        if not self.login:
            return self.url
        user, _, password = self.login.partition(":")
        return self.url.replace("://", f"://{quote(user, safe='')}:{quote(password, safe='')}@", 1)


@dataclass(frozen=True, slots=True)
class Publication:
    """One way in which each day's list is made public: a command, a git repository or a receiver."""

    name: str
    command: tuple[str, ...] = ()
    repository: Path | None = None
    receiver: str = ""


@dataclass(frozen=True, slots=True)
class Rota:
    """Who is reminded to look at a target, and when."""

    target: str
    days: frozenset[int]
    """Monday = 0."""
    at: time
    """In the target's zone."""
    who: tuple[str, ...]
    """Labels, in turn."""
    tell: tuple[str, ...]
    """Receivers."""


@dataclass(frozen=True, slots=True)
class EvidenceSettings:
    """How looks are sealed, stamped and made public."""

    operator: str = ""
    """As evidence names it; empty: the contact."""
    sign_key: Path | None = None
    authorities: tuple[Authority, ...] = ()
    publications: tuple[Publication, ...] = ()


@dataclass(frozen=True, slots=True)
class WitnessSettings:
    """Looks by people."""

    inbox: Path | None = None
    rotas: tuple[Rota, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """What an office answered to a published incident."""

    incident: str
    """The end of its page's address, without ``.html``."""
    office: str
    date: date
    language: str
    """In which it was written; the other texts are translations."""
    text: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """How the public site is made."""

    enabled: bool = True
    folder: Path | None = None
    """Absolute; None: the daemon builds no site."""
    base_url: str = ""
    """Without a slash at its end; empty: not known."""
    slots_delay: timedelta = SLOTS_DELAY
    languages: tuple[str, ...] = ("fr", "en", "ar")
    title: str = ""
    """Empty: the site's own words."""
    contact_for_offices: str = ""
    """Empty: the contact."""
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True, slots=True)
class Config:
    """One valid configuration file, with all defaults applied. The rules in force are in ``effective`` alone."""

    path: Path
    monitor: MonitorSettings
    targets: tuple[Target, ...]
    receivers: tuple[Receiver, ...]
    notify: NotifySettings
    network: NetworkSettings
    hosts: Mapping[str, Manners]
    """How hosts are treated that have a [[host]], by name; all others in the usual way."""
    evidence: EvidenceSettings
    witness: WitnessSettings
    site: SiteSettings
    warnings: tuple[str, ...]
    """Lines like those of ``Problem``, for what is allowed but probably not meant."""
    effective: dict[str, Any]
    """JSON values, keys sorted, without secrets: the dated row in the store."""
