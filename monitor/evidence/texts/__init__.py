"""The instructions in a bundle, in the reader's language. Reads the templates beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
_NAMES = {"en": ("README.md", "VERIFY.md"), "fr": ("LISEZMOI.md", "VERIFIER.md")}
_MARKED = re.compile(r"([\\`*_{}\[\]<>#|!])")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_SIMULATED = {
    "en": "> **Simulated time.** These looks were made for a demonstration; nothing of it happened.\n\n",
    "fr": "> **Temps simulé.** Ces consultations ont été faites pour une démonstration ; rien de cela n'a eu lieu.\n\n",
}
_NO_AUTHORITY = {
    "en": "No time-stamping authority is configured: nothing here proves when it was written.",
    "fr": "Aucune autorité d'horodatage n'est configurée : rien ici ne prouve la date d'écriture.",
}
_QUALIFIED = {"en": ", qualified under eIDAS", "fr": ", qualifiée au sens d'eIDAS"}


def instructions(about: Mapping[str, Any]) -> dict[str, str]:
    """The files by their names: what this is, and how to verify it."""
    language = about["language"]
    filled = {
        "simulated": _SIMULATED[language] if about["simulated"] else "",
        "first": about["from"],
        "last": about["to"],
        "program": _safe(about["program"]),
        "operator": _safe(about["operator"]["name"]),
        "contact": _safe(about["operator"]["contact"]),
        "targets": "\n".join(_target(one) for one in about["targets"]),
        "authorities": "\n".join(_authority(one, language) for one in about["authorities"]) or _NO_AUTHORITY[language],
        "absent": str(about["absent_bodies"]),
    }
    made = {}
    for name in _NAMES[language]:
        text = (_HERE / name).read_text("utf-8")
        made[name] = re.sub(r"\{\{(\w+)\}\}", lambda found: filled[found[1]], text)
    return made


def _target(one: Mapping[str, Any]) -> str:
    title = " · ".join(_safe(part) for part in (one["name"], one["office"], one["procedure"]) if part)
    return f"- **{_safe(one['id'])}** (`obs/{one['number']}/`): {title}, <{_address(one['url'])}>"


def _authority(one: Mapping[str, Any], language: str) -> str:
    address = f", <{_address(one['url'])}>" if one["url"] else ""
    return f"- {_safe(one['name'])}{address}{_QUALIFIED[language] if one['qualified'] else ''}"


def _safe(text: str) -> str:
    """Words of a configuration stay words, whatever signs are in them."""
    return _MARKED.sub(r"\\\1", _CONTROL.sub(" ", text))


def _address(url: str) -> str:
    return re.sub(r"[<>\s]", "", _CONTROL.sub("", url))
