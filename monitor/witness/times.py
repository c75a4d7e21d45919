"""When a person looked, as written: in the target's own zone where no offset is given. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from monitor.witness.errors import WitnessError

_SHAPE = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[T _]?(?P<hour>\d\d)[:h.]?(?P<minute>\d\d)(?::?(?P<second>\d\d))?"
    r"(?P<offset>Z|[+-]\d\d:?\d\d)?"
)
_EXAMPLE = "2026-11-21 09:05"


def is_time(text: str) -> bool:
    """Whether a text has the shape of a time, as file names write it too: ``2026-11-21T0905``."""
    return _SHAPE.fullmatch(text.strip()) is not None


def moment(text: str, zone: str) -> datetime:
    """The moment that a text names, UTC. Raises ``WitnessError`` for one that does not exist, or that came twice."""
    found = _SHAPE.fullmatch(text.strip())
    if found is None:
        raise WitnessError(
            f'{text[:40]!r} is no time; write it like "{_EXAMPLE}" ({zone}), or with its offset: "{_EXAMPLE}+01:00"',
            f"{text[:40]!r} n'est pas une heure ; écrivez par exemple « {_EXAMPLE} » (heure de {zone})",
        )
    written = f"{found['day']}T{found['hour']}:{found['minute']}:{found['second'] or '00'}{found['offset'] or ''}"
    try:
        naive = datetime.fromisoformat(written)
        return naive.astimezone(UTC) if naive.tzinfo else in_zone(naive, zone)
    except (ValueError, OverflowError):
        raise WitnessError(
            f"{text[:40]!r}: there is no such day or hour", f"{text[:40]!r} : ce jour ou cette heure n'existe pas"
        ) from None


def in_zone(naive: datetime, zone: str) -> datetime:
    """A time on the clocks of a zone as a moment, UTC. Raises ``WitnessError`` where clocks skip or repeat it."""
    first, second = (naive.replace(tzinfo=ZoneInfo(zone), fold=fold) for fold in (0, 1))
    shown = f"{naive:%Y-%m-%d %H:%M}"
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    if first.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != naive:
        raise WitnessError(
            f"{shown} does not exist in {zone}: clocks were put forward over it; look at the time again",
            f"{shown} n'existe pas à l'heure de {zone} : les horloges ont été avancées ; vérifiez l'heure",
        )
    ways = [f"{naive:%Y-%m-%dT%H:%M}{_offset(one)}" for one in (first, second)]
    raise WitnessError(
        f"{shown} came twice in {zone}, as clocks were put back; write {ways[0]} (the first time) or {ways[1]}",
        f"{shown} est arrivé deux fois à l'heure de {zone} (fin de l'heure d'été) ; écrivez {ways[0]} (la première"
        f" fois) ou {ways[1]}",
    )


def _offset(local: datetime) -> str:
    offset = local.utcoffset() or timedelta(0)
    minutes = int(offset.total_seconds() // 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
