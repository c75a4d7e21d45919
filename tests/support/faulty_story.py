"""Two weeks at three booking forms: what each shows when, and the rules by which it is told. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from probes.ezbooking import sim_scenarios as sim
from probes.ezbooking.simulator import Scenario, Shows, Simulator, State

START = datetime(2018, 10, 1, 6, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
RUNS = ((0, 6 * 24), (6 * 24 + 17, 13 * 24))
"""From which hour to which the machine is on: for seventeen hours in between nobody looks."""
CAPTCHA = State(
    shows=Shows.PAGE,
    body='<!DOCTYPE html><html lang="fr"><head><title>Prise de rendez-vous</title></head><body><h1>Sécurité</h1>'
    '<form action="/check" method="post"><p>Recopiez les caractères de l\'image</p>'
    '<img src="/captcha.png" alt="captcha"><input type="text" name="captcha"><button>Continuer</button></form>'
    "</body></html>",
)
"""Put in front of whatever the site shows."""
STATES = {**{name: scenario.steps[0][1] for name, scenario in sim.SCENARIOS.items()}, "captcha": CAPTCHA}
Story = Sequence[tuple[int, str]]
"""From which hour on the site shows what."""
STORIES: dict[int, Story] = {
    16105: (
        *((0, "none-english"), (20, "none"), (70, "gateway-502"), (80, "none"), (110, "slots"), (112, "none")),
        *((200, "none-english"), (215, "none"), (230, "maintenance"), (239, "slots"), (241, "none")),
    ),
    16106: (
        *((0, "slots"), (6, "none"), (40, "disabled"), (62, "none"), (100, "captcha"), (112, "none")),
        *((180, "redesigned"), (195, "none"), (250, "new-words"), (262, "unavailable"), (290, "none")),
    ),
    16107: tuple((11 * turn + late, state) for turn in range(29) for late, state in ((0, "none"), (9, "slots"))),
}
"""By the number of the booking form."""
CONFIG = """
[monitor]
contact = "https://example.org/observatory"
data_dir = "."

[defaults]
expect_language = ["fr"]
allow_private = true
{targets}
{receivers}
{rules}
[notify]
default_rules = false
"""
RULES = {
    "no_slots": 'for = "12h"\nrepeat = "1d"\ntell = ["web"]\nescalate = { after = "2d", tell = ["mail"] }',
    "closed": 'for = "6h"',
    "unbookable": 'for = "1d"\ndeliver = "all"',
    "scarce": 'over = "2d"\nshare = 0.8',
    "down": 'for = "4h"\ndeliver = "all"',
    "blind": 'for = "5h"\nseverity = "critical"',
    "language": 'for = "6h"\ndeliver = "all"',
    **dict.fromkeys(("first_look", "slots_appeared", "slots_gone", "new_text", "captcha_appeared"), ""),
}


def written(base: str, web: str, mail: str) -> str:
    """The configuration of the story."""
    targets = "".join(
        f'[[target]]\nid = "office-{form}"\nname = "Guichet {form}"\nurl = "{base}/booking/create/{form}"\n'
        'probe = "ezbooking"\n'
        for form in STORIES
    )
    receivers = "".join(
        f'[[receiver]]\nname = "{name}"\nurl = "{url}"\nlanguage = "{language}"\n'
        for name, url, language in (("web", web, "en"), ("mail", mail, "fr"))
    )
    rules = "".join(f'[[rule]]\nname = "{when}"\nwhen = "{when}"\n{more}\n' for when, more in RULES.items())
    return CONFIG.format(targets=targets, receivers=receivers, rules=rules)


class Town:
    """All the sites of the story as one ASGI app: each booking form is a simulator of its own."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.sites = {form: Simulator(_scenario(story), now=now, form_id=form) for form, story in STORIES.items()}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        form = next(form for form in self.sites if str(form) in scope["path"])
        await self.sites[form](scope, receive, send)


def _scenario(story: Story) -> Scenario:
    steps: list[tuple[datetime, State]] = [(START + hour * HOUR, STATES[name]) for hour, name in story]
    return Scenario(steps)
