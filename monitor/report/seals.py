"""How sealing stands: days, stamps, publication, from their tables alone. Reads the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from monitor.clock import iso
from monitor.report.format import local, printable
from monitor.store.reader import Reader
from monitor.store.sealing import Seals, Stamp

_SHOWN = 14


def as_json(reader: Reader) -> dict[str, Any]:
    """Everything, for programs; times are UTC."""
    seals = Seals(reader.connection)
    days = seals.days()
    return {
        "simulated": reader.is_simulated(),
        "days": len(days),
        "first_day": days[0] if days else None,
        "last_day": days[-1] if days else None,
        "stamps": [
            {
                "subject": stamp.subject,
                "sha256": stamp.sha256,
                "authority": stamp.authority,
                "state": stamp.state,
                "stamped_at": iso(stamp.stamped_at) if stamp.stamped_at else None,
                "certificate_ends": iso(stamp.not_after) if stamp.not_after else None,
                "tries": stamp.tries,
                "why": stamp.why,
            }
            for stamp in seals.stamps()
        ],
        "publications": [
            {"day": day, "way": way, "state": state, "why": why} for day, way, state, why in seals.publications()
        ],
    }


def as_text(reader: Reader) -> Iterator[str]:
    """The same in a few lines, the latest days one by one."""
    seals = Seals(reader.connection)
    days = seals.days()
    if not days:
        yield "No day is sealed yet. 'slotwatch run' seals each day after midnight, UTC; 'slotwatch seal' does it now."
        return
    yield f"Sealed: {len(days)} days, {days[0]} to {days[-1]} (UTC)."
    stamps = seals.stamps()
    for authority, states in sorted(_by_authority(stamps).items()):
        yield f"  {authority}: {', '.join(f'{number} {state}' for state, number in sorted(states.items()))}"
    if not stamps:
        yield "  No authority stamps them: without [[authority]] nobody can tell when these lists were made."
    for stamp in [one for one in stamps if one.state != "verified"][-_SHOWN:]:
        again = f"; next try {local(stamp.next_try_at, 'UTC')}" if stamp.state == "owed" else ""
        tries = "1 try" if stamp.tries == 1 else f"{stamp.tries} tries"
        yield f"  {stamp.subject} by {stamp.authority}: {stamp.state}, {tries}: {printable(stamp.why)}{again}"
    ways = Counter((way, state) for _, way, state, _ in seals.publications())
    for (way, state), number in sorted(ways.items()):
        yield f"  made public by {way}: {number} {state}"
    if not ways:
        yield "  Lists are not made public: then nobody can tell whether days at the end were cut off ([[publish]])."


def _by_authority(stamps: list[Stamp]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for stamp in stamps:
        found.setdefault(stamp.authority, Counter())[stamp.state] += 1
    return found
