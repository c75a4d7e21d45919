"""Rows as they are owed, of every kind that a notification may tell."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from monitor.store.owed import Owed

ENGLISH = "Booking planning has no more free time slot. Please try later."
FRENCH = (
    "Il n'existe plus de plage horaire libre pour votre demande de rendez-vous. Veuillez recommencer ultérieurement."
)
TARGET: dict[str, Any] = {
    "id": "palaiseau",
    "name": "Palaiseau, titres de séjour",
    "office": "Sous-préfecture de Palaiseau",
    "procedure": "Renouvellement d'un titre de séjour",
    "territory": "Essonne",
    "url": "https://www.example.gouv.fr/booking/create/14056/0",
    "timezone": "Europe/Paris",
    "other_channels": "guichet, le mardi matin",
    "expect_language": ["fr"],
}
INCIDENT: dict[str, Any] = {
    "key": "palaiseau/no_slots/2018-10-05T07:00Z-17",
    "kind": "no_slots",
    "variant": "",
    "state": "open",
    "first_at": "2018-10-05T07:00:00.000000Z",
    "last_at": "2018-10-17T08:00:30.000000Z",
    "ended_at": None,
    "ended_by": "",
    "duration_seconds": 12 * 86400 + 3630.0,
    "suspended_seconds": 0.0,
    "looks": 1752,
    "conclusive": 1714,
    "proving": 1714,
    "retracted": 0,
    "largest_gap_seconds": 40 * 60 - 20.0,
    "scheduled_seconds": 12 * 86400 + 3630.0,
    "observed_seconds": 0.9825 * (12 * 86400 + 3630.0),
    "days": 13,
    "weeks": 3,
    "with_slots": None,
    "without_slots": None,
    "over_days": None,
    "first_quote": ENGLISH,
    "first_language": "en",
    "last_quote": FRENCH,
    "last_language": "fr",
    "languages": ["en", "fr"],
    "causes": {"notice": 1714},
    "cause": "",
    "attribution": "",
    "vantages": ["serveur"],
    "previous": "",
}
BY_KIND: dict[str, dict[str, Any]] = {
    "no_slots": {},
    "closed": {
        "causes": {"suspended": 52},
        "first_quote": "La prise de rendez-vous est suspendue.",
        "first_language": "fr",
        "last_quote": "La prise de rendez-vous est suspendue.",
        "last_language": "fr",
        "looks": 54,
        "conclusive": 52,
        "proving": 52,
        "largest_gap_seconds": 7200.0,
    },
    "unbookable": {
        "causes": {"notice": 900, "suspended": 814},
        "last_quote": "La prise de rendez-vous est suspendue.",
        "suspended_seconds": 0.0,
        "previous": "palaiseau/unbookable/2018-09-01T07:00Z-3",
    },
    "scarce": {
        "variant": "0.95/14d",
        "with_slots": 8,
        "without_slots": 312,
        "over_days": 14,
        "causes": {"notice": 312, "free-dates": 8},
        "last_quote": "Prochain créneau le 17 octobre à 10h40",
    },
    "down": {
        "attribution": "theirs",
        "causes": {"http-5xx": 6, "overloaded": 2},
        "looks": 9,
        "conclusive": 0,
        "proving": 8,
        "first_quote": "502 Bad Gateway",
        "first_language": "en",
        "last_quote": "502 Bad Gateway",
        "last_language": "en",
        "largest_gap_seconds": 5400.0,
    },
    "blind": {
        "cause": "gated",
        "causes": {"captcha": 48, "queue": 2},
        "looks": 52,
        "conclusive": 0,
        "proving": 50,
        "first_quote": "Recopiez le texte de l'image",
        "first_language": "fr",
        "last_quote": "Recopiez le texte de l'image",
        "last_language": "fr",
        "largest_gap_seconds": 3900.0,
    },
    "language": {
        "languages": ["en"],
        "last_quote": ENGLISH,
        "last_language": "en",
        "looks": 44,
        "conclusive": 44,
        "proving": 42,
        "largest_gap_seconds": 7300.0,
    },
}
ENDED_BY = {
    "no_slots": "slots",
    "closed": "no_slots",
    "unbookable": "slots",
    "scarce": "slots",
    "down": "gated",
    "blind": "no_slots",
    "language": "no_slots",
}
ENDED_AT = "2018-10-17T09:03:00.000000Z"
CHANGES = ("firing", "reminder", "escalated", "resolved", "lost")
EVENTS: dict[str, dict[str, Any]] = {
    "first_look": {"outcome": "no_slots", "reason": "notice", "quote": ENGLISH, "language": "en"},
    "slots_appeared": {"none_at": "2018-10-16T21:30:00.000000Z"},
    "slots_gone": {
        "first_at": "2018-10-16T22:30:00.000000Z",
        "last_at": "2018-10-17T00:30:00.000000Z",
        "none_before": "2018-10-16T21:30:00.000000Z",
        "none_after": "2018-10-17T01:30:00.000000Z",
        "min_seconds": 7200.0,
        "max_seconds": 14400.0,
    },
    "new_text": {"outcome": "no_slots", "quote": FRENCH, "language": "fr"},
    "terms_changed": {"added": ["Article 4 : deux rendez-vous au plus."], "removed": ["Article 4 : un rendez-vous."]},
    "announcement_changed": {
        "added": [f"Avis numéro {number}." for number in range(1, 8)],
        "removed": [],
    },
    "release_stated": {
        "kind": "next-release",
        "text": "Ouverture des prochains créneaux : lundi à 9 h.",
        "when": None,
    },
    "captcha_appeared": {"reason": "captcha", "quote": "Recopiez le texte de l'image"},
    "probe_changed": {"before": "ezbooking 3", "after": "ezbooking 4"},
}
TROUBLES: dict[str, dict[str, Any]] = {
    "overdue": {
        "targets": 3,
        "of": 40,
        "most": {"id": "palaiseau", "name": "Palaiseau"},
        "due_at": "2018-10-17T06:00:00.000000Z",
        "late_seconds": 5400.0,
    },
    "outbox": {
        "receivers": [
            {
                "name": "lawyers",
                "waiting": 1,
                "oldest_at": "2018-10-17T06:00:00.000000Z",
                "dead": 2,
                "failures": 7,
                "last_error": "550 <no> such user @everyone",
            }
        ]
    },
    "disk": {"free_bytes": 150_000_000, "total_bytes": 40_000_000_000},
    "clock": {"seconds": -3600.0},
    "faults": {"count": 2, "last": "KeyError: 'x'"},
    "lag": {"seconds": 75.0},
    "unanswered": {"answered_at": "2018-10-16T06:00:00.000000Z", "targets": 40},
}


def row(facts: Mapping[str, Any], change: str, number: int = 1, **more: Any) -> Owed:
    subject = (facts["incident"] or facts["event"] or facts["trouble"]).get("key", f"subject-{number}")
    given: dict[str, Any] = {
        "id": number,
        "key": f"{subject}/rule/{change}/lawyers",
        "receiver": "lawyers",
        "subject": subject,
        "rule": "absence",
        "change": change,
        "urgent": True,
        "severity": "warning",
        "language": "",
        "owed_at": datetime(2018, 10, 17, 8, 0, tzinfo=UTC),
        "facts": facts,
    }
    return Owed(**{**given, **more})


def facts(*, target: Mapping[str, Any] | None = TARGET, **more: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "v": 1,
        "simulated": False,
        "at": "2018-10-17T08:00:30.000000Z",
        "class": "machine",
        "rule": "absence",
    }
    return {**given, "target": target, "incident": None, "event": None, "trouble": None, **more}


def incident_row(
    kind: str,
    change: str = "firing",
    number: int = 1,
    *,
    target: Mapping[str, Any] = TARGET,
    watchers: str = "machine",
    simulated: bool = False,
    **more: Any,
) -> Owed:
    ends: dict[str, Any] = {}
    if change == "resolved":
        ends = {"state": "resolved", "ended_at": ENDED_AT, "ended_by": ENDED_BY[kind]}
    if change == "lost":
        ends = {"state": "lost", "ended_at": ENDED_AT, "ended_by": "hole"}
    incident = {**INCIDENT, "kind": kind, **BY_KIND[kind], **ends, **more}
    at = ENDED_AT if ends else incident["last_at"]
    known = facts(target=target, incident=incident, at=at, simulated=simulated, **{"class": watchers})
    return row(known, change, number)


def event_row(kind: str, number: int = 1, details: Mapping[str, Any] | None = None, **more: Any) -> Owed:
    details = EVENTS[kind] if details is None else details
    return row(facts(event={"kind": kind, "details": details}, **more), kind, number, rule="news")


def trouble_row(kind: str, change: str = "firing", number: int = 1) -> Owed:
    until = ENDED_AT if change == "resolved" else None
    trouble = {"kind": kind, "since": "2018-10-17T07:30:00.000000Z", "until": until, "details": TROUBLES[kind]}
    return row(facts(target=None, trouble=trouble), change, number, rule="self", subject=f"self/{kind}/x")
