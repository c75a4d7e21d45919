"""What the tables of walks do not say: slots, windows, options, headers."""

from datetime import date

from probes.contract import Outcome, Reason, Window
from probes.ezbooking.simulator import SCENARIOS, Simulator
from tests.support.looking import WEDNESDAY, look_at


async def test_free_cells_give_count_earliest_and_list() -> None:
    simulator = Simulator(SCENARIOS["slots"], now=lambda: WEDNESDAY)
    _, fetched = await look_at(simulator, "/booking/create/16105/4")
    slots = fetched.reading.slots
    assert slots.count == len(slots.listed) == 5
    assert slots.earliest == slots.listed[0] == min(slots.listed)
    assert slots.listed[0] > WEDNESDAY, "the time in the link, in UTC"


async def test_an_empty_calendar_speaks_only_of_its_weeks() -> None:
    simulator = Simulator(SCENARIOS["empty-weeks"], now=lambda: WEDNESDAY)
    _, fetched = await look_at(simulator, "/booking/create/16105")
    assert fetched.reading.outcome is Outcome.NO_SLOTS
    assert fetched.reading.window == Window(date(2018, 10, 1), date(2018, 10, 21))


async def test_the_number_of_weeks_turned_is_the_targets() -> None:
    simulator = Simulator(SCENARIOS["empty-weeks"], now=lambda: WEDNESDAY)
    _, fetched = await look_at(simulator, "/booking/create/16105", options={"weeks": 1})
    assert fetched.reading.window == Window(date(2018, 10, 1), date(2018, 10, 7))
    assert not any("ezjscore" in path for _, path in simulator.requests)


async def test_a_target_may_name_its_planning() -> None:
    simulator = Simulator(SCENARIOS["plannings-second-free"], now=lambda: WEDNESDAY)
    _, fetched = await look_at(simulator, "/booking/create/16105", options={"planning": "16106"})
    assert fetched.reading.reason is Reason.NOTICE, "the other planning's slots are not this target's"


async def test_a_planning_that_is_not_offered_proves_nothing() -> None:
    simulator = Simulator(SCENARIOS["plannings-none"], now=lambda: WEDNESDAY)
    _, fetched = await look_at(simulator, "/booking/create/16105", options={"planning": ["4711"]})
    assert fetched.reading.reason is Reason.UNRECOGNISED_PAGE
    assert fetched.reading.rule == "ezbooking/planning-not-offered"


async def test_the_same_form_below_index_php() -> None:
    simulator = Simulator(SCENARIOS["none"], now=lambda: WEDNESDAY)
    _, fetched = await look_at(simulator, "/index.php/booking/create/16105")
    assert fetched.reading.reason is Reason.NOTICE
    assert simulator.alarms == []


async def test_polite_headers_are_sent_and_kept() -> None:
    simulator = Simulator(SCENARIOS["none"], now=lambda: WEDNESDAY)
    _, fetched = await look_at(simulator, "/booking/create/16105", expect_language=("fr-FR", "en"))
    sent = fetched.exchanges[0].request.decode()
    assert "User-Agent: Mozilla/5.0 (compatible; slotwatch/test; +https://example.org/observatory)\r\n" in sent
    assert "Accept-Language: fr-FR, fr;q=0.9, en;q=0.8\r\n" in sent
    assert "Cookie" not in sent, "each look begins without cookies"
    assert "Cookie: eZSESSID" in fetched.exchanges[1].request.decode(), "and keeps its own"
