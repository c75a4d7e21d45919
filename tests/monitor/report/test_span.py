"""Spans of days as people write them, and what is refused with which words."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from monitor.report.span import Span, SpanError, span_of

TODAY = date(2018, 10, 17)


@pytest.mark.parametrize(
    ("given", "first", "last", "why"),
    [
        ((None, None, None, None), "2018-09-18", "2018-10-17", "the last 30 days, today included"),
        (("2018-09", None, None, None), "2018-09-01", "2018-09-30", "a month"),
        (("2018-10", None, None, None), "2018-10-01", "2018-10-17", "a month that is not over ends today"),
        (("2016-02", None, None, None), "2016-02-01", "2016-02-29", "a leap year"),
        (("2017", None, None, None), "2017-01-01", "2017-12-31", "a year"),
        (("2018-10-05", None, None, None), "2018-10-05", "2018-10-05", "a day"),
        ((None, "2018-10-05", None, None), "2018-10-05", "2018-10-17", "from a day to today"),
        ((None, "2018-08", "2018-09", None), "2018-08-01", "2018-09-30", "months at both ends"),
        ((None, "2018-10-05", "2018-10-05", None), "2018-10-05", "2018-10-05", "both ends are included"),
        ((None, None, "2018-10-05", None), "2018-09-06", "2018-10-05", "30 days up to a day"),
        ((None, None, None, "1d"), "2018-10-17", "2018-10-17", "today"),
        ((None, None, None, "2w"), "2018-10-04", "2018-10-17", "weeks"),
    ],
)
def test_a_span_is_what_people_mean(given, first, last, why):
    assert span_of(*given, today=TODAY) == Span(date.fromisoformat(first), date.fromisoformat(last)), why


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("2018-10", "2018-10-01", None, None), "one of these"),
        ((None, "2018-10-01", None, "30d"), "one of these"),
        (("2018-13", None, None, None), "period '2018-13' is no day that can be asked for"),
        (("last month", None, None, None), "write a day (2018-10-05), a month (2018-10) or a year (2018)"),
        (("", None, None, None), "period ''"),
        (("0001", None, None, None), "period '0001'"),
        (("２０１８", None, None, None), "no day that can be asked for"),
        ((None, "2018-02-29", None, None), "--from '2018-02-29'"),
        ((None, "2018-10-05", "x", None), "--to 'x'"),
        ((None, "2018-10-05", "2018-10-04", None), "--from 2018-10-05 is after --to 2018-10-04; exchange them"),
        ((None, "2018-10-18", None, None), "--from 2018-10-18 is in the future; the latest day is 2018-10-17"),
        ((None, "2018-10-01", "2018-10-18", None), "--to 2018-10-18 is in the future"),
        (("2019", None, None, None), "period 2019-01-01 is in the future"),
        ((None, "2018", "2019", None), "--to 2019-01-01 is in the future"),
        ((None, None, None, "0d"), "--last '0d' is no number of days; write 30d or 4w"),
        ((None, None, None, ""), "--last ''"),
        ((None, None, None, "-3d"), "--last '-3d'"),
        ((None, None, None, "99999d"), "--last '99999d'"),
        ((None, None, None, "30"), "--last '30'"),
    ],
)
def test_what_cannot_be_meant_is_said_so(given, words):
    with pytest.raises(SpanError) as refused:
        span_of(*given, today=TODAY)
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("day", "zone", "hours", "why"),
    [
        ("2018-10-27", "Europe/Paris", 24, "an ordinary day"),
        ("2018-10-28", "Europe/Paris", 25, "summer time ends"),
        ("2018-03-25", "Europe/Paris", 23, "summer time begins"),
        ("2018-11-04", "America/St_Johns", 25, "a zone of half an hour"),
        ("2011-12-30", "Pacific/Apia", 0, "a day that never was"),
    ],
)
def test_days_are_as_long_as_they_are(day, zone, hours, why):
    one = date.fromisoformat(day)
    start, end = Span(one, one).bounds(zone)
    assert (end - start).total_seconds() == hours * 3600, why
    since, until = Span(one, one).around()
    assert since <= f"{start:%Y-%m-%dT%H:%M:%S}"
    assert f"{end:%Y-%m-%dT%H:%M:%S}" <= until


def test_bounds_are_moments():
    start, end = Span(date(2018, 10, 1), date(2018, 10, 31)).bounds("Europe/Paris")
    assert (start, end) == (datetime(2018, 9, 30, 22, tzinfo=UTC), datetime(2018, 10, 31, 23, tzinfo=UTC))
