"""Where a click may lead: a folder of the target's own host, and nothing that could act on somebody's slot. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal, Self
from urllib.parse import parse_qsl, unquote, urlsplit

from probes.contract import Allow
from probes.personal import is_personal

_ACTIONS = re.compile(
    # What a GET can do as well as a POST: hold, book, confirm, pay, cancel, delete, log in and out. Without accents.
    r"reserve|reserva|reservi|confirm|book|(?<![a-z])hold|checkout|payment|cancel|delete|remove|register|registration"
    r"|authent|oauth|(?<![a-z])sso(?![a-z])|login|logon|logout|logoff"
    r"|(?<![a-z])(?:log|sign)[-_]?(?:in|on|out|off|up)(?![a-z])"
    r"|valid(?:er|ation|ate)|annul|supprim|connexion|connecter|inscri|paiement"
    r"|buch(?:en|ung)|bestaetig|bestatig|stornier|absag|loesch|losch|einlogg|anmelden|abmelden|bezahl"
)
_ADDRESS = re.compile(r"[^@\s]@[^@\s]")
_DECODED_AT_MOST = 3
"""Times that percent-encoding is taken off: some servers do it twice."""


@dataclass(frozen=True)
class Within(Allow):
    """One line of the allow-list: any path below a prefix whose remainder is harmless.

    Only the remainder is looked at: the prefix is the operator's word, and may well be ``/reservation``.
    """

    prefix: str = ""

    @classmethod
    def of(cls, method: Literal["GET", "POST"], prefix: str) -> Self:
        """The line for a prefix with or without its final slash: ``/rdv`` allows ``/rdv/2`` and never ``/rdvx``."""
        prefix = prefix.rstrip("/")
        return cls(method, re.escape(prefix) + "(?:[/?].*)?", prefix)

    def matches(self, method: str, path: str) -> bool:
        return super().matches(method, path) and harmless(path[len(self.prefix) :])


def folder(url: str) -> str:
    """The folder in which a URL's page lies: ``/rdv/`` for ``https://www.example.test/rdv/start?step=1``."""
    return urlsplit(url).path.rpartition("/")[0] + "/"


def harmless(target: str) -> bool:
    """Whether a path with its query names no action and nothing personal, and does not climb out of its folder."""
    plain = target
    for _ in range(_DECODED_AT_MOST):
        plain = unquote(plain)
    if "%" in plain or "\\" in plain or not plain.isprintable():
        return False  # what cannot be read plainly could name anything
    if any(name.partition(";")[0] in (".", "..") for name in plain.partition("?")[0].split("/")):
        return False
    if _ACTIONS.search(_bare(plain)) or _ADDRESS.search(plain):
        return False
    return not any(is_personal(name) for name, _ in parse_qsl(target.partition("?")[2], keep_blank_values=True))


def _bare(text: str) -> str:
    """Lower case without accents."""
    return "".join(char for char in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(char))
