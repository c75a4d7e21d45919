"""The letter to an office whose site turned our robot away: stop, say who we are, ask for a person. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from textwrap import wrap

from monitor.locale.voice import voice

_WIDTH = 78


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """A target whose site did not serve our robot."""

    target: str
    name: str
    url: str
    office: str
    timezone: str
    since: datetime
    looks: int
    """In a row."""


_LETTERS = {
    "fr": """\
Objet : consultation automatique de votre page de prise de rendez-vous

Madame, Monsieur,

Notre association observe l'accès des usagers aux rendez-vous de l'administration. Un programme qui
se présente sous son nom dans chaque requête, avec l'adresse {contact}, consultait la page publique
suivante :

  {url}

Depuis le {since}, votre site n'a pas servi ce programme ({looks}). Nous avons interrompu ces
consultations et ne chercherons pas à contourner cette mesure.

Ce programme s'arrête à l'étape où la page montre s'il existe des créneaux : il n'en choisit, n'en
retient et n'en réserve aucun, ne transmet aucune donnée personnelle et ne résout pas de captcha.

Pourriez-vous nous dire si cette mesure nous visait, et à quel rythme, ou à quelles heures, une
consultation vous conviendrait ? Nous serions également heureux de recevoir vos explications sur les
périodes sans créneau.

Une personne vous répondra à l'adresse {contact}.

Veuillez agréer, Madame, Monsieur, l'expression de nos salutations distinguées.

NOM, FONCTION, DATE
""",
    "en": """\
Subject: automatic visits to your appointment page

Dear Sir or Madam,

Our organisation observes how people get appointments with public offices. A program that gives its
name in every request, with the address {contact}, visited this public page:

  {url}

Since {since}, your site has not served this program ({looks}). We have stopped these visits and
will not try to get around this measure.

The program stops at the step where the page shows whether there are slots: it chooses, holds and
books none, sends no personal data and solves no captcha.

Could you tell us whether this measure was meant for us, and at what pace, or at what hours, visits
would suit you? We would also be glad to have your explanation of the times without slots.

A person will answer you at {contact}.

Yours faithfully,

NAME, FUNCTION, DATE
""",
}
_LOOKS = {"fr": ("1 consultation", "{} consultations de suite"), "en": ("1 look", "{} looks in a row")}


def letter(turned: TurnedAway, contact: str, language: str) -> str:
    """The letter, with what is known filled in; what is in capitals is for a person."""
    spoken = voice(language)
    one, many = _LOOKS[language]
    filled = _LETTERS[language].format(
        contact=contact,
        url=turned.url,
        since=spoken.moment(turned.since, turned.timezone),
        looks=one if turned.looks == 1 else many.format(spoken.number(turned.looks)),
    )
    return "\n\n".join(_wrapped(paragraph) for paragraph in filled.split("\n\n"))


def _wrapped(paragraph: str) -> str:
    """A paragraph in lines of a letter; an address stays on a line of its own."""
    if paragraph.startswith("  "):
        return paragraph
    return "\n".join(wrap(paragraph, _WIDTH, break_long_words=False, break_on_hyphens=False))
