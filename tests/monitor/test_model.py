"""The nouns' own few rules."""

from datetime import UTC, date, datetime

import pytest

from monitor.model import dated
from tests.support.looking import target


@pytest.mark.parametrize(
    ("url", "filled", "why"),
    [
        (
            "https://a.test/?from={today}&to={today+30}",
            "https://a.test/?from=2018-12-15&to=2019-01-14",
            "over a year's end",
        ),
        (
            "https://a.test/{todays}/{today+}/{yesterday}",
            "https://a.test/{todays}/{today+}/{yesterday}",
            "nothing else",
        ),
    ],
)
def test_days_in_a_url_move_with_the_look(url: str, filled: str, why: str) -> None:
    assert dated(url, date(2018, 12, 15)) == filled, why


def test_the_day_is_that_of_the_targets_zone() -> None:
    late = datetime(2018, 10, 3, 22, 30, tzinfo=UTC)
    assert target("http://a.test/{today}").at(late).url == "http://a.test/2018-10-04", "after midnight in Paris"
