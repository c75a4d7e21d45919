"""What an operator may configure for a JSON endpoint, and the words for what cannot be."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from probes.json.dates import day, moment
from probes.json.options import Options
from probes.json.probe import PROBE
from tests.support.looking import WEDNESDAY, look_at


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"list": "slots"}, "list must end at the items, not at the list: write 'slots[*]'"),
        ({"list": "slots["}, "path 'slots['"),
        ({"list": "a[*]", "count": "total"}, 'give either list or count = "<path to a number>"'),
        ({"count": "a..b"}, "path 'a..b'"),
        ({"count": "sum"}, "speak of the items of list, which is missing"),
        ({"when": "start"}, "speak of the items of list, which is missing"),
        ({"list": "a[*]", "free": {"key": "s"}}, 'free has either values = ["AVAILABLE"] or above = 0'),
        ({"list": "a[*]", "free": {"key": "s", "values": [1], "above": 0}}, "free has either values"),
        ({"list": "a[*]", "free": {"key": "s", "values": ["x"], "taken": ["x"]}}, "the same value is in values and in"),
        ({"list": "a[*]", "count": "sum", "free": {"key": "s", "above": 0}}, "free counts items"),
        ({"list": "a[*]", "window_first": "from"}, "give both window_first and window_last, or neither"),
        ({"none_when": [{"path": "code", "values": []}]}, "at least 1 item"),
        ({"error_when": [{"path": "code", "values": [1], "reason": "notice"}]}, "Input should be 'captcha'"),
        ({"post": {"person": {"lastName": "X"}}}, "post: 'lastName' is personal data, which slotwatch never sends"),
        ({"post": {"to": [{"who": "a@example.org"}]}}, "post: 'who' is personal data"),
        ({"lists": "a[*]"}, "Extra inputs are not permitted"),
    ],
)
def test_options_that_cannot_be_meant_are_refused_in_words(options: dict[str, Any], words: str):
    with pytest.raises(ValidationError) as refused:
        Options.model_validate(options)
    assert words in str(refused.value)


def test_a_url_with_personal_data_is_refused():
    with pytest.raises(ValueError, match="personal data"):
        PROBE.allow("https://www.example.test/api?email=a%40example.org", Options())


UTC_MORNING = datetime(2024, 8, 22, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "date_format", "when", "why"),
    [
        ("2024-08-22T09:00:00+02:00", None, UTC_MORNING, "with an offset"),
        ("2024-08-22T07:00:00.000Z", None, UTC_MORNING, "UTC"),
        ("2024-08-22T09:00", None, date(2024, 8, 22), "without a zone only the day is known"),
        ("2024-08-22", None, date(2024, 8, 22), "a day"),
        (1724310000, None, UTC_MORNING, "seconds"),
        (1724310000000, None, UTC_MORNING, "milliseconds"),
        ("1724310000", None, UTC_MORNING, "seconds as text"),
        ("22.08.2024", "%d.%m.%Y", date(2024, 8, 22), "the operator's format"),
        ("2024-08-22", "%d.%m.%Y", None, "and no other"),
        ("0001-01-01T00:00:00", None, None, "a database's empty date"),
        (0, None, None, "another"),
        ("9999-12-31", None, None, "a third"),
        (True, None, None, "no number"),
        (1e300, None, None, "no time"),
        (float("nan"), None, None, "not a number"),
        ("soon", None, None, "no date"),
        (None, None, None, "nothing"),
        ({"at": 1}, None, None, "an object"),
    ],
)
def test_dates_are_read_as_json_writes_them(value: Any, date_format: str | None, when: Any, why: str):
    assert moment(value, date_format) == when, why


def test_a_window_keeps_the_days_as_written():
    assert day("2024-08-22T23:30:00-10:00") == date(2024, 8, 22)


async def test_a_redirect_to_a_login_is_not_followed():
    from probes.json.simulator import ENDPOINT, Scenario, Simulator

    app = Simulator(Scenario(status=302, location="/login"), now=lambda: WEDNESDAY)
    _, fetched = await look_at(app, ENDPOINT, probe="json", options={"list": "days[*]"})
    assert str(fetched.reading.reason) == "redirect"
    assert app.requests == [("GET", ENDPOINT)]
