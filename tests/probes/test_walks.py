"""Every scenario of every simulator, walked over a real socket, as the tables say; a new system needs no test code.

By convention ``probes.<system>.simulator`` has ``SCENARIOS`` and ``Simulator(scenario, now=, wait=)``, an ASGI app with
``requests`` (method, path) and ``alarms``.
"""

import importlib
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from monitor.model import Limits
from monitor.watch.replay import replay
from probes.contract import Reading
from probes.registry import PROBES
from tests.support.looking import WEDNESDAY, look_at, short_wait

PAGES = Path(__file__).parents[1] / "pages"
TABLES = {file.parent.name: tomllib.loads(file.read_text("utf-8")) for file in sorted(PAGES.glob("*/cases.toml"))}
WALKS = [(system, walk) for system, table in TABLES.items() for walk in table.get("walk", [])]
SYSTEMS = sorted({TABLES[system]["probe"] for system, _ in WALKS})


def simulator(system: str) -> Any:
    return importlib.import_module(f"probes.{system}.simulator")


def requests_made(app: Any, system: str) -> str:
    """``G P/0 G/2``: the first letter of each method, and the path as shortened by the table."""
    shown = []
    for method, path in app.requests:
        short = path
        for pattern, replacement in TABLES[system]["walks"].get("short", []):
            short = re.sub(pattern, replacement, short)
        shown.append(method[0] + short)
    return " ".join(shown)


@pytest.mark.parametrize(
    ("system", "walk"), WALKS, ids=[f"{system}/{walk.get('name', walk['scenario'])}" for system, walk in WALKS]
)
async def test_a_walk_teaches_what_its_table_says(system: str, walk: dict[str, Any]) -> None:
    table, why = TABLES[system], walk["why"]
    module = simulator(table["probe"])
    app = module.Simulator(module.SCENARIOS[walk["scenario"]], now=lambda: WEDNESDAY, wait=short_wait)
    limits = Limits(seconds=walk.get("seconds", 10), read_seconds=5)
    options = walk.get("options", table.get("options", {}))
    path = walk.get("path", table["walks"]["path"])
    target, fetched = await look_at(app, path, probe=table["probe"], limits=limits, options=options)
    reading = fetched.reading
    seen = (str(reading.reason), reading.quote, reading.language)
    assert seen == (walk["reason"], walk.get("quote", ""), walk.get("language")), why
    if "count" in walk:
        assert reading.slots.count == walk["count"], why
    if "window" in walk:
        assert reading.window, why
        assert [str(reading.window.first), str(reading.window.last)] == walk["window"], why
    assert [said.kind for said in reading.statements] == walk.get("statements", []), why
    assert requests_made(app, system) == walk["requests"], why
    assert app.alarms == [], why
    if walk.get("replay", True):
        assert read_again(table["probe"], target.url, options, fetched.exchanges) == reading, (
            "stored bytes read the same"
        )


def read_again(probe: str, url: str, options: dict[str, Any], exchanges: Any) -> Reading:
    stored = [(exchange.method, exchange.url, exchange.response) for exchange in exchanges]
    return replay(PROBES[probe], url, options, stored)


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_scenario_of_a_simulator_is_walked(system: str) -> None:
    walked = {walk["scenario"] for folder, walk in WALKS if TABLES[folder]["probe"] == system}
    assert walked == set(simulator(system).SCENARIOS)
