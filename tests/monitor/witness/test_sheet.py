"""The look sheet: everything on one page, in the language of those who look."""

from __future__ import annotations

from datetime import time
from string import Formatter
from typing import Any

import pytest

from monitor.config.settings import Rota
from monitor.dossier.typesetting import typeset
from monitor.witness.sheet import TEMPLATE, as_pdf, as_text, rota_in_words, sheet
from monitor.witness.sheet_words import WORDS
from monitor.witness.sorting import Entry, Group, Zones
from tests.support.looks import MONDAY, a_target

HOSTILE = '*x* #eval(1) $y$ "@ref` {id} {0}'


def made(language: str, **given: Any) -> Any:
    return sheet(
        a_target(**given.pop("target", {})), language, **{"contact": "obs@example.org", "inbox": True, **given}
    )


@pytest.mark.parametrize("language", WORDS)
def test_a_sheet_says_where_what_and_what_never(language):
    text = as_text(made(language))
    for words in ("https://rdv.example/palaiseau", "MHTML", "PNG", "palaiseau__2026-11-21T0905__A.mhtml", "no_slots"):
        assert words in text, words
    assert "{" not in text
    assert max(map(len, text.splitlines())) <= 80


def test_both_languages_say_the_same_things():
    french, english = WORDS["fr"], WORDS["en"]
    assert french.keys() == english.keys()
    for key, text in french.items():
        names = [{name for _, name, _, _ in Formatter().parse(one) if name} for one in (text, english[key])]
        assert names[0] == names[1], key


def test_the_name_that_the_sheet_teaches_is_understood():
    zones = Zones({"palaiseau": "Europe/Paris"})
    for name in ("palaiseau__2026-11-21T0905__A.mhtml", "palaiseau__2026-11-21T0905__A__no_slots.png"):
        named = zones.named(Group((Entry("", name, MONDAY),)), None)
        assert (named.target, named.by) == ("palaiseau", "A")
        assert named.at is not None


@pytest.mark.parametrize(
    ("given", "words", "other", "why"),
    [
        ({"inbox": True}, "shared folder", "obs@example.org", "there is an inbox"),
        ({"inbox": False}, "obs@example.org", "shared folder", "there is none"),
        ({"when": "Monday, 09:00 (A, B)"}, "By the rota: Monday, 09:00 (A, B)", "At least four times", "a rota"),
        ({}, "At least four times", "By the rota", "no rota"),
    ],
)
def test_the_sheet_follows_the_configuration(given, words, other, why):
    text = " ".join(as_text(made("en", **given)).split())
    assert words in text, why
    assert other not in text, why


def test_a_rota_in_words():
    rota = Rota("palaiseau", frozenset({3, 0}), time(9), ("A", "B"), ("team",))
    assert rota_in_words(rota, "fr") == "lundi, jeudi, 09:00 (A, B)"
    assert rota_in_words(Rota("x", frozenset({6}), time(18, 30), (), ()), "en") == "Sunday, 18:30"


def test_another_language_is_refused():
    with pytest.raises(ValueError, match="no look sheet in the language 'de'"):
        made("de")


def test_what_the_operator_wrote_is_data_in_the_pdf_and_never_markup():
    pytest.importorskip("typst")
    pikepdf = pytest.importorskip("pikepdf")
    from io import BytesIO

    content = as_pdf(made("fr", target={"name": HOSTILE}), typeset)
    with pikepdf.open(BytesIO(content)) as pdf:
        assert len(pdf.pages) == 1
        assert HOSTILE in str(pdf.docinfo["/Title"])


def test_the_template_is_handed_over_with_the_words():
    def keep(template: str, data: Any, files: Any) -> bytes:
        assert template == TEMPLATE
        assert list(files) == [TEMPLATE]
        return str(data["title"]).encode()

    assert as_pdf(made("en"), keep) == b"Look sheet"
