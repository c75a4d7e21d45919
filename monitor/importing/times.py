"""Moments as others write them: ISO 8601, with an offset or in a zone that was named. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d{2}(?::?\d{2})?)?",
    re.ASCII | re.IGNORECASE,
)
_EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
"""No page was looked at before."""


class BadMoment(ValueError):
    """No moment that can be meant; the text says what to write."""


def moment(text: str, zone: ZoneInfo | None, now: datetime) -> datetime:
    """The moment in UTC; ``zone`` is that of times without an offset. Raises ``BadMoment``."""
    found = _MOMENT.fullmatch(text.strip())
    if not found:
        raise BadMoment("is no time; write 2018-10-05T09:00:00Z or 2018-10-05T11:00:00+02:00")
    day, minute, second, fraction, offset = found.groups()
    written = f"{day}T{minute}:{second or '00'}.{(fraction or '0')[:6]:0<6}"
    try:
        naive = datetime.fromisoformat(written)
        at = _zoned(naive, offset, zone).astimezone(UTC)
    except BadMoment:
        raise
    except (ValueError, OverflowError) as error:
        raise BadMoment("is no time that there is; write 2018-10-05T09:00:00Z") from error
    if at < _EARLIEST:
        raise BadMoment("is too long ago to be meant")
    if at > now:
        raise BadMoment("lies in the future")
    return at


def _zoned(naive: datetime, offset: str | None, zone: ZoneInfo | None) -> datetime:
    if offset:
        return datetime.fromisoformat(f"{naive.isoformat()}{offset.upper()}")
    if zone is None:
        raise BadMoment("has no zone; write Z or an offset such as +02:00 behind it, or give --timezone")
    early, late = naive.replace(tzinfo=zone, fold=0), naive.replace(tzinfo=zone, fold=1)
    if early.utcoffset() == late.utcoffset():
        return early
    if early.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != naive:
        raise BadMoment(f"was skipped in {zone.key} when summer time began; write it with its offset")
    raise BadMoment(f"came twice in {zone.key} when summer time ended; write it with its offset")
