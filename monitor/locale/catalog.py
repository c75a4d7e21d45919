"""The catalogs of translated sentences: English is the source, the others are read from their ``.po`` files.

They are compiled in memory when first asked for, so that no binary stands in the repository. Update a catalog by hand:
``tests/monitor/test_locale.py`` names each sentence that lacks a translation and each that is used no more.
"""

from __future__ import annotations

import gettext
from functools import cache
from importlib import resources

SOURCE = "en"
LANGUAGES = (SOURCE, "fr")
SITE_ONLY = ("ar",)
"""Languages of the public site alone: their catalogs hold the sentences that it says, and no others."""


class _Memory(bytearray):
    """As much of a file as compiling and reading a catalog need."""

    def write(self, data: bytes) -> None:
        self.extend(data)

    def read(self) -> bytes:
        return bytes(self)


@cache
def translation(language: str) -> gettext.NullTranslations:
    """The sentences in one of ``LANGUAGES`` or ``SITE_ONLY``; raises ``ValueError`` for any other."""
    if language not in (*LANGUAGES, *SITE_ONLY):
        raise ValueError(f"no catalog for the language {language!r}; there are: {', '.join(LANGUAGES)}")
    if language == SOURCE:
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    folder = resources.files("monitor.locale") / language / "LC_MESSAGES"
    with (folder / "slotwatch.po").open("rb") as po:
        catalog = read_po(po, locale=language, abort_invalid=True)
    compiled = _Memory()
    write_mo(compiled, catalog)
    return gettext.GNUTranslations(compiled)


def mark(sentence: str) -> str:
    """The same sentence: marks one that is translated elsewhere, so that the extraction finds it."""
    return sentence


def mark_many(one: str, more: str) -> tuple[str, str]:
    """The same for a sentence with a singular and a plural."""
    return one, more
