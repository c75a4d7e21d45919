"""The pages and DWR answers of the simulated eAppointment site: pure functions from facts to text.

Ids, names, addresses and alerts are those that public bots and the application's own scripts agree on; all other words
are ours. Scripts and the introduction hold words that a hasty reader takes for an answer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from html import escape
from typing import Any

NONE = "Aucun rendez-vous n'est possible pour les motifs selectionnnés ou le créneau horaire séléctionné."
BAD_POSTCODE = "Veuillez saisir un code postal valide."
NO_COOKIES = "Vous devez activer les cookies pour pouvoir utiliser l'application de prise de rendez-vous"


class Writing(StrEnum):
    """How a DWR answer writes its data."""

    INLINE = "inline"
    """In the callback itself."""
    OUTLINED = "outlined"
    """In variables before it."""


def postcode(base: str, refused: bool = False) -> str:
    """The first page of some sites: it asks for a postcode."""
    error = f"<p class='erreur'>{BAD_POSTCODE}</p>" if refused else ""
    return _shell(
        base,
        f"""{error}<form class="form-horizontal" name="frm" action="{base}/appointment.do" method="post">
<label for="CPId">Code postal</label><input type="text" id="CPId" name="CP" maxlength="5">
<input type="submit" class="btn btn-primary" value="Continuer"></form>""",
    )


def introduction(base: str, sites: Sequence[str] = ()) -> str:
    """The first step of some sites: a notice to read, or a list of sites to choose from."""
    options = "".join(f"<option value='{site}'>Mairie {site}</option>" for site in sites)
    choice = f"<select id='ISiteBeanKeySelect' name='siteKey'>{options}</select>" if sites else ""
    return _shell(
        base,
        f"""<p>S'il n'y a pas de rendez-vous disponible pour ce service, revenez plus tard.</p>
<form name="form2" action="{base}/element/jsp/appointment.jsp" method="post"><input type="hidden" name="step" value="1">
{choice}{_buttons()}</form>""",
    )


def motives(base: str, keys: Mapping[str, str], months: int | None = None) -> str:
    """Step 2: the motives, each with a box."""
    boxes = "\n".join(
        f"<div><input type='checkbox' name='selectedMotiveKeyList' value='{key}'>{escape(label)}</div>"
        for key, label in keys.items()
    )
    variable = f"var numberOfMonthToDisplayInCalendar = {months};" if months else ""
    return _shell(
        base,
        f"""<h2>2/4 : Motifs</h2>
<form name="form2" action="{base}/element/jsp/appointment.jsp" method="post">
<div id="displayDiv"><div class="motiveField1">{boxes}</div></div>
<input type="hidden" name="dayValue" value="">{_buttons()}</form>
<script>{variable} if (cookiesOff) alert("{NO_COOKIES}");</script>""",
    )


def statement(base: str, sentence: str, title: str = "Rendez-vous") -> str:
    """A page of the application that says one thing."""
    return _shell(base, f"<h1>{escape(title)}</h1><p>{escape(sentence, quote=False)}</p>", title)


def maintenance() -> str:
    """A short page with the words of a site under maintenance."""
    return (
        "<html lang='fr'><head><title>Site en maintenance</title></head><body><h1>Site en maintenance</h1>"
        "<p>Notre service sera bientôt de retour.</p></body></html>"
    )


def gateway(status: int, words: str) -> str:
    """The page that a gateway prints by itself."""
    title = f"{status} {words}"
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>"


def redesigned() -> str:
    """A page with none of the known names."""
    return (
        "<html lang='fr'><head><title>Vos démarches</title></head><body><app-root>"
        "<h1>Bienvenue</h1><button>Commencer</button></app-root></body></html>"
    )


def verdict(found: bool, message: str | None) -> dict[str, Any]:
    """What ``motiveMultiSiteSubmit`` answers."""
    return {
        "foundAvailabilities": found,
        "initPreviousSelectedService": False,
        "initPreviousSelectedSite": False,
        "msg": message,
        "overrideValue": None,
    }


def callback(data: Any, *, dialect: int, batch: str, writing: Writing = Writing.INLINE) -> str:
    """A DWR answer with data: a verdict or a list of days."""
    setting, value = "", _literal(data)
    if writing is Writing.OUTLINED and isinstance(data, dict):
        setting = "var s0={};" + "".join(f"s0.{name}={_literal(item)};" for name, item in data.items()) + "\n"
        value = "s0"
    return _reply(setting, "Callback", f"{_ids(batch, dialect)},{value}", dialect)


def exception(message: str, *, dialect: int, batch: str, whole_batch: bool = False) -> str:
    """A DWR answer that reports an exception of the call, or of the whole batch."""
    data = f'{{javaClassName:"java.lang.Throwable",message:{_literal(message)}}}'
    if whole_batch:
        return _reply("", "BatchException", f'{data},"{batch}"', dialect)
    return _reply("", "Exception", f"{_ids(batch, dialect)},{data}", dialect)


def days(closed: Sequence[date]) -> list[str]:
    """Closed days as ``getClosedDaysList`` answers them."""
    return [day.isoformat() for day in closed]


def _literal(data: Any) -> str:
    """JavaScript as DWR writes it: names bare, letters beyond ASCII as escapes."""
    if isinstance(data, dict):
        return "{" + ",".join(f"{name}:{_literal(item)}" for name, item in data.items()) + "}"
    return json.dumps(data, separators=(",", ":")).replace("'", "\\'")


def _ids(batch: str, dialect: int) -> str:
    return f"'{batch}','0'" if dialect == 2 else f'"{batch}","0"'


def _reply(setting: str, handler: str, arguments: str, dialect: int) -> str:
    if dialect == 2:
        return (
            "throw 'allowScriptTagRemoting is false.';\n//#DWR-INSERT\n//#DWR-REPLY\n"
            f"{setting}dwr.engine._remoteHandle{handler}({arguments});\n"
        )
    return (
        "throw 'allowScriptTagRemoting is false.';\n//#DWR-REPLY\n(function(){\nif(!window.dwr)return;\n"
        f"var dwr=window.dwr._[0];\n{setting}dwr.engine.remote.handle{handler}({arguments});\n}})();\n"
    )


def _buttons() -> str:
    return """<input type="button" id="previousButtonId" value="Retour">
<input type="button" id="nextButtonId" value="Continuer">"""


def _shell(base: str, inner: str, title: str = "Prise de rendez-vous") -> str:
    return f"""<!DOCTYPE html>
<html lang="fr"><head><title>{escape(title)}</title>
<script src="{base}/dwr/engine.js"></script><script src="{base}/dwr/interface/AjaxMotive.js"></script></head>
<body><div id="application">
{inner}
</div><div id="timeareaempty" style="visibility:hidden">{NONE}</div></body></html>
"""
