"""Stored looks read again by today's probes: what would be concluded now, without asking anybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from monitor.clock import from_iso
from monitor.model import dated
from monitor.store.reader import Reader
from monitor.watch.replay import replay
from probes.contract import Probe, Reading


@dataclass(frozen=True, slots=True)
class Reread:
    """One stored look and what today's probe makes of its bytes."""

    observation: str
    """Its UUID, in hexadecimal."""
    target: str
    at: str
    before: tuple[str, str, str]
    """Outcome, reason and quote as stored."""
    probe: str
    """The probe that read it then, with its version."""
    reading: Reading

    @property
    def changed(self) -> bool:
        """Whether outcome, reason or quote would be another."""
        after = (self.reading.outcome.value, str(self.reading.reason), self.reading.quote)
        return self.before != after


def reread(reader: Reader, probes: Mapping[str, Probe], slug: str | None = None) -> Iterator[Reread]:
    """Read every stored look again whose exchanges are whole; faults of the connection have nothing to be read.

    The probe, the URL and the options are those of the configuration under which the look was made.
    """
    for look in reader.whole_looks(slug):
        if look["rule"].startswith("robots/"):
            continue  # it ended before there was anything for a probe to read
        then = reader.target_in_force(look["id"])
        probe = probes.get(look["probe"].split("/")[0])
        if probe is None:
            continue
        day = from_iso(look["started_at"]).astimezone(ZoneInfo(str(then["timezone"]))).date()
        url = dated(str(then["url"]), day)
        reading = replay(probe, url, then.get("options", {}), reader.responses(look["id"]))
        before = (look["outcome"], look["reason"], look["quote"] or "")
        yield Reread(look["uuid"], look["target"], look["started_at"], before, look["probe"], reading)
