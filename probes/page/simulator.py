"""A simulated town-hall site (an ASGI app): a calendar behind a link or a form, and traps on every page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.responses import HTMLResponse, RedirectResponse, Response

from probes.simulated import Asked, Simulated, personal

HOME = "/rdv/accueil"
CALENDAR = "/rdv/calendrier"
SENTENCE = "Plus aucune place n'est proposée pour cette démarche."
TOKEN = "f3a9"  # noqa: S105  # the form's, not ours
_TRAPS = {
    "/rdv/reserve": "Réserver ce créneau",
    "/rdv/login": "Se connecter",
    "/rdv/annulation": "Annuler un rendez-vous",
    "/admin": "Espace agents",
}
_OTHER_HOST = "https://other.example.test/rdv/calendrier"
_GATEWAY = (
    "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>"
)
_REDESIGNED = "<!DOCTYPE html><html lang='fr'><body><h1>Bienvenue sur notre nouveau site</h1></body></html>"


@dataclass(frozen=True, slots=True)
class Form:
    """The form of the first page: fields of a choice of desks, its action, and what else it asks for."""

    action: str = CALENDAR
    method: str = "post"
    desks: tuple[str, ...] = ("20", "21")
    button: str = "Étape suivante"
    asks: str = ""
    """Further fields, as HTML."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """What the pages of the site show."""

    home: str = "Choisissez une démarche."
    link: str = CALENDAR
    """Where the link "Voir le calendrier" leads; empty: there is no such link."""
    hides_link: bool = False
    form: Form | None = Form()
    calendar: tuple[int, ...] = (0,)
    """Free times of each week."""
    calendar_status: int = 200
    calendar_leads_to: str = ""
    body: str = ""
    """Instead of the first page, with ``status``."""
    status: int = 200


_SLOTS = (2,)
SCENARIOS: dict[str, Scenario] = {
    "none-at-once": Scenario(home=SENTENCE),
    "none": Scenario(),
    "slots": Scenario(calendar=_SLOTS),
    "slots-in-week-3": Scenario(calendar=(0, 0, 1)),
    "empty-weeks": Scenario(calendar=(0, 0)),
    "no-link": Scenario(link=""),
    "hidden-link": Scenario(hides_link=True, calendar=_SLOTS),
    "link-elsewhere": Scenario(link=_OTHER_HOST),
    "link-reserve": Scenario(link="/rdv/reserve"),
    "link-login": Scenario(link="/rdv/calendrier/../login"),
    "link-above": Scenario(link="/admin"),
    "link-personal": Scenario(link=f"{CALENDAR}?email=a@example.test"),
    "no-form": Scenario(form=None),
    "get-form": Scenario(form=Form(method="get"), calendar=_SLOTS),
    "personal-form": Scenario(form=Form(asks="<input type=email name=contact>")),
    "named-form": Scenario(form=Form(asks="<label>Nom <input name=nom></label>")),
    "honeypot-form": Scenario(form=Form(asks="<p hidden>Laissez vide <input name=email></p>"), calendar=_SLOTS),
    "form-elsewhere": Scenario(form=Form(action=_OTHER_HOST)),
    "form-reserve": Scenario(form=Form(action="/rdv/reserve")),
    "desk-gone": Scenario(form=Form(desks=("21",)), calendar=_SLOTS),
    "other-button": Scenario(form=Form(button="Confirmer mon rendez-vous")),
    "login-redirect": Scenario(calendar_leads_to="https://login.example.test/"),
    "gateway-502": Scenario(body=_GATEWAY, status=502),
    "gateway-502-behind": Scenario(calendar_status=502),
    "redesigned": Scenario(body=_REDESIGNED),
}
"""Every case by name; each lasts for ever."""


def _page(main: str) -> str:
    traps = "".join(f'<li><a href="{path}">{words}</a></li>' for path, words in _TRAPS.items())
    return f"""<!DOCTYPE html>
<html lang="fr"><head><title>Rendez-vous</title></head>
<body><nav><ul>{traps}</ul></nav><main><h1>Rendez-vous</h1>{main}</main>
<footer><form action="/recherche"><input name="q"><button>Chercher</button></form></footer></body></html>
"""


def home(scenario: Scenario) -> str:
    """The first page."""
    hidden = ' class="d-none"' if scenario.hides_link else ""
    link = f'<p{hidden}><a href="{scenario.link}">Voir le  <b>calendrier</b></a></p>' if scenario.link else ""
    return _page(f"<p>{scenario.home}</p>{link}{_form(scenario.form) if scenario.form else ''}")


def _form(form: Form) -> str:
    desks = "".join(
        f'<input class="fr-sr-only" type="radio" name="guichet" id="g{desk}" value="{desk}">'
        f'<label for="g{desk}">Guichet {desk}</label>'
        for desk in form.desks
    )
    return f"""<form id="choix" method="{form.method}" action="{form.action}">
<input type="hidden" name="jeton" value="{TOKEN}">{desks}{form.asks}
<button name="annuler" value="1">Annuler ma demande</button>
<input type="submit" name="suite" value="{form.button}"></form>"""


def calendar(scenario: Scenario, number: int) -> str:
    """One week, from 0, with a link to the next that the site has."""
    times = "".join(
        f'<li class="libre"><a href="/rdv/reserve?t={n}">{9 + n} h</a></li>' for n in range(_free(scenario, number))
    )
    following = f'<a class="suivante" href="?semaine={number + 1}">»</a>' if number + 1 < len(scenario.calendar) else ""
    return _page(
        f"<h2>Semaine {number + 1}</h2>" + (f"<ul>{times}</ul>" if times else f"<p>{SENTENCE}</p>") + following
    )


def _free(scenario: Scenario, number: int) -> int:
    return scenario.calendar[number] if number < len(scenario.calendar) else 0


class Simulator(Simulated[Scenario]):
    """The site as an ASGI app."""

    def _watch(self, asked: Asked) -> Iterator[str]:
        sent = {**asked.query, **asked.fields}
        if asked.path not in (HOME, CALENDAR):
            yield "a page that no look may ask for"
        if asked.method == "POST" and asked.path != CALENDAR:
            yield "sent a form to where no form leads"
        if "annuler" in sent:
            yield "pressed the button that cancels"
        yield from personal(sent)

    def _answer(self, asked: Asked) -> Response:
        site = self.scenario
        if asked.path == HOME:
            return HTMLResponse(site.body or home(site), site.status)
        if asked.path != CALENDAR:
            return HTMLResponse(_page("<p>Page réservée</p>"), 404)
        if site.calendar_leads_to:
            return RedirectResponse(site.calendar_leads_to, 302)
        if site.calendar_status != 200:
            return HTMLResponse(_GATEWAY, site.calendar_status)
        sent = {**asked.query, **asked.fields}
        if sent and "semaine" not in sent and (sent.get("jeton"), sent.get("guichet")) != (TOKEN, "20"):
            return HTMLResponse(home(site))  # as sites do with a form that they did not write
        return HTMLResponse(calendar(site, int(sent.get("semaine", "0"))))
