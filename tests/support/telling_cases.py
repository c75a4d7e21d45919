"""The messages that golden texts are kept of, by file and by name, and the words of an HTML fragment."""

from collections.abc import Sequence
from html.parser import HTMLParser
from typing import Any

from monitor.store.owed import Owed
from tests.support.telling import (
    BY_KIND,
    CHANGES,
    ENGLISH,
    EVENTS,
    INCIDENT,
    TARGET,
    TROUBLES,
    event_row,
    incident_row,
    trouble_row,
)

Case = tuple[str, Sequence[Sequence[Owed]]]
"""The kind of message and its items."""


def other_target(number: int, name: str) -> dict[str, Any]:
    return {**TARGET, "id": f"page-{number}", "name": name, "office": f"Préfecture {number}"}


def incident_cases(kind: str) -> dict[str, Case]:
    cases: dict[str, Case] = {change: ("single", [[incident_row(kind, change)]]) for change in CHANGES}
    cases["firing, then ended before it could be told"] = (
        "single",
        [[incident_row(kind, "firing"), incident_row(kind, "resolved", 2)]],
    )
    return cases | EXTRA.get(kind, {})


EXTRA: dict[str, dict[str, Case]] = {
    "no_slots": {
        "one look": (
            "single",
            [
                [
                    incident_row(
                        "no_slots",
                        last_at=INCIDENT["first_at"],
                        duration_seconds=0.0,
                        looks=1,
                        conclusive=1,
                        proving=1,
                        largest_gap_seconds=0.0,
                        scheduled_seconds=0.0,
                        observed_seconds=0.0,
                        last_quote=ENGLISH,
                        last_language="en",
                    )
                ]
            ],
        ),
        "by people": (
            "single",
            [[incident_row("no_slots", watchers="people", looks=5, conclusive=5, proving=5, days=3)]],
        ),
        "suspended, clock set, retracted": (
            "single",
            [
                [
                    incident_row(
                        "no_slots",
                        suspended_seconds=2 * 86400.0,
                        duration_seconds=10 * 86400.0,
                        retracted=2,
                        first_language=None,
                    )
                ]
            ],
        ),
        "over the end of summer time, simulated": (
            "single",
            [
                [
                    incident_row(
                        "no_slots",
                        simulated=True,
                        first_at="2018-10-28T00:30:00.000000Z",
                        last_at="2018-11-01T01:30:00.000000Z",
                        duration_seconds=4 * 86400 + 3600.0,
                        scheduled_seconds=4 * 86400 + 3600.0,
                        observed_seconds=4 * 86400 + 3600.0,
                    )
                ]
            ],
        ),
        "firing, then lost before it could be told": (
            "single",
            [[incident_row("no_slots", "firing"), incident_row("no_slots", "lost", 2)]],
        ),
        "firing and reminder, never told before": (
            "single",
            [[incident_row("no_slots", "firing"), incident_row("no_slots", "reminder", 2)]],
        ),
    },
    "closed": {"only extra looks": ("single", [[incident_row("closed", looks=0, conclusive=0, proving=0)]])},
    "down": {
        "unknown": (
            "single",
            [
                [
                    incident_row(
                        "down",
                        attribution="unknown",
                        causes={"timeout": 5, "dns": 3},
                        first_quote="",
                        last_quote="",
                    )
                ]
            ],
        ),
        "two vantages": (
            "single",
            [
                [
                    incident_row(
                        "down",
                        causes={"timeout": 8},
                        first_quote="",
                        last_quote="",
                        vantages=["Lyon", "Paris"],
                    )
                ]
            ],
        ),
        "resolved by a slot": ("single", [[incident_row("down", "resolved", ended_by="slots")]]),
    },
    "blind": {
        "refused": ("single", [[incident_row("blind", cause="refused", causes={"waf": 50})]]),
        "robots": (
            "single",
            [[incident_row("blind", cause="refused", causes={"robots": 50}, first_quote="", last_quote="")]],
        ),
        "unrecognised": ("single", [[incident_row("blind", cause="unrecognised", causes={"unrecognised-page": 50})]]),
    },
    "scarce": {"withdrawn": ("single", [[incident_row("scarce", "lost", ended_by="rule")]])},
    "language": {
        "at looks that showed slots": (
            "single",
            [[incident_row("language", causes={"free-dates": 42}, last_quote="Next slot: 17 October, 10:40")]],
        )
    },
}


def event_cases() -> dict[str, Case]:
    cases: dict[str, Case] = {kind: ("single", [[event_row(kind)]]) for kind in EVENTS}
    shown = {"outcome": "slots", "reason": "free-dates", "quote": "17 octobre 10h40", "language": "fr"}
    cases["first_look with slots"] = ("single", [[event_row("first_look", details=shown)]])
    cases["slots_gone, nothing before"] = (
        "single",
        [[event_row("slots_gone", details={**EVENTS["slots_gone"], "none_before": None, "max_seconds": None})]],
    )
    named = {"kind": "next-availability", "text": "Prochain créneau le 17 octobre à 10h40", "when": "2018-10-17"}
    cases["release_stated, a next slot"] = ("single", [[event_row("release_stated", details=named)]])
    return cases


def together() -> dict[str, Case]:
    group = [
        [incident_row("no_slots", number=number, target=other_target(number, name), key=f"page-{number}/no_slots/x")]
        for number, name in enumerate(("Évry", "Palaiseau", "Étampes"), 1)
    ]
    mixed = [
        [incident_row("blind", number=1, target=other_target(1, "Évry"), cause=cause, causes={reason: 50})]
        for cause, reason in (("gated", "captcha"), ("refused", "forbidden"))
    ]
    digest = [
        *group[:2],
        [incident_row("no_slots", "resolved", 4, target=other_target(4, "Nanterre"))],
        [incident_row("down", "firing", 5), incident_row("down", "resolved", 6)],
        [incident_row("closed", "lost", 7, target=other_target(7, "Créteil"))],
        [event_row("slots_appeared", 8)],
        [event_row("new_text", 9)],
        [trouble_row("disk", number=10)],
    ]
    positives = [
        [event_row("slots_appeared", number, target=other_target(number, f"Ville {number}"))] for number in (1, 2)
    ]
    return {
        "group": ("group", group),
        "group of two causes": ("group", mixed),
        "group of slots": ("group", positives),
        "digest": ("digest", digest),
        "digest of one": ("digest", group[:1]),
    }


FILES: dict[str, dict[str, Case]] = {
    **{kind: incident_cases(kind) for kind in BY_KIND},
    "events": event_cases(),
    "self": {
        f"{kind}, {change}": ("single", [[trouble_row(kind, change)]])
        for kind in TROUBLES
        for change in ("firing", "resolved")
    },
    "together": together(),
}


class Words(HTMLParser):
    """The words of an HTML fragment, and its tags and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words.append(data)
