"""The pages that the simulated RDV Service Public prints: pure functions from facts to HTML; touches nothing.

Nesting, links and the sentences that decide are those of the public templates; all other words are ours. The header's
login link and the waiting list's checkbox hold words that a hasty reader takes for an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from html import escape
from urllib.parse import urlencode

DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
MONTHS = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre"]
MONTHS += ["novembre", "décembre"]
SHORT_MONTHS = ["jan.", "fév.", "mar.", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."]

NONE = "Malheureusement, aucun créneau correspondant à votre recherche n'a été trouvé."
NONE_LATER = f"{NONE} Veuillez réessayer ultérieurement."
NONE_OLDER = "Nous n'avons pas trouvé de créneaux pour votre motif."
NO_DEPARTMENT = "La prise de rendez-vous n'est pas disponible pour ce département."
NO_TIME = "Pas de créneau disponible"
CLOSED_DAY = "Date fermée à la reservation"
WAITING_LIST = "<label><input type='checkbox'> Je souhaite être prévenu si un créneau se libère.</label>"

Query = Mapping[str, str]


def site(content: str, title: str = "Prendre rendez-vous") -> str:
    """A page of the site around its content."""
    return (
        f"<!DOCTYPE html><html lang='fr'><head><title>{escape(title)} - RDV Service Public</title></head><body>"
        "<header>RDV Service Public <a href='/users/sign_in'>Se connecter</a></header>"
        f"<main>{content}</main><footer><a href='/aide'>Aide</a></footer></body></html>"
    )


def card(words: str) -> str:
    """The card that says why there is nothing to choose from."""
    return site(f"<div class='card'><div class='card-body'><div><b>{escape(words)}</b></div></div></div>")


def human(moment: datetime) -> str:
    """``mercredi 03 octobre 2018 à 09h00``."""
    day = f"{DAYS[moment.weekday()]} {moment:%d} {MONTHS[moment.month - 1]} {moment.year}"
    return f"{day} à {moment:%Hh%M}"


def link(query: Query, text: str, label: str = "", **changes: object) -> str:
    """A link to the same search with some parameters changed."""
    target = f"/prendre_rdv?{urlencode({**query, **changes})}"
    return f'<a href="{escape(target)}" aria-label="{escape(label)}">{text}</a>'


def week(
    query: Query,
    first: date,
    slots: Sequence[datetime],
    *,
    later: datetime | None = None,
    opened: int = 7,
    more: bool = True,
) -> str:
    """The week that begins on ``first``, its first ``opened`` days open to booking; ``later`` lies over all of it."""
    columns = [_column(query, first + timedelta(days=after), slots, closed=after >= opened) for after in range(7)]
    over = "Prochaine disponibilité le<br><strong>{}</strong>"
    overlay = link(query, over.format(human(later)), date=_moment(later)) if later else ""
    onward = link(query, "sem. prochaine", "semaine suivante", date=first + timedelta(days=7)) if more else ""
    title = "<h3>Sélectionnez un créneau :</h3>"
    return site(f"{title}<div id='creneaux-lieu-12'>{''.join(columns)}{overlay}{onward}</div>")


def _column(query: Query, day: date, slots: Iterable[datetime], *, closed: bool) -> str:
    heading = f"<p><strong>{DAYS[day.weekday()]}</strong><br>{day.day} {SHORT_MONTHS[day.month - 1]}</p>"
    times = "".join(_time(query, slot) for slot in slots if slot.date() == day)
    return f"<div>{heading}{times or f'<p>{CLOSED_DAY if closed else NO_TIME}</p>'}</div>"


def _time(query: Query, slot: datetime) -> str:
    target = "/users/rdv_wizard_step/new?" + urlencode({**query, "motif_id": "7", "starts_at": _moment(slot)})
    return f'<a href="{escape(target)}" class="fr-btn">{slot:%H:%M}</a>'


def _moment(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S %z")


def places(query: Query, first_slots: Sequence[datetime]) -> str:
    """The choice of places: each names its next availability inside its link."""
    cards = [
        f"<div class='card'><h4>Mairie annexe {number}</h4>"
        + link(
            query,
            f"Prochaine disponibilité le<br><strong>{human(slot)}</strong>",
            lieu_id=number,
            date=_moment(slot),
        )
        + "</div>"
        for number, slot in enumerate(first_slots, start=1)
    ]
    return site(f"<h3>Sélectionnez un lieu de RDV :</h3>{''.join(cards)}")


def organisations(query: Query, slot: datetime) -> str:
    """The choice of organisations: the day stands beside the link."""
    named = link(query, "Maison des services", user_selected_organisation_id=4, date=_moment(slot))
    detail = f"<p><span class='icon'></span>Prochaine disponibilité le <strong>{human(slot)}</strong></p>"
    return site(f"<p>Sélectionnez la structure avec laquelle prendre RDV&nbsp;:</p><ul><li>{named}{detail}</li></ul>")


def workshops(count: int) -> str:
    """Group appointments with a place left."""
    cards = [
        f"<div>Atelier {number}<a href='/users/rdvs/{number}/participations/new'>&nbsp;S'inscrire</a></div>"
        for number in range(1, count + 1)
    ]
    return site(f"<h3>Inscrivez-vous à l'atelier de votre choix :</h3>{''.join(cards)}")


def motifs(query: Query) -> str:
    """The choice of procedures, before any slot."""
    return site(f"<p>Sélectionnez le motif de votre RDV&nbsp;:</p><ul><li>{link(query, 'Récépissé')}</li></ul>")


def withdrawn() -> str:
    """The procedure is no longer offered at the place."""
    words = "Le motif <b>Récépissé</b> n'est plus disponible à la réservation à <b>Mairie annexe 1</b>"
    return site(f"<div class='alert alert-warning'>{words}</div>")


def login() -> str:
    """The login page, as it is shown to who is not logged in."""
    return site(
        "<div class='alert'>Vous devez vous connecter ou vous inscrire pour continuer.</div><h1>Connexion</h1>"
        "<form action='/users/sign_in' method='post'><input type='email' name='user[email]'>"
        "<input type='password' name='user[password]'><input type='submit' value='Se connecter'></form>",
        "Connexion",
    )


def out_of_order() -> str:
    """The static page in front of a site that does not answer."""
    return (
        "<!DOCTYPE html><html lang='fr'><head><title>Service Indisponible</title></head><body>"
        "<h1>Service indisponible</h1><p>RDV Service Public rencontre un problème, merci de revenir.</p></body></html>"
    )
