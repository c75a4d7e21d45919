"""CSV files of looks: what is taken, and what is refused with which words."""

import io
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.importing.csvfile import MOST_LINE, SHOWN, BadFile, CsvLooks
from monitor.importing.times import BadMoment, moment
from monitor.store.importing import ImportedLook
from probes.contract import Outcome

NOW = datetime(2018, 11, 1, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
NINE = datetime(2018, 10, 5, 9, tzinfo=UTC)


def looks(content: str | bytes, zone: ZoneInfo | None = None) -> list[ImportedLook]:
    """The looks of a file."""
    raw = content.encode() if isinstance(content, str) else content
    return list(CsvLooks(io.BytesIO(raw), zone, NOW))


def problems(content: str | bytes, zone: ZoneInfo | None = None) -> list[str]:
    """What is told of a bad file."""
    with pytest.raises(BadFile) as caught:
        looks(content, zone)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("content", "expected", "why"),
    [
        ("time,count\n2018-10-05T09:00Z,0\n", ("no_slots", 0), "no slot counted"),
        ("time,count\n2018-10-05T09:00Z,3\n", ("slots", 3), "some counted"),
        ("time,count\n2018-10-05T09:00Z,0", ("no_slots", 0), "no line end behind the last line"),
        ("time,count\r\n2018-10-05T09:00Z,0\r\n", ("no_slots", 0), "the line ends of Windows"),
        ("time;count\n2018-10-05T09:00Z;0\n", ("no_slots", 0), "semicolons, as spreadsheets in French write"),
        ("time\tcount\n2018-10-05T09:00Z\t0\n", ("no_slots", 0), "tabs"),
        ("\ufefftime,count\n2018-10-05T09:00Z,0\n", ("no_slots", 0), "a byte order mark"),
        ("Date , Slots\n2018-10-05T09:00Z, 0\n", ("no_slots", 0), "other names, capitals and spaces"),
        ("at,status\n2018-10-05T09:00Z,Failing\n", ("failing", None), "an outcome of ours"),
        ("time,count,outcome\n2018-10-05T09:00Z,,closed\n", ("closed", None), "one of the two is enough"),
        ("time,count,outcome\n2018-10-05T09:00Z,0,closed\n", ("closed", 0), "no slot, and why"),
        ("who,time,count\nme,2018-10-05T09:00Z,0\n", ("no_slots", 0), "columns that nobody asked for"),
        ('time,count\n"2018-10-05T09:00Z","0"\n', ("no_slots", 0), "everything in quotes"),
        ("time,count\n\n2018-10-05T09:00Z,0\n\n", ("no_slots", 0), "empty lines"),
    ],
)
def test_a_plain_file_is_taken(content, expected, why):
    found = looks(content)
    assert [(one.at, one.outcome, one.slots_count) for one in found] == [(NINE, *expected)], why


def test_words_of_the_page_and_their_language_are_kept_as_they_are():
    found = looks('time;outcome;text;lang\n2018-10-05T09:00Z;no_slots;"=1+1; ""libre""";fr\n')
    assert found == [ImportedLook(NINE, "no_slots", None, '=1+1; "libre"', "fr")]


def test_columns_that_were_left_out_are_named():
    file = CsvLooks(io.BytesIO(b"time,count,who,\x1b[2J\n2018-10-05T09:00Z,0,me,x\n"), None, NOW)
    assert len(list(file)) == 1
    assert file.left_out == ("who", " [2j")


@pytest.mark.parametrize(
    ("line", "words", "why"),
    [
        ("2018-10-05T09:00Z,-1", "'-1' is no count", "negative"),
        ("2018-10-05T09:00Z,1e9", "'1e9' is no count", "no whole number as people write it"),
        ("2018-10-05T09:00Z,1000000000", "more slots than any page shows", "a billion"),
        ("2018-10-05T09:00Z," + "9" * 400, "more slots than any page shows", "longer than Python converts"),
        ("2018-10-05T09:00Z,2.5", "'2.5' is no count", "half a slot"),
        ("2018-10-05T09:00Z,٣", "is no count", "digits of another script"),
        ("2018-10-05T09:00Z,=1+1", "'=1+1' is no count", "a formula"),
        ("=NOW(),0", "'=NOW()' is no time", "a formula"),
        ("2018-10-05T09:00Z,", "neither a count nor an outcome", "nothing"),
        ("2018-10-05T09:00Z", "has 1 cell, the first line 2", "too few"),
        ("2018-10-05T09:00Z,0,0", "has 3 cells, the first line 2", "too many"),
        ("2018-10-05T09:00,0", "has no zone", "whose nine o'clock?"),
        ("05/10/2018 09:00,0", "is no time", "the fifth of October, or the tenth of May?"),
        ("2018-13-05T09:00Z,0", "is no time that there is", "no such month"),
        ("2018-02-29T09:00Z,0", "is no time that there is", "no leap year"),
        ("2018-10-05T24:30Z,0", "is no time that there is", "no such hour"),
        ("2018-10-05T09:00+99:00,0", "is no time that there is", "no such offset"),
        ("2018-12-05T09:00Z,0", "lies in the future", "nobody saw it"),
        ("1066-10-14T09:00Z,0", "too long ago", "no page yet"),
        ('"2018-10-05T09:00Z,0', "double quotes do not match", "open quotes"),
        ("2018-10-05T09:00Z,0\0", "NUL", "no text"),
        ("2018-10-05T09:00Z,\r0", "a line end inside", "half a line of an old Macintosh"),
        ("\x1b[2J,0", "' [2J' is no time", "what is shown of it cannot clear a terminal"),
    ],
)
def test_a_line_that_is_not_understood_is_named(line, words, why):
    assert problems(f"time,count\n2018-10-05T08:00Z,0\n{line}\n")[0].startswith("line 3: "), why
    assert words in problems(f"time,count\n2018-10-05T08:00Z,0\n{line}\n")[0], why


@pytest.mark.parametrize(
    ("content", "words", "why"),
    [
        (b"", "no look is in the file", "empty"),
        (b"time,count\n", "no look is in the file", "a first line alone"),
        (b"2018-10-05T09:00Z,0\n", "the first line must name its columns", "no names"),
        (b"when,free\n1,2\n", "the first line must name its columns", "other names"),
        (b"time,note\n2018-10-05T09:00Z,0\n", "and count or outcome", "nothing to take"),
        (b"time,date,count\n", "'time' and 'date' both mean the time", "which of them?"),
        (b"time|count\n2018-10-05T09:00Z|0\n", "the first line must name its columns", "parted by something else"),
        ("time,count\n2018-10-05T09:00Z,0\n".encode("utf-16"), "not UTF-8", "as some spreadsheets save it"),
        ("time,count\n2018-10-05T09:00Z,é\n".encode("latin-1"), "line 2: is not UTF-8 at its byte", "an old encoding"),
        (b"PK\x03\x04garbage", "the first line must name its columns", "a spreadsheet, not a CSV file"),
    ],
)
def test_a_file_that_is_none_is_refused(content, words, why):
    assert words in problems(content)[0], why


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("2018-10-05T09:00Z,,libre", "'libre' is no outcome; write one of slots, no_slots"),
        ("2018-10-05T09:00Z,3,no_slots", "contradict each other"),
        ("2018-10-05T09:00Z,0,slots", "contradict each other"),
        ("2018-10-05T09:00Z,2,closed", "contradict each other"),
    ],
)
def test_an_outcome_must_be_ours_and_agree_with_the_count(line, words):
    assert words in problems(f"time,count,outcome\n{line}\n")[0]


def test_a_line_of_ten_megabytes_is_named_and_not_kept():
    raw = b"time,count\n" + b"9" * 10_000_000 + b"\n2018-10-05T09:00Z,-1\n"
    found = problems(raw)
    assert found[0] == f"line 2: is longer than {MOST_LINE:,} bytes; is this the right file?"
    assert found[1].startswith("line 3: '-1'"), "lines behind it keep their numbers"


def test_every_bad_line_is_counted_and_the_first_are_named():
    with pytest.raises(BadFile) as caught:
        looks("time,count\n" + "2018-10-05T09:00Z,x\n" * 50 + "2018-10-05T09:00Z,0\n")
    assert caught.value.count == 50
    assert [problem.line for problem in caught.value.problems] == list(range(2, 2 + SHOWN))


# Times


@pytest.mark.parametrize(
    ("text", "zone", "expected", "why"),
    [
        ("2018-10-05T09:00:00Z", None, "2018-10-05T09:00:00", "UTC"),
        ("2018-10-05 11:00+02:00", None, "2018-10-05T09:00:00", "a space, an offset"),
        ("2018-10-05T11:00:00+0200", PARIS, "2018-10-05T09:00:00", "its own offset counts more than the zone"),
        ("2018-10-05T11:00:00.5+02", None, "2018-10-05T09:00:00.500000", "a fraction"),
        ("2018-10-05t09:00z", None, "2018-10-05T09:00:00", "small letters"),
        ("2018-10-05T11:00", PARIS, "2018-10-05T09:00:00", "summer in Paris"),
        ("2018-01-05T11:00", PARIS, "2018-01-05T10:00:00", "winter in Paris"),
        ("2018-10-28T01:59", PARIS, "2018-10-27T23:59:00", "just before the hour that comes twice"),
        ("2018-10-28T03:00", PARIS, "2018-10-28T02:00:00", "just after it"),
        ("2018-10-28T02:30+02:00", PARIS, "2018-10-28T00:30:00", "the first of the two, by its offset"),
        ("2018-10-28T02:30+01:00", PARIS, "2018-10-28T01:30:00", "the second of them"),
    ],
)
def test_moments_are_read_as_written(text, zone, expected, why):
    assert moment(text, zone, NOW) == datetime.fromisoformat(expected).replace(tzinfo=UTC), why


@pytest.mark.parametrize(
    ("text", "words", "why"),
    [
        ("2018-10-28T02:30", "came twice in Europe/Paris when summer time ended", "which of them?"),
        ("2018-03-25T02:30", "was skipped in Europe/Paris when summer time began", "there was no such time"),
        ("2018-10-05", "is no time", "a day is no moment"),
        ("1538730000", "is no time", "seconds since when?"),
        ("2018-10-05T09:00:00 CEST", "is no time", "names of zones mean different things"),
        ("２018-10-05T09:00Z", "is no time", "a digit of another script"),
    ],
)
def test_moments_that_could_mean_two_things_are_refused(text, words, why):
    with pytest.raises(BadMoment, match=words):
        moment(text, PARIS, NOW)
    assert why


def test_zones_may_be_mixed_where_each_line_says_its_own():
    found = looks("time,count\n2018-10-05T09:00Z,0\n2018-10-05T11:00+02:00,0\n2018-10-05T11:00,0\n", PARIS)
    assert [one.at for one in found] == [NINE] * 3


def taken(raw: bytes) -> list[ImportedLook] | BadFile:
    """What comes of a file, whatever it is."""
    try:
        return looks(raw, PARIS)
    except BadFile as bad:
        return bad


def require_told(found: list[ImportedLook] | BadFile) -> None:
    """Either looks in the form that is stored, or problems that may be printed."""
    if isinstance(found, BadFile):
        assert found.count >= len(found.problems) >= 1
        assert all(str(problem).isprintable() for problem in found.problems)
    else:
        assert {one.outcome for one in found} <= {str(outcome) for outcome in Outcome}
        assert all(one.at.tzinfo is UTC for one in found)


@given(st.binary(max_size=300))
def test_no_bytes_are_a_fault_of_ours(raw):
    require_told(taken(raw))


@given(st.text(alphabet="0123456789-:TZ+ .,;\"'=\r\n\x00é", max_size=120))
def test_no_line_is_a_fault_of_ours(text):
    require_told(taken(f"time,count\n{text}".encode()))
