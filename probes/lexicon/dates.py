"""Dates that a sentence names: pure. What could be two different days is no date."""

from __future__ import annotations

import re
from datetime import date

from probes.lexicon.tokens import plain

_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_EAST_ASIAN = re.compile(r"(?<!\d)(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")
_NAMED = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|\.)?(?: de)? ([^\W\d_]{3,12})\.?,?(?: de)? (\d{4})(?!\d)")
_NAME_FIRST = re.compile(r"\b([^\W\d_]{3,12}) (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)")

_NO_YEAR = re.compile(r"(?<![\d.])\d{1,2}\.\d{1,2}\.(?!\d)|(?<!\d)\d{1,2} ?[月월] ?\d{1,2} ?[日일]")
_DAY_NAME = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|\.)?(?: de)? ([^\W\d_]{3,12})")
_NAME_DAY = re.compile(r"\b([^\W\d_]{3,12}) (\d{1,2})(?:st|nd|rd|th)?(?!\d)")

_MONTHS = """
jan january janvier januar januari gennaio enero janeiro stycznia ledna января ianuarie tammikuuta ocak
feb february fevrier februar februari febbraio febrero fevereiro lutego unora февраля februarie helmikuuta subat
mar march mars marz maart marzo marco marca brezna марта martie maaliskuuta mart
apr april avril aprile abril kwietnia dubna апреля aprilie huhtikuuta nisan
may mai mei maggio mayo maio maja kvetna мая maj toukokuuta mayis
jun june juin juni giugno junio junho czerwca cervna июня iunie kesakuuta haziran
jul july juillet juli luglio julio julho lipca cervence июля iulie heinakuuta temmuz
aug august aout augustus agosto sierpnia srpna августа elokuuta agustos augusti
sep sept september septembre settembre septiembre setembro wrzesnia zari сентября septembrie syyskuuta eylul
oct okt october octobre oktober ottobre octubre outubro pazdziernika rijna октября octombrie lokakuuta ekim
nov november novembre noviembre novembro listopada listopadu ноября noiembrie marraskuuta kasim
dec dez december decembre dezember dicembre diciembre dezembro grudnia prosince декабря decembrie joulukuuta aralik
"""
"""One line per month."""
MONTHS = {name: number for number, line in enumerate(_MONTHS.strip().splitlines(), 1) for name in line.split()}


def _date(year: str, month: int, day: str) -> date | None:
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None


def _numeric(first: str, sign: str, second: str, year: str) -> date | None:
    """Day first, but for ``5/6/2021``, which is two different days on the two sides of an ocean."""
    if sign == "/" and first != second and int(first) <= 12 and int(second) <= 12:
        return None
    day, month = (second, first) if int(second) > 12 else (first, second)
    return _date(year, int(month), day)


def dates(text: str, *, day_first: bool = False) -> list[date]:
    """The dates in normalised text, sorted. ``day_first``: the language writes no month before a day with a slash."""
    found = [_date(year, int(month), day) for year, month, day in _ISO.findall(text) + _EAST_ASIAN.findall(text)]
    for first, sign, second, year in _NUMERIC.findall(text):
        found.append(_numeric(first, "." if day_first else sign, second, year))
    for day, name, year in _NAMED.findall(text):
        found.append(_date(year, MONTHS.get(plain(name), 0), day))
    for name, day, year in _NAME_FIRST.findall(text):
        found.append(_date(year, MONTHS.get(plain(name), 0), day))
    return sorted({day for day in found if day})


def names_a_day(text: str) -> bool:
    """Whether any date stands in a text, even one that lacks its year or could be two days."""
    if _NUMERIC.search(text) or _NO_YEAR.search(text) or dates(text):
        return True
    pairs = _DAY_NAME.findall(text) + [(day, name) for name, day in _NAME_DAY.findall(text)]
    return any(1 <= int(day) <= 31 and plain(name) in MONTHS for day, name in pairs)
