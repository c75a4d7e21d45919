"""The pages that the simulated ezbooking site prints: pure functions from facts to HTML; touches nothing.

Ids, names, nesting and sentences are those that public bots and screenshots of ezbooking sites agree on; all other
words are ours. Footer, legend and the calendar's button hold words that a hasty reader takes for an answer.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from html import escape
from html.entities import codepoint2name
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Paris")

NONE_FRENCH = (
    "Il n'existe plus de plage horaire libre pour votre demande de rendez-vous. Veuillez recommencer ultérieurement."
)
NONE_ENGLISH = "Booking planning has no more free time slot. Please try later."
NO_CALENDAR = (
    "Il n'y a pas calendrier disponible pour effectuer une demande de rendez-vous"  # without "de", as on the sites
)
UNAVAILABLE = "Attention : Cette page n'est pas disponible pour le moment !"
DISABLED = "Ce lien a été désactivé définitivement"

_STEPS = (
    "Prise de rendez-vous",
    "Descriptif",
    "Choix d'une plage",
    "Contrôle de sécurité",
    "Coordonnées personnelles",
    "Valider et terminer",
)
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
_GATEWAY = {
    404: "404 Not Found",
    429: "429 Too Many Requests",
    502: "502 Bad Gateway",
    503: "503 Service Temporarily Unavailable",
    504: "504 Gateway Time-out",
}


class Writing(StrEnum):
    """How the same words reach the browser."""

    PLAIN = "plain"
    CURLY = "curly"
    """Typographic apostrophes."""
    ENTITIES = "entities"
    """Letters beyond ASCII and apostrophes as HTML references."""
    NFD = "nfd"
    """Accents as combining characters."""


def write(page: str, writing: Writing) -> str:
    """The page as this way of writing spells it; what a person reads stays the same."""
    match writing:
        case Writing.PLAIN:
            return page
        case Writing.CURLY:
            return page.replace("'", "’")
        case Writing.NFD:
            return unicodedata.normalize("NFD", page)
        case Writing.ENTITIES:
            return "".join(_reference(char) for char in page)


def _reference(char: str) -> str:
    if char == "'":
        return "&#039;"
    if char.isascii():
        return char
    name = codepoint2name.get(ord(char))
    return f"&{name};" if name else f"&#{ord(char)};"


def landing(base: str, title: str, error: str = "") -> str:
    """Step 0: the conditions and the two buttons. ``base`` is the form's path without the step."""
    label = (
        "Veuillez cocher la case pour accepter les conditions d'utilisation avant de continuer le processus de prise"
        " de rendez-vous."
    )
    fields = f"""
<div id="condition_Booking"><input type="checkbox" class="condition" id="condition" name="condition">
<label for="condition">{label}</label></div>
<div id="submit_Booking">
<input type="submit" class="Bbutton" name="nextButton" value="Effectuer une demande de rendez-vous">
<input type="submit" class="Bbutton" name="manageButton"
 value="Annuler, consulter et gérer mes demandes de rendez-vous"></div>"""
    return _booking(title, 0, _errors(error) + _form(base, 0, fields))


def choice(base: str, title: str, plannings: Iterable[tuple[int, str]], error: str = "") -> str:
    """Step 1: one radio button for each planning."""
    radios = "\n".join(
        f'<p class="Bligne"><input type="radio" class="radio" name="planning" id="planning{id_}" value="{id_}">'
        f'<label for="planning{id_}">{escape(label, quote=False)}</label></p>'
        for id_, label in plannings
    )
    fields = (
        f'\n<fieldset id="fchoix_Booking"><legend>Que souhaitez-vous effectuer ?</legend>\n{radios}\n</fieldset>'
        + _button("nextButton", "Etape suivante")
    )
    return _booking(title, 1, "<h2>Choix de la nature du rendez-vous</h2>\n" + _errors(error) + _form(base, 1, fields))


def notice(base: str, title: str, sentence: str, step: int = 2) -> str:
    """The page that says in ``sentence`` what came of the demand, and offers no way on."""
    fields = f"\n<p>{escape(sentence, quote=False)}</p>" + _button("finishButton", "Terminer")
    return _booking(title, step, "<h2>Vérification de disponibilité</h2>\n" + _form(base, step, fields))


def leaflet(base: str, title: str) -> str:
    """Step 3: which papers to bring; only reached while something is free."""
    fields = "\n<p>Pièces à apporter : le titre de séjour, deux photographies.</p>" + _button(
        "nextButton", "Etape suivante"
    )
    return _booking(title, 3, "<h2>Descriptif</h2>\n" + _form(base, 3, fields))


def calendar(base: str, title: str, week_table: str) -> str:
    """Step 4: one week of the calendar. Its button would take the first free slot."""
    fields = f'\n<div id="planning_Booking">{week_table}</div>' + _button("nextButton", "Première plage horaire libre")
    return _booking(title, 4, "<h2>Choix d'une plage horaire</h2>\n" + _form(base, 4, fields))


def week(
    base: str,
    monday: date,
    slots: Iterable[datetime],
    links: Sequence[tuple[str, str]] = (),
    *,
    english: bool = False,
    padded: bool = False,
) -> str:
    """One week as the site's script receives it: the table, its legend, and ``links`` to other weeks (path, label)."""
    local = (slot.astimezone(ZONE) for slot in slots)
    free = {(slot.date(), slot.time()): slot for slot in local if monday <= slot.date() < monday + timedelta(days=7)}
    days = [monday + timedelta(days=n) for n in range(7)]
    first, last = french_date(days[0], padded=padded), french_date(days[-1], padded=padded)
    header = f"Week from {first} to {last}" if english else f"Semaine du {first} au {last}"
    hours = sorted({hour for _, hour in free})
    rows = "\n".join(f"<tr>{''.join(_cell(base, free.get((day, hour))) for day in days)}</tr>" for hour in hours)
    taken = f"<tr>{_cell(base, None) * 7}</tr>"
    names = "".join(f"<th>{day}</th>" for day in _DAYS)
    anchors = " ".join(f'<a class="week" href="{path}">{label}</a>' for path, label in links)
    return f"""
<table><thead><tr><th colspan="7">{header}</th></tr><tr>{names}</tr></thead>
<tbody>{rows}
{taken}</tbody></table>
<p class="legend">Légende : <span class="free">libre</span> / <span class="busy">occupé</span></p>
<p class="weeks">{anchors}</p>
"""


def _cell(base: str, slot: datetime | None) -> str:
    if slot is None:
        return '<td class="status-0">occupé</td>'
    return f'<td class="status-1 free"><a href="{base}/5/{int(slot.timestamp())}">libre</a></td>'


def french_date(day: date, *, padded: bool = False) -> str:
    """``lundi 1 octobre 2018``; padded: ``lundi 01 octobre 2018``."""
    number = f"{day.day:02d}" if padded else str(day.day)
    return f"{_DAYS[day.weekday()]} {number} {_MONTHS[day.month - 1]} {day.year}"


def statement(title: str, sentence: str) -> str:
    """A page of the site that says one thing and has no booking form."""
    return _shell(title, f"<h1>{escape(title, quote=False)}</h1>\n<p>{escape(sentence, quote=False)}</p>")


def redesigned() -> str:
    """A page with none of the known ids and none of the known words."""
    return """<!DOCTYPE html>
<html lang="fr"><head><title>Vos démarches</title></head><body><main><app-agenda data-version="7">
<h1>Vos démarches en ligne</h1><p>Votre espace évolue. Sélectionnez une démarche dans la liste.</p>
<button type="button">Continuer</button></app-agenda></main></body></html>
"""


def gateway(status: int) -> str:
    """The page that nginx prints by itself with this status."""
    text = _GATEWAY[status]
    return (
        f"<html>\n<head><title>{text}</title></head>\n<body>\n<center><h1>{text}</h1></center>\n"
        "<hr><center>nginx</center>\n</body>\n</html>\n"
    )


def forbidden() -> str:
    """The page that HAProxy prints by itself with 403."""
    return "<html><body><h1>403 Forbidden</h1>\nRequest forbidden by administrative rules.\n</body></html>\n"


def overloaded() -> str:
    """What the sites print to too many visitors, with 200 or 503."""
    return (
        "<html><head><title>Service surcharg&eacute;</title></head>\n<body><h1>Service surcharg&eacute;</h1>\n"
        "<p>Le nombre de visiteurs est trop important. Merci de renouveler votre demande dans quelques minutes.</p>"
        "</body></html>\n"
    )


def maintenance() -> str:
    """The words of a site under maintenance."""
    return statement("Site indisponible", "Le site est actuellement en maintenance.")


def _booking(title: str, step: int, inner: str) -> str:
    active = {3: 1, 4: 2}.get(step, 0)
    labels = "".join(
        f'<li class="active">{label}</li>' if n == active else f"<li>{label}</li>" for n, label in enumerate(_STEPS)
    )
    return _shell(title, f'<h1>{escape(title, quote=False)}</h1>\n<ul id="stepper">{labels}</ul>\n{inner}')


def _shell(title: str, inner: str) -> str:
    # The nesting is known: checkbox at /html/body/div[1]/div[2]/div[3]/div/div/form/div[1]/input
    return f"""<!DOCTYPE html>
<html lang="fr">
<head><title>{escape(title, quote=False)}</title></head>
<body>
<div id="page">
<div id="header">Préfecture</div>
<div id="columns"><div id="path"></div><div id="sidemenu"></div>
<div id="main"><div id="content"><div id="inner_Booking">
{inner}
</div></div></div></div>
</div>
<footer>Une question ? Écrivez-nous ultérieurement.</footer>
</body>
</html>
"""


def _form(base: str, step: int, fields: str) -> str:
    return f'<form name="create" id="FormBookingCreate" action="{base}/{step}" method="post">{fields}\n</form>'


def _button(name: str, value: str) -> str:
    return f'\n<div id="submit_Booking"><input type="submit" class="Bbutton" name="{name}" value="{value}"></div>'


def _errors(sentence: str) -> str:
    return f'<ul class="error"><li>{escape(sentence, quote=False)}</li></ul>\n' if sentence else ""
