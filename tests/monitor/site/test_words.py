"""The site says the same in each of its languages, with the words agreed upon."""

import tomllib
from importlib import resources
from string import Formatter
from typing import Any

import pytest

from monitor.model import IncidentKind
from monitor.site.labels import LABELS
from monitor.site.words import LANGUAGES, harmless, words
from probes.contract import Outcome, Reason

OTHERS = [language for language in LANGUAGES if language != "en"]


def table(language: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("monitor.site").joinpath(f"words_{language}.toml").read_text("utf-8"))


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def forms(text: str | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else text


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_there_with_the_same_places(language):
    english, other = table("en"), table(language)
    for part in ("texts", "plurals", "lists"):
        assert other[part].keys() == english[part].keys()
        for key, text in english[part].items():
            wanted = set().union(*map(places, forms(text)))
            assert set().union(*map(places, forms(other[part][key]))) == wanted, f"{language}: {key}"
            assert len(forms(other[part][key])) == len(forms(text)), f"{language}: {key}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_claims_too_much(language):
    text = str(table(language)).lower()
    for word in ("bloqué", "panne", " bug", "disponible", "aucun créneau depuis", "blocked", "available", "متاح الآن"):
        assert word not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_public_word_is_translated(language):
    w, english = words(language), words("en")
    said = [w.outcome(one) for one in Outcome] + [w.meaning(one) for one in Outcome]
    said += [w.why(str(one)) for one in Reason if one is not Reason.CAPTCHA]
    said += [w.condition(kind) for kind in IncidentKind]
    told = [english.outcome(one) for one in Outcome] + [english.meaning(one) for one in Outcome]
    told += [english.why(str(one)) for one in Reason if one is not Reason.CAPTCHA]
    told += [english.condition(kind) for kind in IncidentKind]
    assert len(set(said)) == len(said)
    assert language == "en" or not set(said) & set(told)
    assert w.direction == ("rtl" if language == "ar" else "ltr")
    assert LABELS[language].language == language


@pytest.mark.parametrize(
    ("text", "most", "shown", "why"),
    [
        ("a  b\n\tc", 20, "a b c", "one line"),
        ("abc", 3, "abc", "it fits"),
        ("abcd", 3, "abc…", "it does not"),
        ("\u202eabc", 20, "[U+202E]abc", "what turns text around is told by its number"),
        ("a\x00\x1b[31mb", 30, "a[U+0000][U+001B][31mb", "so are control characters"),
        ("\x00" * 100, 20, "[U+0000][U+0000]…", "what is shown is bounded, not only what was there"),
        ("x" * 10_000, 5, "xxxxx…", "enormous words are cut"),
        ("e" + "\u0301" * 9, 20, "e" + "\u0301" * 3, "marks are not piled up"),
        ("می\u200cخواهم", 20, "می\u200cخواهم", "joiners belong to the spelling"),
        ("", 5, "", "nothing"),
    ],
)
def test_captured_text_is_harmless(text, most, shown, why):
    assert harmless(text, most) == shown, why
