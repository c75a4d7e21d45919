"""A simulated RDV-Préfecture (an ASGI app): first page, captcha page, and an alarm for whatever goes past them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from starlette.responses import HTMLResponse, RedirectResponse, Response

from probes.simulated import Asked, Simulated, personal

HOME = "/rdvpref/reservation/demarche/1922"
_ALLOWED = re.compile(rf"{HOME}(?:/|/cgu/?)?")
_RELEASES = """<p>Dernière mise en ligne de rendez-vous : le 04/05/2026 à 11:58
<br>pour des créneaux de la semaine du 18/05/2026</p>
<p>Prochaine mise en ligne de nouveaux rendez-vous : le 11/05/2026 à 12:00
<br>pour des créneaux de la semaine du 25/05/2026</p>"""
_TAKE = f'<a class="fr-btn" href="{HOME}/cgu/">Prendre un rendez-vous</a>'
_MANAGE = f'<a class="fr-link" href="{HOME}/login/">Gérer mes rendez-vous</a>'


@dataclass(frozen=True, slots=True)
class Scenario:
    """What the first page is, and what stands behind its button."""

    announcement: str = ""
    """HTML between the title and the button."""
    button: bool = True
    status: int = 200
    body: str = ""
    """Instead of the first page, with ``status``."""
    headers: Mapping[str, str] = field(default_factory=dict)
    straight_to_captcha: bool = False
    captcha: bool = True
    """The second page shows its captcha; without, it is a page nobody knows."""
    delay: float = 0.0


def _shell(title: str, inner: str) -> str:
    return f"""<!DOCTYPE html>
<html lang="fr" data-fr-scheme="system"><head><title>{escape(title)} - RDV-Préfecture</title>
<link rel="stylesheet" href="/rdvpref/static/dsfr.css"></head>
<body><header><nav><a href="/rdvpref/">Accueil</a></nav></header>
<main id="content">{inner}</main>
<footer><p>La réservation est suspendue : page d'aide</p></footer></body></html>
"""


def first_page(scenario: Scenario) -> str:
    """Title, description, announcement, and the buttons."""
    ways = (_TAKE if scenario.button else "") + _MANAGE
    return _shell(
        "Titre de séjour",
        f"<h1>Titre de séjour</h1><p>Renouvellement d'un titre de séjour.</p>{scenario.announcement}{ways}",
    )


def captcha_page(scenario: Scenario) -> str:
    """``/cgu/``: the terms and the captcha, or in a new design neither."""
    if not scenario.captcha:
        return _shell("Étape 1", "<h1>Vérification</h1><app-proof></app-proof>")
    return _shell(
        "Étape 1",
        f"""<h1>Titre de séjour</h1><h2>Constituez votre dossier</h2><p>Étape 1 sur 4</p>
<form method="post" action="{HOME}/cgu/"><rdv-captchetat captcha-style-name="captchaFR"></rdv-captchetat>
<label for="captchaFormulaireExtInput">Recopiez le code du captcha</label>
<input id="captchaFormulaireExtInput" name="captchaUsercode"><input type="hidden" name="captchaId" value="1">
<button formaction="{HOME}/cgu/_validerCaptcha">Suivant</button></form>""",
    )


_GATEWAY = "<html><head><title>{0}</title></head><body><center><h1>{0}</h1></center><hr>nginx</body></html>"
_MAINTENANCE = "<html><body><h1>Site indisponible</h1><p>Le site est actuellement en maintenance.</p></body></html>"
_REDESIGNED = """<!DOCTYPE html><html lang="fr"><head><title>Vos démarches</title></head>
<body><app-agenda data-version="9"><h1>Vos démarches en ligne</h1>
<button>Continuer</button></app-agenda></body></html>"""

SCENARIOS: dict[str, Scenario] = {
    "landing": Scenario(),
    "landing-releases": Scenario(_RELEASES),
    "landing-warning": Scenario("<p>La prise de rendez-vous est gratuite.</p>"),
    "closed": Scenario("<p>La prise de rendez-vous est suspendue jusqu'à nouvel ordre.</p>", button=False),
    "closed-with-button": Scenario("<p>La prise de rendez-vous en ligne est fermée pour le moment.</p>"),
    "closed-for-some": Scenario("<p>La prise de rendez-vous est suspendue pour les étudiants.</p>"),
    "without-button": Scenario(button=False),
    "straight-to-captcha": Scenario(straight_to_captcha=True),
    "captcha-redesigned": Scenario(captcha=False),
    "not-found": Scenario(status=404, body=_GATEWAY.format("404 Not Found")),
    "gateway-502": Scenario(status=502, body=_GATEWAY.format("502 Bad Gateway")),
    "maintenance": Scenario(body=_MAINTENANCE),
    "redesigned": Scenario(body=_REDESIGNED),
    "slow": Scenario(delay=60.0),
}
"""Every case by name; each lasts for ever."""


class Simulator(Simulated[Scenario]):
    """One procedure as an ASGI app."""

    def _watch(self, asked: Asked) -> Iterator[str]:
        if asked.method != "GET":
            yield "sent something to a site where a look only reads"
        if "captcha" in asked.path.lower():
            yield "touched the captcha, which is for people to solve"
        elif not _ALLOWED.fullmatch(asked.path):
            yield "went past the captcha's page"
        yield from personal(asked.query)

    def _answer(self, asked: Asked) -> Response:
        path, site = asked.path.rstrip("/"), self.scenario
        if path == HOME:
            if site.straight_to_captcha:
                return RedirectResponse(f"{HOME}/cgu/", 302)
            return HTMLResponse(site.body or first_page(site), site.status, dict(site.headers))
        if path == f"{HOME}/cgu":
            return HTMLResponse(captcha_page(site))
        if path == f"{HOME}/cgu/_validerCaptcha":  # whatever was answered: nobody here solves captchas
            return RedirectResponse(f"{HOME}/cgu/?error=invalidCaptcha", 302)
        if path == f"{HOME}/creneau":  # without a session that passed the captcha
            return RedirectResponse(f"{HOME}/cgu/", 302)
        return HTMLResponse(_GATEWAY.format("404 Not Found"), 404)
