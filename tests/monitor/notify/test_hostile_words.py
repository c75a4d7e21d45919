"""Captured text in messages: no markup, no headers, no mentions, no links, nothing that does not show."""

import re
import unicodedata
from typing import Any

import pytest

from monitor.locale.catalog import LANGUAGES
from monitor.notify.harmless import harmless, one_line, public_address
from monitor.notify.messages import LONGEST_TITLE, compose
from tests.support.telling import ENDED_AT, TARGET, event_row, facts, incident_row, row
from tests.support.telling_cases import Words

HOSTILE = [
    ("a\nb\r\nBcc: x", "a b Bcc: x", "one line: no headers"),
    ("a\x1b[31mb\x07", "a ［31mb", "no control characters"),
    ("a\u202eb\u2066c\u200bd", "abcd", "nothing that turns the reading direction or hides"),
    ("@everyone", "＠everyone", "no mentions"),
    ("<@U123> <script>x</script>", "‹＠U123› ‹script›x‹/script›", "no tags"),
    ("**x** _y_ ~z~ `q`", "∗∗x∗∗ ˍyˍ ∼z∼ ˋqˋ", "no markup"),
    ("[a](b)", "［a］(b)", "no links of markup"),
    ("||x|| #x {y} \\", "｜｜x｜｜ ＃x ｛y｝ ＼", "nor other markup"),
    ("https://evil.example/a", "https:\u2060/\u2060/evil\u2060.\u2060example/a", "no clickable address"),
    ("www.evil.example", "www\u2060.\u2060evil\u2060.\u2060example", "nor a bare one"),
    ("End. Next", "End. Next", "sentences stay"),
    ("e" + "\u0301" * 50, "e" + "\u0301" * 3, "no tower of marks"),
    ("x" * 301, "x" * 299 + "…", "no flood"),
    ("\ud800", "", "half a character"),
    ("&lt;b&gt;", "&lt;b&gt;", "text, not markup"),
]


@pytest.mark.parametrize(("captured", "shown", "why"), HOSTILE)
def test_captured_text_is_harmless(captured, shown, why):
    assert harmless(captured) == shown, why


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("captured", "shown", "why"), HOSTILE)
def test_captured_text_is_harmless_wherever_it_is_told(captured, shown, why, language):
    said: dict[str, Any] = {
        "first_quote": captured,
        "last_quote": captured,
        "first_language": captured,
        "last_language": captured,
    }
    items = [
        [incident_row("no_slots", **said, causes={captured: 1}, languages=[captured])],
        [incident_row("language", number=2, **{**said, "languages": [captured]})],
        [incident_row("blind", number=3, **said, causes={captured: 3})],
        [event_row("new_text", 4, {"outcome": "closed", "quote": captured, "language": captured})],
        [event_row("terms_changed", 5, {"added": [captured], "removed": [captured]})],
        [event_row("release_stated", 6, {"kind": captured, "text": captured, "when": captured})],
        [event_row("captcha_appeared", 7, {"reason": captured, "quote": captured})],
        [event_row("probe_changed", 8, {"before": captured, "after": captured})],
        [
            row(
                facts(
                    target=None,
                    trouble={"kind": captured, "since": ENDED_AT, "until": None, "details": {captured: captured}},
                ),
                "firing",
                9,
            )
        ],
        [
            row(
                facts(
                    target=None,
                    trouble={"kind": "disk", "since": ENDED_AT, "until": None, "details": {"odd": captured}},
                ),
                "firing",
                10,
            )
        ],
    ]
    for kind, chosen in [("digest", items), *(("single", [item]) for item in items)]:
        made = compose(kind, "k", chosen, language)
        text = made.text.replace("https://www.example.gouv.fr/booking/create/14056/0", "")
        assert not re.search(r"[@<>`*_\[\]{}|\\]|://|www\.|evil\.", text), why
        assert not [char for char in text if unicodedata.category(char)[0] == "C" and char not in "\n\u2060"], why
        assert not [char for char in made.title if unicodedata.category(char)[0] == "C" and char != "\u2060"], why
        seen = Words()
        seen.feed(made.html)
        assert not seen.tags & {"script", "b", "img"}, why
        assert len(made.title) <= LONGEST_TITLE


def test_quotes_carry_their_language_and_direction():
    arabic: dict[str, Any] = {
        "first_quote": "لا توجد مواعيد",
        "first_language": "ar",
        "last_quote": "Ничего",
        "last_language": "xx-odd",
    }
    made = compose("single", "k", [[incident_row("no_slots", **arabic)]], "en")
    assert '<blockquote lang="ar" dir="rtl">' in made.html
    assert "in Arabic:" in made.text
    assert '<blockquote lang="" dir="auto">' in made.html, "a language without a name is not claimed"
    assert "language not determined:" in made.text


@pytest.mark.parametrize(
    ("url", "shown", "why"),
    [
        ("https://a.example/b?c=d#e", "https://a.example/b?c=d#e", "as it is"),
        ("https://user:secret@a.example:8443/b", "https://a.example:8443/b", "secrets stay at home"),
        ("http://[::1]:8000/b", "http://[::1]:8000/b", "an address of numbers"),
        ("javascript:alert(1)", "", "not an address of a page"),
        ('https://a.example/"><b>', "", "no markup"),
        ("https://a.example/\nb", "", "no line break"),
        ("https://a.example:x/", "", "not a port"),
    ],
)
def test_only_public_addresses_are_shown(url, shown, why):
    assert public_address(url) == shown, why


def test_the_days_in_an_address_are_those_of_the_look():
    target = {**TARGET, "url": "https://a.example/{today}"}
    last: dict[str, Any] = {"last_at": "2018-10-17T22:30:00.000000Z"}
    assert (
        "https://a.example/2018-10-18"
        in compose("single", "k", [[incident_row("no_slots", target=target, **last)]], "fr").text
    )


def test_names_of_the_operator_are_one_line():
    target = {**TARGET, "name": "a\nb\x07", "office": "c\rd", "other_channels": "e\u202ef"}
    made = compose("single", "k", [[incident_row("no_slots", target=target)]], "fr")
    assert "a b" in made.title
    assert "c d" in made.text
    assert "ef" in made.text
    assert one_line(" a\u00a0\u2028b ") == "a b"
