"""What one JSON answer teaches, by the operator's paths. Pure.

A free item or a next slot is proof. An empty list is none unless the operator says so, and a path that leads nowhere
proves nothing at all: the endpoint is built otherwise than it was when the paths were written.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from probes.contract import Page, Reading, Reason, Slots, Window
from probes.json.dates import day, moment, order
from probes.json.options import Free, Options, When, same
from probes.json.paths import Found, Node, Path
from probes.jsontext import Place, quote

MAX_LISTED = 1000
"""Slots listed in a reading."""

Moment = datetime | date

_REASONS = {str(reason): reason for reason in Reason}


@dataclass(frozen=True, slots=True)
class _Tally:
    """What was counted."""

    count: int = 0
    free: tuple[Node, ...] = ()
    proof: Place | None = None
    """Where the answer says that the first of them is free."""
    none: Place | None = None
    """Where the answer shows that nothing is free; None where it does not show it."""


def read(page: Page, options: Options) -> Reading:
    """``slots`` or ``no_slots`` where exactly one of them is proved by values of the answer."""
    if not options.told:
        return _reading(page, Reason.UNRECOGNISED_PAGE, "not-configured")
    if page.json is None:
        return _reading(page, Reason.NOT_HTML, "not-json")
    for trouble in options.error_when:
        if (place := _holds(trouble, page.json)) is not None:
            return _claim(page, _REASONS[trouble.reason], "error", place)
    said_none = next((at for one in options.none_when if (at := _holds(one, page.json)) is not None), None)
    tally, coming = _tally(page.json, options), _next_slot(page.json, options)
    if coming is None and not tally.free:
        return _reading(page, Reason.UNRECOGNISED_PAGE, "next-slot-is-no-date")
    if tally.free or coming:
        if said_none is not None:
            return _claim(page, Reason.CONTRADICTORY_PAGE, "both", said_none)
        return _slots(page, options, tally, coming)
    if said_none is not None:
        return _none(page, options, Reason.NOTICE, said_none)
    if tally.none is None:
        return _reading(page, Reason.UNRECOGNISED_PAGE, "other-structure")
    if options.empty_means == "nothing":
        return _claim(page, Reason.UNRECOGNISED_PAGE, "empty-proves-nothing", tally.none)
    return _none(page, options, Reason.EMPTY_CALENDAR, tally.none)


def _reading(page: Page, reason: Reason, rule: str, words: str = "") -> Reading:
    return Reading(reason, words, f"json/{rule}", page_language=page.language)


def _claim(page: Page, reason: Reason, rule: str, place: Place) -> Reading:
    """A reading with the words at a place; without words there is no proof, so no claim."""
    words = quote(page.text, page.visible, place)
    return _reading(page, reason if words else Reason.UNRECOGNISED_PAGE, rule, words)


def _slots(page: Page, options: Options, tally: _Tally, coming: tuple[Node, ...] | None) -> Reading:
    dates = _dates(options.when, tally.free, options) if options.when is not None else []
    first = [*dates, *(_at(node, options) for node in coming or ())]
    if options.earliest is not None and not dates:
        found = Path.parse(options.earliest).find(page.json)
        first += [when for node in found.nodes if (when := moment(node.value, options.date_format))]
    known = sorted((when for when in first if when), key=order)
    count = tally.count or None
    reading = (
        _claim(page, Reason.FREE_DATES, "next-slot", coming[0].place)
        if coming and tally.proof is None
        else _claim(page, Reason.FREE_DATES, "list", tally.proof or ())
    )
    if reading.reason is not Reason.FREE_DATES:
        return reading
    slots = Slots(count, known[0] if known else None, tuple(sorted(dates, key=order)[:MAX_LISTED]))
    return replace(reading, slots=slots)


def _none(page: Page, options: Options, reason: Reason, place: Place) -> Reading:
    rule = "none-when" if reason is Reason.NOTICE else "empty"
    window = None
    if options.window_first is not None and options.window_last is not None:
        ends = [_day_at(path, page.json, options) for path in (options.window_first, options.window_last)]
        first, last = ends
        if first is None or last is None or first > last:
            return _reading(page, Reason.UNRECOGNISED_PAGE, "no-window")
        window = Window(first, last)
    reading = _claim(page, reason, rule, place)
    if reading.reason is not reason:
        return reading
    slots = Slots(count=0) if reason is Reason.EMPTY_CALENDAR else Slots()
    return replace(reading, slots=slots, window=window, span="" if window else options.span)


def _holds(condition: When, answer: Any) -> Place | None:
    """Where the answer holds one of the values, or None."""
    nodes = Path.parse(condition.path).find(answer).nodes
    return next((node.place for node in nodes if same(node.value, condition.values)), None)


def _tally(answer: Any, options: Options) -> _Tally:
    if options.number:
        return _sum(Path.parse(options.number).find(answer))
    if options.list is None:
        return _Tally()
    found = Path.parse(options.list).find(answer)
    if options.count == "sum":
        return _sum(found)
    if options.free is None:
        free = [node for node in found.nodes if node.value is not None]
        none = found.empty[0] if found.empty and found.complete and not found.nodes else None
        return _Tally(len(free), tuple(free), free[0].place if free else None, none)
    return _filtered(found, options.free)


def _filtered(found: Found, rule: Free) -> _Tally:
    """Only items that say so are free; none is, where every item says that it is taken."""
    path, free, proofs, taken = Path.parse(rule.key), [], [], []
    for item in found.nodes:
        said = path.find(item.value, item.place)
        verdicts = [_is_free(node.value, rule) for node in said.nodes]
        if any(verdicts):
            free.append(item)
            proofs.append(said.nodes[verdicts.index(True)].place)
        elif verdicts and said.complete and None not in verdicts:
            taken.append(said.nodes[0])
    if free:
        return _Tally(len(free), tuple(free), proofs[0])
    if not found.complete or len(taken) < len(found.nodes):
        return _Tally()
    places = [*(node.place for node in taken), *found.empty]
    return _Tally(none=places[0] if places else None)


def _is_free(value: Any, rule: Free) -> bool | None:
    """None: a value of which nothing is known."""
    if rule.above is not None:
        number = _number(value)
        return None if number is None else number > rule.above
    if same(value, rule.values):
        return True
    return False if same(value, rule.taken) else None


def _sum(found: Found) -> _Tally:
    """The numbers added up; anything else among them and zero is not known to be zero."""
    numbers = [(node, _number(node.value)) for node in found.nodes]
    positive = [(node, number) for node, number in numbers if number and number > 0]
    if positive:
        nodes = tuple(node for node, _ in positive)
        return _Tally(int(sum(number for _, number in positive)), nodes, nodes[0].place)
    if not found.complete or any(number is None for _, number in numbers):
        return _Tally()
    places = [*(node.place for node, _ in numbers), *found.empty]
    return _Tally(none=places[0] if places else None)


def _number(value: Any) -> float | None:
    """A count, also one written as text; None where it is no count."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e9:
        return None
    return value


def _next_slot(answer: Any, options: Options) -> tuple[Node, ...] | None:
    """The next slot's date, first of all; empty where the answer names none, None where it is no date."""
    if options.next_slot is None:
        return ()
    nodes = [node for node in Path.parse(options.next_slot).find(answer).nodes if node.value not in (None, "", False)]
    dated = [(when, node) for node in nodes if (when := _at(node, options))]
    if len(dated) < len(nodes):
        return None
    return tuple(node for _, node in sorted(dated, key=lambda pair: order(pair[0])))


def _at(node: Node, options: Options) -> Moment | None:
    return moment(node.value, options.date_format)


def _dates(when: str, items: tuple[Node, ...], options: Options) -> list[Moment]:
    path = Path.parse(when)
    found = (node for item in items for node in path.find(item.value).nodes)
    return [moment_ for node in found if (moment_ := _at(node, options))]


def _day_at(path: str, answer: Any, options: Options) -> date | None:
    nodes = Path.parse(path).find(answer).nodes
    return day(nodes[0].value, options.date_format) if nodes else None
