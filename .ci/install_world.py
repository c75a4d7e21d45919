"""The world of ``.ci/install-test``: a booking page that shows no slot, and a receiver that keeps what it is told.

Runs inside the clean root, in the environment that docs/install.md made. Writes below /var/lib/install-world.
"""

# ruff: noqa: INP001 - a script, not a package; it serves one visitor and may wait for the disk

import json
from pathlib import Path

import uvicorn
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from monitor.clock import SystemClock
from probes.ezbooking.simulator import SCENARIOS, Simulator

WORLD = Path("/var/lib/install-world")

site = Simulator(SCENARIOS["none-english"], now=SystemClock().now, form_id=12345)


async def world(scope: Scope, receive: Receive, send: Send) -> None:
    """Keep what is posted to /told, and be the office's site for all else."""
    if scope["type"] == "http" and scope["path"] == "/told":
        message = await Request(scope, receive).json()
        with (WORLD / "told").open("a", encoding="utf-8") as told:
            told.write(json.dumps(message) + "\n")
        await Response(status_code=204)(scope, receive, send)
        return
    await site(scope, receive, send)
    (WORLD / "alarms").write_text("\n".join(site.alarms), "utf-8")


if __name__ == "__main__":
    WORLD.mkdir(exist_ok=True)
    uvicorn.run(world, host="198.41.0.4", port=80, lifespan="off", log_level="warning")
