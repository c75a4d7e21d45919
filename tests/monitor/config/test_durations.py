from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.config.durations import parse, say, spell

GOOD = [
    ("10m", 600, "minutes"),
    ("10 min", 600, "with a space and a word"),
    ("1h30m", 5_400, "a combination"),
    ("1 h 30 min", 5_400, "a combination with spaces"),
    ("90d", 7_776_000, "days"),
    ("2 weeks", 1_209_600, "weeks"),
    (" 45 Seconds ", 45, "capitals and blanks around"),
]


@pytest.mark.parametrize(("text", "seconds", "why"), GOOD)
def test_durations_are_read_as_people_write_them(text, seconds, why):
    assert parse(text) == timedelta(seconds=seconds), why


BAD = [
    (30, 'a number needs a unit; write for example "30m"', "a bare number"),
    (1.5, 'a number needs a unit; write for example "30m"', "a bare fraction"),
    (True, 'this is not a duration; write for example "30m", "1h30m" or "90d"', "true is no number"),
    ("30", '\'30\' has no unit; write for example "30m", "2h" or "1d"', "a number in quotes"),
    ("", '\'\' is not a duration; write for example "30m", "1h30m" or "90d"', "nothing"),
    ("soon", '\'soon\' is not a duration; write for example "30m", "1h30m" or "90d"', "a word"),
    ("10x", '\'10x\' is not a duration; write for example "30m", "1h30m" or "90d"', "an unknown unit"),
    ("-10m", '\'-10m\' is not a duration; write for example "30m", "1h30m" or "90d"', "a sign"),
    ("1.5h", '\'1.5h\' is not a duration; write for example "30m", "1h30m" or "90d"', "a fraction"),
    ("30m1h", "'30m1h' names its units twice or out of order; write the longest first, as in \"1d12h30m\"", "order"),
    ("5m5m", "'5m5m' names its units twice or out of order; write the longest first, as in \"1d12h30m\"", "twice"),
    ("0m", "'0m' must be more than zero and at most ten years", "nothing at all"),
    ("999999999w", "'999999999w' must be more than zero and at most ten years", "beyond what dates can hold"),
]


@pytest.mark.parametrize(("value", "message", "why"), BAD)
def test_what_is_no_duration_is_refused_with_advice(value, message, why):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the whole message is compared
        parse(value)
    assert str(caught.value) == message, why


@pytest.mark.parametrize(
    ("seconds", "said", "spelt"), [(30, "30 s", "30s"), (5_400, "1 h 30 min", "1h30m"), (1_209_600, "14 d", "14d")]
)
def test_durations_are_said_in_words_and_spelt_for_the_file(seconds, said, spelt):
    span = timedelta(seconds=seconds)
    assert (say(span), spell(span)) == (said, spelt)


@given(st.integers(min_value=1, max_value=3653 * 86_400))
def test_what_is_spelt_is_read_back(seconds):
    span = timedelta(seconds=seconds)
    assert parse(spell(span)) == parse(say(span)) == span


@given(st.text(alphabet="0123456789 hmdsw.,x٣", max_size=14))
def test_any_text_is_a_duration_or_refused_with_words(text):
    try:
        span = parse(text)
    except ValueError as error:
        message = str(error)
    else:
        message = "" if span > timedelta(0) else f"{span} is no duration"
    assert message == "" or "write" in message or "must be" in message
