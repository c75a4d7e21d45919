"""The catalogs are whole and agree with the code; numbers, dates and durations read as they should."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from monitor import locale
from monitor.locale import SHORT, words
from monitor.locale.catalog import LANGUAGES, SOURCE, translation
from monitor.locale.voice import direction, voice
from monitor.model import EventKind, IncidentKind
from probes.contract import Outcome, Reason

KEYWORDS = {"say": None, "mark": None, "many": (1, 2), "mark_many": (1, 2)}
ROOT = Path(locale.__file__).parent
OWN_WORDS = ("dossier", "dataset", "site")
"""Packages whose words stand in files of their own beside them, by keys; their tests compare the languages."""
TRANSLATED = [language for language in LANGUAGES if language != SOURCE]


def sentences() -> set[Any]:
    """Every sentence the code says: a text, or a singular and a plural."""
    files = [
        path for path in sorted(ROOT.parent.rglob("*.py")) if path.relative_to(ROOT.parent).parts[0] not in OWN_WORDS
    ]
    return {text for path in files for _, text, _, _ in extract_from_file("python", path, keywords=KEYWORDS)}


def catalog(language: str) -> Any:
    with (ROOT / language / "LC_MESSAGES" / "slotwatch.po").open("rb") as po:
        return read_po(po, locale=language, abort_invalid=True)


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def forms(text: Any) -> tuple[str, ...]:
    return text if isinstance(text, tuple) else (text,)


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_is_translated_and_none_is_left_over(language):
    entries = {entry.id: entry for entry in catalog(language) if entry.id}
    used = sentences()
    assert used, "the extraction found nothing"
    assert used - entries.keys() == set(), "sentences without a translation"
    assert entries.keys() - used == set(), "translations of sentences that are said no more"
    assert not [entry.id for entry in entries.values() if not all(forms(entry.string)) or entry.fuzzy]
    assert not catalog(language).obsolete


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_have_the_same_places(language):
    for entry in catalog(language):
        if entry.id:
            wanted = {frozenset(places(text)) for text in forms(entry.id)}
            assert len(wanted) == 1, entry.id
            assert {frozenset(places(text)) for text in forms(entry.string)} == wanted, entry.id
            assert isinstance(entry.id, tuple) == isinstance(entry.string, tuple), entry.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_catalog_is_written_with_plain_spaces(language):
    text = (ROOT / language / "LC_MESSAGES" / "slotwatch.po").read_text(encoding="utf-8")
    assert not set(text) & set("\u00a0\u202f’"), "they cannot be seen: voices put them in"


def test_french_has_no_break_spaces_where_it_wants_them():
    said = voice("fr").say("No slot offered: the page said so; it does not tell full from faulty.")
    assert "proposé\u00a0: la" in said
    assert "indiquait\u202f; elle" in said
    assert voice("fr").quoted("a : b") == "«\u00a0a : b\u00a0»", "quoted words stay as they are"


def test_there_is_no_other_language():
    with pytest.raises(ValueError, match="'de'; there are: en, fr"):
        translation("de")


def test_no_compiled_catalog_is_kept():
    assert not list(ROOT.rglob("*.mo"))


# Public words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_outcome_reason_condition_and_event_has_its_words(language):
    for outcome in Outcome:
        assert words.short(outcome, language) == SHORT[language][outcome]
        assert words.sentence(outcome, language).replace("\u00a0", " ").startswith(SHORT[language][outcome])
    said = [words.why(str(reason), language) for reason in Reason]
    said += [words.condition(kind, language) for kind in IncidentKind]
    said += [words.event(kind, language) for kind in EventKind]
    assert all(said)
    assert len(set(said)) == len(said), "each has words of its own"


@pytest.mark.parametrize(
    ("outcome", "language", "said"),
    [
        (
            Outcome.SLOTS,
            "fr",
            "Créneau affiché : la page proposait au moins un créneau ; nous n'avons pas essayé de le réserver.",
        ),
        (
            Outcome.NO_SLOTS,
            "fr",
            "Aucun créneau proposé : la page l'indiquait ; elle ne dit pas si c'est complet ou défaillant.",
        ),
        (
            Outcome.REFUSED,
            "en",
            "Robot turned away: the site did not serve our robot; this says nothing of what people see.",
        ),
        (Outcome.NO_SLOTS, "en", "No slot offered: the page said so; it does not tell full from faulty."),
    ],
)
def test_public_sentences_are_those_agreed_upon(outcome, language, said):
    assert words.sentence(outcome, language).replace("\u00a0", " ").replace("\u202f", " ") == said


def test_where_robots_are_asked_to_stay_away_the_page_was_not_visited():
    assert words.short(Outcome.REFUSED, "fr", reason="robots") == "Page non visitée"
    assert words.sentence(Outcome.REFUSED, "en", reason="robots").startswith("Page not visited: the site asks")


def test_the_causes_of_a_prevented_measurement_have_three_names():
    names = {words.condition("blind", "fr", cause=cause) for cause in ("gated", "refused", "unrecognised", "")}
    assert len(names) == 4


# Numbers, dates, durations


def utc(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+00:00")


@pytest.mark.parametrize(
    ("at", "zone", "language", "said", "why"),
    [
        ("2018-10-05T07:00", "Europe/Paris", "fr", "vendredi 5 octobre 2018 à 09:00 (heure de Paris, UTC+2)", "summer"),
        ("2018-10-05T07:00", "Europe/Paris", "en", "Friday 5 October 2018 at 09:00 (Paris time, UTC+2)", "summer"),
        (
            "2018-10-28T00:30",
            "Europe/Paris",
            "fr",
            "dimanche 28 octobre 2018 à 02:30 (heure de Paris, UTC+2)",
            "first",
        ),
        (
            "2018-10-28T01:30",
            "Europe/Paris",
            "fr",
            "dimanche 28 octobre 2018 à 02:30 (heure de Paris, UTC+1)",
            "second",
        ),
        (
            "2018-11-01T12:00",
            "Europe/Paris",
            "fr",
            "jeudi 1er novembre 2018 à 13:00 (heure de Paris, UTC+1)",
            "the first",
        ),
        (
            "2018-11-01T12:00",
            "America/Cayenne",
            "fr",
            "jeudi 1er novembre 2018 à 09:00 (heure de Cayenne, UTC−3)",
            "west",
        ),
        (
            "2018-11-01T12:00",
            "Europe/Athens",
            "fr",
            "jeudi 1er novembre 2018 à 14:00 (heure d'Athènes, UTC+2)",
            "elision",
        ),
        (
            "2018-11-01T12:00",
            "Asia/Kolkata",
            "en",
            "Thursday 1 November 2018 at 17:30 (Kolkata time, UTC+5:30)",
            "half",
        ),
        ("2018-11-01T12:00", "Europe/London", "en", "Thursday 1 November 2018 at 12:00 (London time, UTC)", "zero"),
        ("2018-11-01T12:00", "UTC", "fr", "jeudi 1er novembre 2018 à 12:00 (UTC)", "no place"),
        (
            "2018-11-01T12:00",
            "Etc/GMT+3",
            "fr",
            "jeudi 1er novembre 2018 à 09:00 (UTC−3)",
            "its name says the contrary",
        ),
    ],
)
def test_moments_name_their_zone_and_offset(at, zone, language, said, why):
    assert voice(language).moment(utc(at), zone) == said, why


@pytest.mark.parametrize(
    ("first", "last", "said", "why"),
    [
        (
            "2018-10-05T07:00",
            "2018-10-06T07:00",
            "between Friday 5 October 2018 at 09:00 and Saturday 6 October 2018 at 09:00 (Paris time, UTC+2)",
            "one zone, said once",
        ),
        (
            "2018-10-28T00:30",
            "2018-10-28T01:30",
            (
                "between Sunday 28 October 2018 at 02:30 (Paris time, UTC+2) "
                "and Sunday 28 October 2018 at 02:30 (Paris time, UTC+1)"
            ),
            "an hour apart, though the clocks say the same",
        ),
        ("2018-10-05T07:00", "2018-10-05T07:00", "on Friday 5 October 2018 at 09:00 (Paris time, UTC+2)", "one look"),
    ],
)
def test_spans_of_time_are_told_without_doubt(first, last, said, why):
    start, end = (utc(at) for at in (first, last))
    assert voice("en").between(start, end, "Europe/Paris") == said, why


def test_days_alone_have_no_hour():
    start, end = datetime(2018, 10, 5, 23, tzinfo=UTC), datetime(2018, 10, 7, 7, tzinfo=UTC)
    assert (
        voice("fr").days(start, end, "Europe/Paris") == "entre le samedi 6 octobre 2018 et le dimanche 7 octobre 2018"
    )
    assert voice("fr").days(start, start, "Europe/Paris") == "le samedi 6 octobre 2018"


@pytest.mark.parametrize(
    ("length", "claimed", "missed", "french"),
    [
        (timedelta(0), "0 seconds", "0 seconds", "0 seconde"),
        (timedelta(seconds=59.5), "59 seconds", "1 minute", "59 secondes"),
        (timedelta(minutes=40), "40 minutes", "40 minutes", "40 minutes"),
        (timedelta(minutes=39, seconds=1), "39 minutes", "40 minutes", "39 minutes"),
        (timedelta(hours=1, minutes=1), "1 hour and 1 minute", "1 hour and 1 minute", "1 heure et 1 minute"),
        (timedelta(hours=23, minutes=1), "23 hours and 1 minute", "23 hours and 1 minute", "23 heures et 1 minute"),
        (timedelta(hours=23, minutes=59, seconds=1), "23 hours and 59 minutes", "1 day", "23 heures et 59 minutes"),
        (timedelta(days=3, hours=4, minutes=5), "3 days and 4 hours", "3 days and 5 hours", "3 jours et 4 heures"),
        (timedelta(days=2), "2 days", "2 days", "2 jours"),
        (timedelta(days=1000), "1,000 days", "1,000 days", "1 000 jours"),
        (timedelta(seconds=-5), "0 seconds", "0 seconds", "0 seconde"),
    ],
)
def test_lengths_are_cut_down_where_claimed_and_up_where_missed(length, claimed, missed, french):
    assert voice("en").lasting(length) == claimed
    assert voice("en").missed(length) == missed
    assert voice("fr").lasting(length).replace("\u00a0", " ").replace("\u202f", " ") == french
    assert " " not in voice("fr").lasting(length).replace(" et ", ""), "a number keeps to its unit"


@pytest.mark.parametrize(
    ("share", "english", "french"),
    [
        (0.982, "98.2%", "98,2 %"),
        (0.99999, "99.9%", "99,9 %"),
        (1.0, "100%", "100 %"),
        (0.95, "95%", "95 %"),
        (0, "0%", "0 %"),
    ],
)
def test_shares_are_never_rounded_up(share, english, french):
    assert voice("en").share(share) == english
    assert voice("fr").share(share) == french.replace(" ", "\u202f")


def test_numbers_are_grouped_as_each_language_does():
    assert voice("en").number(1714) == "1,714"
    assert voice("fr").number(1714) == "1\u202f714"


@pytest.mark.parametrize(
    ("count", "english", "french"),
    [
        (0, "0 looks", "0 consultation"),
        (1, "1 look", "1 consultation"),
        (2, "2 looks", "2 consultations"),
        (1000, "1,000 looks", "1 000 consultations"),
    ],
)
def test_plurals_are_those_of_the_language(count, english, french):
    one, more = (
        "Measurement prevented at {n} look of {total}, {when}.",
        "Measurement prevented at {n} looks of {total}, {when}.",
    )
    assert english in voice("en").many(one, more, count, total="", when="")
    assert french in voice("fr").many(one, more, count, total="", when="").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("tag", "named", "turned", "why"),
    [
        ("en", "anglais", "ltr", ""),
        ("pt-BR", "portugais", "ltr", "the language, not its region"),
        ("ar", "arabe", "rtl", "from right to left"),
        ("zz", "", "auto", "no such language"),
        ("'><b>", "", "auto", "not a tag"),
        ("", "", "auto", "unknown"),
        (None, "", "auto", "unknown"),
    ],
)
def test_languages_have_names_and_directions(tag, named, turned, why):
    assert voice("fr").tongue(tag) == named, why
    assert direction(tag) == turned, why
