"""The words of the pieces: the same in both languages, all used, none that the public words forbid; hostile text."""

import re
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from string import Formatter

import pytest

import monitor.dossier
from monitor.dossier.facts import COLUMNS
from monitor.dossier.words import MAX_SHOWN, address, breakable, plain, visible, words
from probes.contract import Outcome

FOLDER = Path(monitor.dossier.__file__).parent
WORDS = {
    language: tomllib.loads((FOLDER / f"words_{language}.toml").read_text(encoding="utf-8"))
    for language in ("fr", "en")
}
FORBIDDEN = {
    "fr": ("preuve", "constat", "bloqué", "panne", "bug", "disponible", "tentative"),
    "en": ("evidence", "available", "blocked", "broken", "bug", "out of order"),
}
A_DENIAL = "et non un constat de commissaire de justice"


def places(sentence: str) -> list[str]:
    return sorted({name for _, name, _, _ in Formatter().parse(sentence) if name is not None})


def test_both_languages_have_the_same_keys():
    french, english = ({table: list(keys) for table, keys in WORDS[language].items()} for language in ("fr", "en"))
    assert french == english


@pytest.mark.parametrize("table", ["texts", "plurals", "lists"])
def test_both_languages_have_the_same_places(table):
    for key, said in WORDS["fr"][table].items():
        pairs = [(said, WORDS["en"][table][key])]
        if not isinstance(said, str):
            assert len(said) == len(WORDS["en"][table][key]), key
            pairs = list(zip(said, WORDS["en"][table][key], strict=True))
        for french, english in pairs:
            wanted, found = set(places(english)), set(places(french))
            assert wanted - {"n"} == found - {"n"}, key


def test_every_word_is_said_somewhere_and_every_word_said_is_there():
    source = "".join(path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.py")))
    known = {key for table in WORDS["en"].values() for key in table}
    said = set(re.findall(r"""["']([a-z0-9_]+(?:-[a-z0-9_]+)*)["']""", source))
    said |= {f"col-{column}" for column in (*COLUMNS, "looks", "conclusive", "extra", "people")}
    begun = tuple(set(re.findall(r'f"([a-z]+-)\{', source)) - {"col-"})
    ended = tuple(re.findall(r'f"\{[a-z]+\}(-[a-z]+)"', source))
    unused = {key for key in known if key not in said and not key.startswith(begun) and not key.endswith(ended)}
    assert unused == set()
    literal = set(re.findall(r'(?:say|count|points)\(\s*"([a-z0-9_-]+)"', source))
    assert literal - known == set()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_sentence_says_more_than_was_seen(language):
    said = [(key, said) for table in WORDS[language].values() for key, said in table.items()]
    sentences = [(key, one) for key, some in said for one in ([some] if isinstance(some, str) else some)]
    for key, sentence in sentences:
        spoken = sentence.replace(A_DENIAL, "").lower()
        assert not [word for word in FORBIDDEN[language] if re.search(rf"\b{word}", spoken)], key
        assert not set(sentence) & set("\u00a0\u202f’"), f"{key}: plain signs; what print wants is set when it is said"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_names_of_files_are_what_courts_filing_systems_take(language):
    for kind, number in (("record", "01"), ("renders", "02"), ("method", "03")):
        name = words(language).say(f"file-{kind}")
        assert re.fullmatch(rf"{number}_[A-Za-z0-9_-]+", name)
        assert len(f"{name}_99.pdf") <= 80


def test_print_gets_its_spaces_and_apostrophes():
    said = words("fr").count("sum-failing", 4, looks="9", section="7")
    assert "n’est pas établie" in said
    assert "«\u00a0créneau\u00a0»" in said
    assert words("fr").count("looks", 0) == "0 consultation"
    assert words("en").count("looks", 0) == "0 looks"


@pytest.mark.parametrize(
    ("text", "shown", "why"),
    [
        ("a\u202eb", "a[U+202E]b", "what turns the text around is named"),
        ("a\x00\x1b[31m", "a[U+0000][U+001B][31m", "control characters are named"),
        ("\ud800", "[U+D800]", "half a pair of surrogates is no text, and is named"),
        ("می\u200cخواهم", "می\u200cخواهم", "a joiner is part of the spelling"),
        ("a\u2028b", "a[U+2028]b", "a line separator is named"),
        ("#eval(1) *x* $y$", "#eval(1) *x* $y$", "markup is text and stays as it is"),
    ],
)
def test_what_cannot_be_seen_is_shown_by_its_number(text, shown, why):
    assert visible(text) == shown, why
    shown.encode()


def test_long_words_may_break_and_lose_nothing():
    long = "x" * 90 + " y"
    assert breakable(long).replace("\u200b", "") == long
    assert max(map(len, re.split("[\u200b ]", breakable(long)))) <= 25


def test_addresses_break_where_their_parts_end():
    assert address("https://x.example/a/b?c=d&e") == "https://x.example/\u200ba/\u200bb?\u200bc=\u200bd&\u200be"
    assert address("https://x.example/") == "https://x.example/", "nothing comes after"
    assert max(map(len, address(f"https://x.example/{'a' * 200}").split("\u200b"))) < 40


def test_a_captured_text_is_cut_with_its_full_length_said():
    exact = words("en").exact("é" * (MAX_SHOWN + 5) + "\nend", "fr-FR")
    assert exact["lines"][-1] == f"… [{MAX_SHOWN + 9:,} characters in all; whole in the export]"
    assert exact["lang"] == "fr"
    assert words("en").exact("a\nb", "ar") == {"lines": ["a", "b"], "dir": "rtl", "lang": "ar"}
    assert words("en").exact("a", '"]; #panic()') == {"lines": ["a"], "dir": "auto", "lang": ""}
    assert plain("a\n\tb") == "a b"


def test_the_hour_that_comes_twice_is_told_apart():
    summer, winter = (datetime(2018, 10, 28, hour, 30, tzinfo=UTC) for hour in (0, 1))
    spoken = words("fr")
    assert spoken.moment(summer, "Europe/Paris") == "28\u00a0oct.\u00a02018, 02:30 (UTC+2)"
    assert spoken.moment(winter, "Europe/Paris") == "28\u00a0oct.\u00a02018, 02:30 (UTC+1)"
    assert spoken.hour(winter, "Europe/Paris") == "02:30 (UTC+1)"
    assert spoken.moment(datetime(2018, 10, 28, 5, tzinfo=UTC), "Europe/Paris").endswith("06:00")
    assert spoken.weekday(date(2018, 10, 1)) == "lun.\u00a01er\u00a0oct.\u00a02018"


def test_every_outcome_has_its_public_words():
    for outcome in Outcome:
        assert words("fr").meaning(outcome).startswith(words("fr").outcome(outcome))
