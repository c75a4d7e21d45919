"""Short cuts of the screen never change an answer: what they skip could not have been found."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probes.screen import bounds
from probes.screen.blocks import BLOCKS, UNNAMED
from probes.screen.gates import GATES
from probes.screen.servers import SERVERS, TRACE_PATTERNS, may_hold_trace
from probes.webpage import READ_HEADERS

TAGS = st.sampled_from(
    [b"<div>", b"</div>", b"<DIV a=1>", b"<br>", b"<BR/>", b"<brx>", b"<p>", b"</p>", b"<a/>", b"<a b/ >", b"<a b=/>"]
    + [b"<", b">", b"<tr", b"<trx", b"</", b"<a" + b"b" * 40 + b">", b"<td:x>", b"<li->", b"/", b"<i/<b>", b"<1>"]
    + [b"y", b"</a/>", b"</a b/>", b"<option /x>", b"<tr/>", b"<TR>", b"<svg/>"]
)  # fmt: skip


@settings(deadline=None)  # the machine may be busy
@given(st.lists(TAGS, max_size=60).map(b"".join), st.integers(0, 8), st.integers(0, 80))
def test_nesting_is_judged_as_by_the_exact_count(content: bytes, most_depth: int, most_ancestors: int) -> None:
    exact = bounds.piles_up(content, most_depth, most_ancestors)
    assert bounds.too_deep(content, most_depth, most_ancestors) == exact


@pytest.mark.parametrize("language", TRACE_PATTERNS)
def test_every_trace_holds_one_of_the_words_that_are_looked_for_first(language: str) -> None:
    @settings(deadline=None)  # the machine may be busy
    @given(st.from_regex(TRACE_PATTERNS[language]))
    def holds(text: str) -> None:
        assert may_hold_trace(text)

    holds()


def test_every_sign_in_a_header_names_a_header_that_pages_show() -> None:
    signs = [sign for sign in (*GATES, *BLOCKS, *UNNAMED, *SERVERS) if sign.where == "header"]
    assert signs
    for sign in signs:
        name = sign.pattern.removeprefix("^").partition(": ")[0]
        assert sign.pattern.startswith("^"), sign.pattern
        assert re.fullmatch(r"[a-z0-9()?:|-]+", name), f"{name}: no wildcard may stand for a header's name"
        assert all(header in READ_HEADERS for header in _spelled(name)), name


def _spelled(pattern: str) -> list[str]:
    """The names that ``x-(?:a|b)`` stands for."""
    before, group, after = (*re.split(r"\(\?:([^()]*)\)", pattern), "", "")[:3]
    return [before + one + after for one in group.split("|")] if group else [before]
