"""Receivers are checked before they are needed, and their URLs are never shown."""

import pytest

from monitor.notify.receivers import receiver_problem


@pytest.mark.parametrize("url", ["mailto://user:s3cret@example.org", "json://127.0.0.1/hook", "ntfy://topic"])
def test_a_known_service_is_fine(url: str) -> None:
    assert receiver_problem(url) is None


@pytest.mark.parametrize("url", ["nonsense://s3cret", "s3cret", "", "mailto://"])
def test_an_unknown_one_is_a_problem_that_does_not_tell_the_secret(
    url: str, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    problem = receiver_problem(url)
    assert problem is not None
    output, errors = capsys.readouterr()
    assert "s3cret" not in problem + output + errors + caplog.text
