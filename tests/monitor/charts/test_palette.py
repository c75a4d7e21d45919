"""Colours that can be told apart: contrast after WCAG 2, kinds of colour blindness, grey, and symbols without any."""

import re

import pytest

from monitor.charts.paint import DARK, LIGHT, PRINT, SYMBOLS, DayMark

THEMES = {"light": LIGHT, "dark": DARK, "print": PRINT}
EVERY = [(name, mark) for name in THEMES for mark in DayMark]
# Machado, Oliveira and Fernandes (2009), full severity, on linear RGB.
SEEN_BY = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
    "everyone": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
}


def linear(colour: str) -> list[float]:
    assert re.fullmatch("#[0-9a-f]{6}", colour)
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(colour: str, eyes: str = "everyone") -> float:
    seen = [sum(a * b for a, b in zip(row, linear(colour), strict=True)) for row in SEEN_BY[eyes]]
    return sum(weight * min(max(part, 0), 1) for weight, part in zip((0.2126, 0.7152, 0.0722), seen, strict=True))


def contrast(one: str, other: str, eyes: str = "everyone") -> float:
    dark, light = sorted((luminance(one, eyes), luminance(other, eyes)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_words_and_lines_stand_out(theme):
    colours = THEMES[theme]
    assert contrast(colours.text, colours.paper) >= 7, "AAA"
    assert contrast(colours.line, colours.paper) >= 3, "edges and hatching"
    assert contrast(colours.value, colours.paper) >= 4.5, "squares of the map"


@pytest.mark.parametrize(("theme", "mark"), EVERY)
def test_symbols_stand_out_from_their_surface_and_edges_from_the_paper(theme, mark):
    paint = THEMES[theme].marks[mark]
    assert contrast(paint.ink, paint.fill) >= 4.5
    assert contrast(paint.edge, THEMES[theme].paper) >= 3


@pytest.mark.parametrize("eyes", SEEN_BY)
@pytest.mark.parametrize("theme", THEMES)
def test_a_slot_stands_out_from_none_for_every_eye_and_in_grey(theme, eyes):
    marks = THEMES[theme].marks
    assert contrast(marks[DayMark.SLOTS].fill, marks[DayMark.NONE].fill, eyes) >= 3


def test_every_state_has_a_symbol_of_its_own():
    for sign in ("strokes", "terminal", "plain"):
        assert len({getattr(symbol, sign) for symbol in SYMBOLS.values()}) == len(DayMark)
    assert SYMBOLS.keys() == set(DayMark)
    assert all(symbol.plain.isascii() and symbol.plain.isprintable() for symbol in SYMBOLS.values())
