"""What maps, feeds, badges and cards say in each language: reads ``phrases.toml`` beside this module."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from monitor.charts import Labels
from monitor.locale.voice import Voice
from monitor.site.labels import LABELS
from monitor.site.words import Words, words

_FILE = Path(__file__).with_name("phrases.toml")


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language of the site, as the parts for maps and machines need it."""

    words: Words
    labels: Labels
    """Of charts."""

    @property
    def language(self) -> str:
        return self.words.language

    @property
    def voice(self) -> Voice:
        return self.words.voice

    def say(self, phrase: str, **values: object) -> str:
        """A phrase of ``phrases.toml``, its named places filled; raises ``KeyError`` for one that is not there."""
        return self.voice.say(_phrases()[self.language][phrase].replace("'", "’"), **values)


@cache
def tongue(language: str) -> Tongue:
    """One of ``words.LANGUAGES``; raises ``ValueError`` for any other."""
    return Tongue(words(language), LABELS[language])


@cache
def _phrases() -> Mapping[str, Mapping[str, str]]:
    with _FILE.open("rb") as file:
        found: dict[str, dict[str, str]] = tomllib.load(file)
    return found
