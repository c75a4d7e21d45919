"""Charts as inline SVG and as letters for a terminal: pure functions of what they are given."""

from __future__ import annotations

from monitor.charts.bar import strip
from monitor.charts.drawing import About
from monitor.charts.labels import ENGLISH, FRENCH, Labels
from monitor.charts.paint import DayMark, stylesheet
from monitor.charts.spells import Row, Segment, timeline
from monitor.charts.terminal import sparkline, sparkline_legend, week_text
from monitor.charts.week import Hour, week_map
from monitor.charts.year import Day, year_calendar

__all__ = [
    "ENGLISH",
    "FRENCH",
    "About",
    "Day",
    "DayMark",
    "Hour",
    "Labels",
    "Row",
    "Segment",
    "sparkline",
    "sparkline_legend",
    "strip",
    "stylesheet",
    "timeline",
    "week_map",
    "week_text",
    "year_calendar",
]
