"""The words of reminders to those whose turn it is to look, in the languages of ``monitor.locale``. Pure.

They are kept here, not in the catalogs: the look sheet says the same things at more length.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from monitor.clock import from_iso
from monitor.locale.voice import Voice
from monitor.notify.document import Line, Listed
from monitor.notify.harmless import one_line
from monitor.notify.item import Item, Told

WORDS: Mapping[str, Mapping[str, str]] = {
    "section": {"en": "People's turns to look", "fr": "Tours de consultation"},
    "one": {"en": "{n} turn to look", "fr": "{n} tour de consultation"},
    "many": {"en": "{n} turns to look", "fr": "{n} tours de consultation"},
    "headline": {"en": "A person's look is due", "fr": "Consultation à faire par une personne"},
    "headline-of": {"en": "A look is due ({label})", "fr": "Consultation à faire ({label})"},
    "turn": {
        "en": "It is time for a person to look at this page, in their own browser ({moment}).",
        "fr": "C'est l'heure de consulter cette page, par une personne et dans son propre navigateur ({moment}).",
    },
    "turn-of": {
        "en": "It is the turn of {label} to look at this page, in their own browser ({moment}).",
        "fr": "C'est au tour de {label} de consulter cette page, dans son propre navigateur ({moment}).",
    },
    "how": {
        "en": "Walk to the page that says whether an appointment can be booked, and stop before any personal field.",
        "fr": "Allez jusqu'à la page qui dit si un rendez-vous peut être pris, et arrêtez-vous avant tout champ"
        " personnel.",
    },
    "save": {
        "en": "Save that page (MHTML or complete), whatever it shows, and hand it over as the look sheet says"
        " ({folder}).",
        "fr": "Enregistrez cette page (MHTML ou page complète), quoi qu'elle montre, et déposez-la comme l'indique la"
        " fiche de consultation ({folder}).",
    },
    "picture": {
        "en": "The name of a picture says what it shows (slots, no_slots, closed, gated or failing): {name}",
        "fr": "Le nom d'une image dit ce qu'elle montre (slots, no_slots, closed, gated ou failing) : {name}",
    },
    "limit": {
        "en": "anything about the site (this is a reminder, nobody has looked yet).",
        "fr": "quoi que ce soit du site (c'est un rappel, personne n'a encore consulté la page).",
    },
}


def tell_rota(item: Item, rota: Mapping[str, Any], voice: Voice) -> Told:
    """A reminder: whose turn it is, what to do and where to put what was seen."""
    label = one_line(str(rota.get("label") or ""))
    target = one_line(str(item.target.get("id") or ""))
    at = from_iso(item.facts["at"])
    local = at.astimezone(ZoneInfo(item.zone))
    name = f"{target}__{local:%Y-%m-%dT%H%M}__{label or 'A'}__closed.png"
    moment = voice.moment(at, item.zone)
    steps = (worded("how", voice), worded("save", voice, folder=target), worded("picture", voice, name=name))
    return Told(
        condition=worded("section", voice),
        headline=worded("headline-of" if label else "headline", voice, label=label),
        claim=(Line(worded("turn-of" if label else "turn", voice, label=label, moment=moment)), Listed(steps)),
        limits=(worded("limit", voice),),
    )


def counted(number: int, voice: Voice) -> str:
    """How many reminders a digest holds, for its title."""
    return worded("one" if number == 1 else "many", voice, n=voice.number(number))


def worded(key: str, voice: Voice, **values: object) -> str:
    """A sentence of this file in a voice's language."""
    return voice.say(WORDS[key][voice.language], **values)
