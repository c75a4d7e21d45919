"""Personal data in what is handed over: metadata are taken out of pictures, of pages people are warned. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from monitor.model import Limits
from monitor.witness import pdfs, pictures
from monitor.witness.errors import WitnessError
from monitor.witness.saved import Kind, Saved, addresses
from probes.contract import Page
from probes.personal import PERSONAL_TYPES, is_personal
from probes.screen import too_costly

_FILTERS = {
    Kind.PNG: pictures.png,
    Kind.JPEG: pictures.jpeg,
    Kind.WEBP: pictures.webp,
    Kind.GIF: pictures.gif,
    Kind.PDF: pdfs.pdf,
}
_SHOWN = 5
_LONGEST = 60
_TYPED = frozenset(["", "text", "search", "date", "number", "url", *PERSONAL_TYPES])
"""Types of inputs into which a person types."""
_MAIL = re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}\b")
_TELEPHONE = re.compile(r"(?<![\d+])(?:(?:\+33[ .]?|0)[1-9](?:[ .-]?\d{2}){4}|\+\d{1,3}(?:[ .-]?\d{2,4}){3,5})(?!\d)")
_CAPITAL = "[A-ZÀ-ÖØ-Þ][\\w'’-]{0,30}"
_ACCOUNT = re.compile(
    r"(?:Bonjour|Bienvenue|Connectée? (?:en tant que|:)|Hello|Welcome|(?:Signed|Logged) in as)[ ,:]{1,3}"
    rf"((?!Madame\b|Monsieur\b){_CAPITAL}(?: {_CAPITAL}){{0,3}})"
)


class Concern(Enum):
    """What of a page people are warned of: in English, in French."""

    FILLED = (
        "form fields that look filled in by a person",
        "des champs de formulaire qui semblent remplis par une personne",
    )
    ACCOUNT = ("what looks like the name of an account", "ce qui ressemble au nom d'un compte")
    MAIL = ("e-mail addresses that may not be the office's", "des adresses électroniques, peut-être pas du service")
    TELEPHONE = ("telephone numbers that may not be the office's", "des numéros de téléphone, peut-être pas du service")
    DISK = ("folders of the computer that saved it", "des dossiers de l'ordinateur qui l'a enregistrée")
    UNSEARCHED = (
        "too much to be searched for personal data: look through it yourself",
        "trop de contenu pour y chercher des données personnelles : relisez-la vous-même",
    )

    @property
    def english(self) -> str:
        return self.value[0]

    @property
    def french(self) -> str:
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Warned:
    """One concern, and the first things found; they are shown to the person and stored nowhere."""

    concern: Concern
    found: tuple[str, ...] = ()


def cleaned(saved: Saved, *, keep_metadata: bool) -> tuple[bytes, tuple[str, ...]]:
    """The bytes to be sealed, and what was taken out of them, in words.

    Nothing is taken out of pages. ``keep_metadata``: the bytes as they are. Raises ``WitnessError`` for a file that is
    damaged, or whose metadata cannot be reached.
    """
    if keep_metadata or saved.kind not in _FILTERS:
        return saved.content, ()
    content, stripped = _FILTERS[saved.kind](saved.content)
    again, left = _FILTERS[saved.kind](content)
    if left and again != content:
        raise WitnessError(
            "the file's metadata cannot be taken out; hand over a PNG screenshot",
            "les métadonnées du fichier ne peuvent pas être retirées ; déposez une capture d'écran PNG",
        )
    return content, stripped


def metadata_in(saved: Saved) -> tuple[str, ...]:
    """What ``cleaned`` would take out; for those who keep it on purpose. ``unknown`` where that cannot be told."""
    try:
        return _FILTERS[saved.kind](saved.content)[1] if saved.kind in _FILTERS else ()
    except WitnessError:
        return ("unknown",)


def warnings(page: Page) -> Iterator[Warned]:
    """What on a page may be a person's, in the order of ``Concern``."""
    if len(page.content) > Limits().decoded_bytes or too_costly(page.content):
        yield Warned(Concern.UNSEARCHED)
        return
    for concern, found in (
        (Concern.FILLED, _filled(page)),
        (Concern.ACCOUNT, (match[1] for match in _ACCOUNT.finditer(page.visible))),
        (Concern.MAIL, (match[0] for match in _MAIL.finditer(page.visible))),
        (Concern.TELEPHONE, (match[0] for match in _TELEPHONE.finditer(page.visible))),
        (Concern.DISK, addresses(page)),
    ):
        if some := tuple(dict.fromkeys(one[:_LONGEST] for one in found))[:_SHOWN]:
            yield Warned(concern, some)


def _filled(page: Page) -> Iterator[str]:
    """Names of the fields with a value that a person may have typed; never the value."""
    for field in page.select("input, textarea"):
        kind = field.attr("type").lower()
        value = field.attr("value") or field.text
        names = (field.attr("name"), field.attr("id"))
        if kind in _TYPED and value.strip() and (kind in PERSONAL_TYPES or any(map(is_personal, names))):
            yield names[0] or names[1] or kind
