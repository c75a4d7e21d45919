"""The map of weekdays and hours, as a picture and in letters."""

import pytest

from monitor.charts import ENGLISH, FRENCH, About, Hour, week_map, week_text
from monitor.charts.week import ENOUGH, STEPS, level
from tests.monitor.charts.examples import ARABIC, week_of_hours
from tests.monitor.charts.test_svg import shown, titles

X = About("x", "x")


@pytest.mark.parametrize(
    ("hour", "expected", "why"),
    [
        (Hour(None, 0), None, "nobody looked"),
        (Hour(None, 9), None, "nothing is known"),
        (Hour(0.5, 0), None, "a share of nothing"),
        (Hour(0.5, 3), -1, "too few looks to say"),
        (Hour(0.0, 3), -1, "also for nothing"),
        (Hour(0.0, 4), 0, "nothing, and enough looks"),
        (Hour(0.001, 4), 1, "hardly anything is not nothing"),
        (Hour(0.1, 4), 1, "a bound belongs to the class below it"),
        (Hour(0.1001, 4), 2, "above it"),
        (Hour(0.5, 4), 3, "a half"),
        (Hour(1.0, 4), 4, "always"),
    ],
)
def test_shares_have_classes(hour, expected, why):
    assert level(hour, STEPS, ENOUGH) == expected, why


def test_a_share_above_the_last_step_is_of_the_last_class():
    assert level(Hour(0.9, 9), (0.01, 0.02, 0.05, 0.1), ENOUGH) == 4


def test_every_hour_of_the_week_says_itself():
    said = titles(week_map(X, week_of_hours(), ENGLISH))
    assert len(said) == 1 + 7 * 24
    assert "Monday 9:00: 100% (looks: 8)" in said
    assert "Sunday 3:00: No look" in said
    assert "lundi 9 h\u00a0: 100\u202f% (consultations\u00a0: 8)" in titles(week_map(X, week_of_hours(), FRENCH))


def test_the_scale_is_shown_whole_and_what_is_missing_only_where_it_is():
    whole = {(weekday, hour): Hour(0.0, 9) for weekday in range(7) for hour in range(24)}
    words = shown(week_map(X, whole, ENGLISH))[-5:]
    assert words == ["0%", "≤\u00a010%", "≤\u00a025%", "≤\u00a050%", "≤\u00a0100%"]
    assert week_text(whole, ENGLISH)[-1].endswith("██ ≤\u00a0100%")
    assert shown(week_map(X, week_of_hours(), ENGLISH))[-2:] == ["Fewer than 4 looks", "No look"]


def test_an_empty_week_says_so():
    assert shown(week_map(X, {}, ENGLISH)) == ["Nothing measured yet"]
    assert week_text({}, FRENCH, plain=True) == ["Rien n'a encore ete mesure"]


@pytest.mark.parametrize(
    ("hours", "steps", "words"),
    [
        ({(7, 0): Hour(0.5, 9)}, STEPS, "weekday 7, hour 0"),
        ({(0, 24): Hour(0.5, 9)}, STEPS, "hours 0 to 23"),
        ({(0, 0): Hour(1.5, 9)}, STEPS, "share 1.5 of 9 looks cannot be"),
        ({(0, 0): Hour(0.5, -1)}, STEPS, "of -1 looks"),
        ({(0, 0): Hour(float("nan"), 9)}, STEPS, "share nan"),
        ({}, (0.1, 0.2, 0.3), "give 4 rising shares"),
        ({}, (0.3, 0.2, 0.4, 1.0), "give 4 rising shares"),
        ({}, (0.0, 0.2, 0.4, 1.0), "above 0"),
        ({}, (0.1, 0.2, 0.4, 2.0), "up to 1"),
    ],
)
def test_what_cannot_be_is_refused(hours, steps, words):
    with pytest.raises(ValueError, match=words):
        week_map(X, hours, ENGLISH, steps=steps)
    with pytest.raises(ValueError, match=words):
        week_text(hours, ENGLISH, steps=steps)


def test_letters_read_as_a_person_has_approved():
    hours = {
        (0, 9): Hour(1.0, 8),
        (0, 10): Hour(0.05, 8),
        (1, 9): Hour(0.2, 8),
        (2, 9): Hour(0.4, 8),
        (3, 0): Hour(1, 1),
    }
    hours |= {(6, hour): Hour(0.0, 8) for hour in range(24)}
    assert week_text(hours, ENGLISH) == [
        "    00 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23",
        "Mon                            ██ ░░",
        "Tue                            ▒▒",
        "Wed                            ▓▓",
        "Thu ??",
        "Fri",
        "Sat",
        "Sun ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ··",
        "",
        "·· 0%   ░░ ≤\u00a010%   ▒▒ ≤\u00a025%   ▓▓ ≤\u00a050%   ██ ≤\u00a0100%   ?? Fewer than 4 looks",
        "[ ] No look",
    ]
    plain = week_text(hours, FRENCH, plain=True)
    assert plain[1] == "lun.                            ## --"
    assert plain[-2:] == [
        ".. 0 %   -- <= 10 %   ++ <= 25 %   ** <= 50 %   ## <= 100 %",
        "?? Moins de 4 consultations   [ ] Aucune consultation",
    ]


@pytest.mark.parametrize("labels", [ENGLISH, FRENCH, ARABIC], ids=["en", "fr", "ar"])
@pytest.mark.parametrize("plain", [False, True])
def test_letters_fit_a_terminal(labels, plain):
    lines = week_text(week_of_hours(), labels, plain=plain)
    assert max(map(len, lines)) <= 80
    assert all(line.isascii() for line in lines) or not plain
