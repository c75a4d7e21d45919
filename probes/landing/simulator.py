"""A simulated office page that leads to booking (an ASGI app), with alarms for all that a look must leave alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from starlette.responses import HTMLResponse, RedirectResponse, Response

from probes.simulated import Asked, Simulated, personal

HOME = "/demarches/prendre-un-rendez-vous"
LINKS = {
    "/demarches/rdv/titre-de-sejour": "Titre de séjour",
    "/demarches/rdv/permis": "Permis de conduire",
    "/demarches/rdv/naturalisation": "Naturalisation",
}
_TRAPS = {
    "/booking/create/16105/5/1538557200": "Prendre ce rendez-vous",
    "/demarches/rdv/annulation": "Annuler un rendez-vous",
}


@dataclass(frozen=True, slots=True)
class Scenario:
    """What the office's page says, and how its links answer."""

    language: str = "fr"
    title: str = "Prendre un rendez-vous"
    words: str = "<p>La prise de rendez-vous est gratuite et se fait exclusivement sur internet.</p>"
    status: int = 200
    body: str = ""
    """Instead of the page, with ``status``."""
    dead: Mapping[str, int] = field(default_factory=dict)
    """Links that answer with an error."""
    moved_to: Mapping[str, str] = field(default_factory=dict)
    """Links that lead on."""


_GATEWAY = "<html><head><title>{0}</title></head><body><center><h1>{0}</h1></center><hr>nginx</body></html>"
_MAINTENANCE = "<html><body><h1>Site indisponible</h1><p>Le site est actuellement en maintenance.</p></body></html>"
_PERMIS = "/demarches/rdv/permis"
_REDESIGNED = """<!DOCTYPE html><html lang="fr"><head><title>Accueil</title></head>
<body><app-root><h1>Bienvenue</h1><p>Que cherchez-vous ?</p><button>Continuer</button></app-root></body></html>"""

SCENARIOS: dict[str, Scenario] = {
    "alive": Scenario(),
    "alive-english": Scenario(
        language="en", title="Book an appointment", words="<p>Booking is free of charge. Beware of scams.</p>"
    ),
    "release": Scenario(words="<p>Prochaine mise en ligne de créneaux : lundi 8 octobre 2018.</p>"),
    "suspended": Scenario(words="<p>Attention : la prise de rendez-vous est suspendue jusqu'à nouvel ordre.</p>"),
    "suspended-english": Scenario(
        language="en", title="Book an appointment", words="<p>Appointments are currently suspended.</p>"
    ),
    "suspended-for-some": Scenario(words="<p>La prise de rendez-vous est suspendue pour les naturalisations.</p>"),
    "suspended-until-a-date": Scenario(words="<p>La prise de rendez-vous est suspendue jusqu'au 2 janvier 2018.</p>"),
    "moved": Scenario(words="<p>La prise de rendez-vous a été transférée vers un nouveau site.</p>"),
    "dead-link": Scenario(dead={_PERMIS: 404}),
    "failing-link": Scenario(dead={_PERMIS: 502}),
    "link-leads-on": Scenario(moved_to={_PERMIS: "/demarches/rdv/naturalisation"}),
    "gateway-502": Scenario(status=502, body=_GATEWAY.format("502 Bad Gateway")),
    "not-found": Scenario(status=404, body=_GATEWAY.format("404 Not Found")),
    "maintenance": Scenario(body=_MAINTENANCE),
    "redesigned": Scenario(body=_REDESIGNED),
}
"""Every case by name; each lasts for ever."""


def page(scenario: Scenario) -> str:
    """The office's page: menu and footer hold words that a hasty reader takes for an announcement."""
    links = "".join(f'<li><a href="{path}">{words}</a></li>' for path, words in {**_TRAPS, **LINKS}.items())
    return f"""<!DOCTYPE html>
<html lang="{scenario.language}"><head><title>{scenario.title}</title></head>
<body><nav><a href="/actualites/rendez-vous">La prise de rendez-vous est suspendue</a></nav>
<main><h1>{scenario.title}</h1>{scenario.words}
<ul>{links}<li><a href="mailto:rendez-vous@example.test">Écrire au service des rendez-vous</a></li></ul></main>
<footer>Suspension des rendez-vous</footer></body></html>
"""


class Simulator(Simulated[Scenario]):
    """One office page and the pages it links to, as an ASGI app."""

    def _watch(self, asked: Asked) -> Iterator[str]:
        if asked.method != "GET":
            yield "sent something to a page that is only read"
        if asked.path in _TRAPS:
            yield "could have held or cancelled somebody's slot"
        elif asked.path != HOME and asked.path not in LINKS:
            yield "no page that the office lists"
        yield from personal(asked.query)

    def _answer(self, asked: Asked) -> Response:
        path, site = asked.path, self.scenario
        if path == HOME:
            return HTMLResponse(site.body or page(site), site.status)
        if path in site.moved_to:
            return RedirectResponse(site.moved_to[path], 301)
        if path in LINKS and path not in site.dead:
            return HTMLResponse(f"<html lang='fr'><body><h1>{LINKS[path]}</h1><p>Démarche en ligne.</p></body></html>")
        status = site.dead.get(path, 404)
        return HTMLResponse(_GATEWAY.format(f"{status} {'Bad Gateway' if status == 502 else 'Not Found'}"), status)
