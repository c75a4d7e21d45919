"""The story of the demo: what the simulated préfecture answers when, after the autumn of 2018 in Essonne. Pure."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from probes.ezbooking import sim_scenarios as sim
from probes.ezbooking.simulator import Scenario, State

ZONE = ZoneInfo("Europe/Paris")


def _at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2018, 10, day, hour, minute, tzinfo=ZONE)


START = _at(1, 8).astimezone(UTC)
END = _at(14, 20).astimezone(UTC)

CHAPTERS: tuple[tuple[datetime, str, str], ...] = (
    (_at(1, 8), "none-english", "no free slot, said in English on a French site"),
    (_at(4, 9), "overloaded-200", 'overloaded: "Service surchargé"'),
    (_at(4, 11, 30), "none-english", "no free slot, in English again"),
    (_at(5, 11, 2), "slots", "Friday late in the morning: slots, for 19 minutes"),
    (_at(5, 11, 21), "none-english", "gone"),
    (_at(6, 2), "gateway-502", "a night of 502 Bad Gateway"),
    (_at(6, 5), "none-english", "no free slot, in English"),
    (_at(9, 18), "none", "translated: no free slot, in French"),
    (_at(12, 11, 5), "slots", "Friday again: slots, for 12 minutes"),
    (_at(12, 11, 17), "none", "gone"),
)


def scenario() -> Scenario:
    """The chapters as the simulator wants them."""
    return Scenario([(begins.astimezone(UTC), _state(name, begins)) for begins, name, _ in CHAPTERS])


def _state(name: str, begins: datetime) -> State:
    return sim.SCENARIOS[name].at(begins)


RECEIVER = "ngo"

CONFIG = """\
# The configuration of the demo: two looks at the same simulated page, at different intervals.
[monitor]
contact = "https://example.org/observatory"
vantage = "demo"
timezone = "Europe/Paris"
data_dir = "."

[defaults]
expect_language = ["fr"]
allow_private = true # the simulator is on this machine

# Who would be told, by the default rules. Nobody listens there: the demo sends nothing.
[[receiver]]
name = "ngo"
url = "json://127.0.0.1/nobody"
language = "fr"

[[target]]
id = "palaiseau-hourly"
name = "Residence permit, looked at once an hour"
office = "Simulated préfecture"
url = "{url}"
probe = "ezbooking"
every = "1h"

[[target]]
id = "palaiseau-10min"
name = "Residence permit, looked at every 10 minutes"
office = "Simulated préfecture"
url = "{url}"
probe = "ezbooking"
every = "10m"
reason = "a release on a Friday lasted less than an hour"
"""
