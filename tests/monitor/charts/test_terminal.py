"""A line of days for a terminal, and the strip: read without colour, and where only ASCII is known."""

import subprocess
import sys

import pytest

from monitor.charts import ENGLISH, FRENCH, About, DayMark, sparkline, sparkline_legend, strip
from tests.monitor.charts.test_svg import shown, titles


def test_a_line_has_one_letter_for_each_day():
    assert sparkline(DayMark) == "●–■×/║?·"
    assert sparkline(DayMark, plain=True) == "O-#x/|?."
    assert sparkline([]) == ""


def test_the_legend_names_what_is_there_in_its_order():
    marks = [DayMark.NONE, DayMark.NOT_MEASURED, DayMark.NONE, DayMark.SLOTS]
    assert sparkline_legend(marks, ENGLISH) == ["● Slot shown   – No slot offered   · No measurement"]
    assert sparkline_legend(marks, FRENCH, plain=True) == [
        "O Creneau affiche   - Aucun creneau propose   . Pas de mesure"
    ]
    assert sparkline_legend([], ENGLISH) == []


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_the_legend_fits(width):
    lines = sparkline_legend(DayMark, FRENCH, width=width)
    assert max(map(len, lines)) <= width
    assert "".join(lines).count("●") == 1


def test_a_line_of_days_needs_no_babel():
    code = (
        "import sys; from monitor.charts import *; sparkline_legend(DayMark, ENGLISH); sys.exit('babel' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0, "status must start fast"


def test_a_strip_tells_counts_of_what_was_seen():
    svg = strip(About("x", "x"), {DayMark.NONE: 1714, DayMark.SLOTS: 2, DayMark.CLOSED: 0}, "1,714 of 1,716", ENGLISH)
    assert shown(svg) == ["1,714 of 1,716", "Slot shown: 2", "No slot offered: 1,714"]
    assert titles(svg)[1:] == ["Slot shown: 2", "No slot offered: 1,714"]


def test_a_strip_of_nothing_says_so():
    assert shown(strip(About("x", "x"), {DayMark.NONE: 0}, "0 of 0", ENGLISH)) == ["0 of 0", "Nothing measured yet"]


def test_a_count_below_nothing_is_refused():
    with pytest.raises(ValueError, match="a count is below 0"):
        strip(About("x", "x"), {DayMark.NONE: -1}, "", ENGLISH)
