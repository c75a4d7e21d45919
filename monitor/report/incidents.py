"""Incidents for people and for programs: what was seen at how many looks of how many, and never more. Pure."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from monitor.clock import iso
from monitor.judge.facts import incident_facts
from monitor.judge.incidents import attribution_of, cause_of
from monitor.judge.stance import is_sent_by_the_site
from monitor.locale import SHORT, words
from monitor.model import IncidentKind, Watchers
from monitor.model.judged import Incident, RuleState, Stage, State
from monitor.report.format import cut, local, printable, span
from monitor.store.judged import Judged, Known
from monitor.store.reader import Reader
from probes.contract import Outcome

SIMULATED = "SIMULATED TIME: these looks were made at a simulator, under a simulated clock."
_LONGEST = 120
"""Columns of a line that says all of an incident."""
_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_PLAIN = {
    IncidentKind.NO_SLOTS: "No slot seen",
    IncidentKind.CLOSED: "Booking closed",
    IncidentKind.SCARCE: "Slots rare",
}
"""Without the "for a long time" of the public words: it takes a rule that fired to say so."""
_ANSWERED = (IncidentKind.NO_SLOTS, IncidentKind.UNBOOKABLE)
"""Whose count is that of the looks that answered the question."""


def present(reader: Reader, judged: Judged, now: datetime) -> datetime:
    """Now, which in a store of simulated looks is the latest of them."""
    latest = judged.latest_look_at() if reader.is_simulated() else None
    return latest or now


def as_json(known: Known, now: datetime) -> dict[str, Any]:
    """One incident; times are UTC, lengths are seconds; the keys of its facts are those of a notification's."""
    incident, acknowledged = known.incident, known.acknowledged
    return {
        **incident_facts(incident, _over_days(incident), known.retracted),
        "target": known.target,
        "name": known.name,
        "office": known.office,
        "timezone": known.timezone,
        "class": incident.watchers.value,
        "lost_after": iso(incident.lost_after),
        "not_observed_since": iso(incident.last_at) if known.not_observed(now) else None,
        "rules": [_rule_json(state) for state in known.rules],
        "acknowledged": (
            {"at": iso(acknowledged.at), "by": acknowledged.author, "note": acknowledged.note} if acknowledged else None
        ),
    }


def _rule_json(state: RuleState) -> dict[str, Any]:
    times = {name: getattr(state, name) for name in ("since", "fired_at", "told_at", "escalated_at")}
    stored = {name: iso(at) if at else None for name, at in times.items()}
    return {"rule": state.rule, "state": state.stage.value, **stored}


def as_text(found: Sequence[Known], now: datetime, width: int = 80) -> Iterator[str]:
    """Incidents as blocks of lines; those that no rule is about, or ever fired on, on a line each; people's apart."""
    for watchers in Watchers:
        those = [known for known in found if known.incident.watchers is watchers]
        if those and watchers is Watchers.PEOPLE:
            yield "Seen by people in their own browsers, at the times they stated; counted apart:"
            yield ""
        for known in those:
            if not (_is_aside(known) or _is_minor(known)):
                yield from _block(known, now, width)
                yield ""
        for heading, chosen in (("No rule is about these:", _is_aside), ("Ended before any rule fired:", _is_minor)):
            if few := [known for known in those if chosen(known)]:
                yield heading
                yield from (cut(f"  {_minor(known, now)}", max(width, _LONGEST)) for known in few)
                yield ""


def _is_aside(known: Known) -> bool:
    return not known.rules


def _is_minor(known: Known) -> bool:
    return bool(known.rules) and not known.incident.state.goes_on and not any(state.fired_at for state in known.rules)


def in_short(known: Known, now: datetime) -> str:
    """One incident on one line."""
    incident, last = known.incident, local(known.incident.last_at, known.timezone)
    if known.not_observed(now):
        where = f"not observed since {last}"
    else:
        suspended = ", suspended" if incident.state is State.SUSPENDED else ""
        where = f"{span(incident.duration)}, to {last}{suspended}"
    by = f", acknowledged by {printable(known.acknowledged.author)}" if known.acknowledged else ""
    people = " (people's looks)" if incident.watchers is Watchers.PEOPLE else ""
    return f"{known.target}: {name_of(known)}{people}: {where}{by}"


def name_of(known: Known) -> str:
    """The public name of what was seen; no longer than what was seen where no rule has fired."""
    incident = known.incident
    has_fired = any(state.fired_at for state in known.rules)
    if not has_fired and incident.kind in _PLAIN:
        return _PLAIN[incident.kind]
    return words.condition(incident.kind, "en", cause=cause_of(incident))


def _minor(known: Known, now: datetime) -> str:
    incident, zone = known.incident, known.timezone
    ends = {State.OPEN: "going on", State.LOST: "lost from sight", State.RESOLVED: "ended"}
    state = "not observed since" if known.not_observed(now) else ends.get(incident.state, incident.state.value)
    looks = _looks(incident.proving, incident.looks) if incident.proving else "outside the schedule only"
    when = f"{local(incident.first_at, zone)} to {local(incident.last_at, zone)}"
    return f"{known.target}: {name_of(known)}, {when}, {looks}; {state}"


def _block(known: Known, now: datetime, width: int) -> Iterator[str]:
    yield f"{known.target}: {name_of(known)}"
    if title := " · ".join(filter(None, [known.name if known.name != known.target else "", known.office])):
        yield cut(f"  {printable(title)}", width)
    for line in (_state(known, now), *seen(known.incident, known.timezone), *_measured(known), *_said_of(known)):
        yield from _wrapped(line, width)
    yield from quotes(known.incident, width)
    yield f"  key {known.incident.key}"


def _wrapped(line: str, width: int) -> list[str]:
    options = {"break_long_words": False, "break_on_hyphens": False}
    return textwrap.wrap(line, width, initial_indent="  ", subsequent_indent="    ", **options)  # type: ignore[arg-type]


def _state(known: Known, now: datetime) -> str:
    incident, zone = known.incident, known.timezone
    last = local(incident.last_at, zone)
    if known.not_observed(now):
        return f"not observed since {last}: no look has come to say whether it went on"
    match incident.state:
        case State.OPEN:
            return "going on, as of the latest look that said so"
        case State.SUSPENDED:
            return f"suspended: after {last} the page said that this procedure cannot be booked here"
        case State.LOST:
            if incident.ended_by == "rule":
                return f"no longer observable since {last}: no rule in force asks for it"
            return f"no longer observable since {last}: until {local(incident.ended_at, zone)} no look showed its end"
        case State.RESOLVED:
            return f"ended at the look of {local(incident.ended_at, zone)}: {_end(incident)}"


def _end(incident: Incident) -> str:
    if incident.kind is IncidentKind.SCARCE:
        return "the share of looks without slot was below the threshold"
    if incident.kind is IncidentKind.LANGUAGE:
        return "the message was in an expected language"
    return SHORT["en"][Outcome(incident.ended_by)]


def seen(incident: Incident, zone: str) -> Iterator[str]:
    """What was seen at how many looks of how many, when, and what may have been missed."""
    when = f"from {local(incident.first_at, zone)} to {local(incident.last_at, zone)} ({span(incident.duration)})"
    if incident.kind is IncidentKind.SCARCE:
        yield _rare(incident, zone)
        yield f"the threshold of {_share(float(incident.variant.partition('/')[0]))} was reached {when}"
        return
    count = incident.conclusive if incident.kind in _ANSWERED else incident.proving
    looks = _looks(count, incident.looks, "conclusive " if incident.kind in _ANSWERED else "")
    is_language = incident.kind is IncidentKind.LANGUAGE and incident.languages
    tongues = f" ({', '.join(map(printable, sorted(incident.languages)))})" if is_language else ""
    yield f"{_CLAIMS[incident.kind]}{tongues} {looks if count else 'at looks outside the schedule only'}, {when}"
    if incident.kind in (IncidentKind.DOWN, IncidentKind.BLIND):
        yield _causes(incident)


_CLAIMS = {
    IncidentKind.NO_SLOTS: "no slot seen",
    IncidentKind.UNBOOKABLE: "no way to book seen",
    IncidentKind.CLOSED: "the page said that this procedure cannot be booked here",
    IncidentKind.DOWN: "our machine got an error, or no answer,",
    IncidentKind.BLIND: "measurement prevented",
    IncidentKind.LANGUAGE: "the page's message was in an unexpected language",
}


def _looks(count: int, total: int, sort: str = "") -> str:
    return f"at {count:,} {sort}{'look' if count == 1 else 'looks'} of {total:,}"


def _rare(incident: Incident, zone: str) -> str:
    without, total = incident.without_slots or 0, (incident.without_slots or 0) + (incident.with_slots or 0)
    share = f" ({_share(without / total)})" if total else ""
    days = incident.variant.partition("/")[2].removesuffix("d")
    return (
        f"no slot seen {_looks(without, total, 'conclusive ')}{share} in the {days} d up to "
        f"{local(incident.last_at, zone)}"
    )


def _over_days(incident: Incident) -> int:
    days = incident.variant.partition("/")[2].removesuffix("d")
    return int(days) if days else 0


def _causes(incident: Incident) -> str:
    counts = sorted(incident.causes.items(), key=lambda found: (-found[1], found[0]))
    met = ", ".join(f"{reason} ({count:,})" for reason, count in counts)
    if incident.kind is IncidentKind.BLIND:
        return f"our machine met {met}; this says nothing of what people saw"
    if attribution_of(incident) != "theirs":
        return f"our machine met {met}; the cause is not established"
    if all(map(is_sent_by_the_site, incident.causes)):
        return f"our machine met {met}; the site itself sent these error pages"
    return f"our machines met {met} at several places: {', '.join(map(printable, sorted(incident.vantages)))}"


def _measured(known: Known) -> Iterator[str]:
    """How well it is known, and what is left out."""
    incident = known.incident
    told = []
    if incident.proving > 1:
        told.append(f"longest interval {span(_upwards(incident.largest_gap))}")
    if incident.watchers is Watchers.PEOPLE:
        told.append(f"looks on {_counted(incident.days, 'day')} in {_counted(incident.weeks, 'calendar week')}")
    elif incident.scheduled:
        told.append(f"{_share(min(incident.observed / incident.scheduled, 1))} of scheduled time observed")
    if incident.suspended:
        told.append(f"{span(_upwards(incident.suspended))} left out: the page said that booking is closed")
    if incident.stepped:
        told.append(f"{span(incident.stepped)} left out: our clock was set")
    if told:
        yield "; ".join(told)
    if known.retracted:
        one = known.retracted == 1
        yield (
            f"the {'reading' if one else 'readings'} of {known.retracted:,} of these looks "
            f"{'was' if one else 'were'} retracted later, and {'is' if one else 'are'} still counted here"
        )


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _upwards(length: timedelta) -> timedelta:
    """What may have been missed is never said to be shorter than it was; ``span`` cuts to two units."""
    unit = _HOUR if length >= _DAY else _MINUTE if length >= _HOUR else timedelta(seconds=1)
    return math.ceil(length / unit) * unit


def _share(share: float) -> str:
    """A percentage cut to one decimal: 99.98 % of something is never all of it."""
    return f"{math.floor(round(share * 1000, 6)) / 10:g} %"


def _said_of(known: Known) -> Iterator[str]:
    zone = known.timezone
    yield f"rules: {'; '.join(_rule(state, zone) for state in known.rules) or 'none is about it'}"
    if known.acknowledged:
        who, note = printable(known.acknowledged.author), printable(known.acknowledged.note)
        yield f"acknowledged by {who} on {local(known.acknowledged.at, zone)}" + (f": {note}" if note else "")
    if known.incident.previous:
        yield f"follows {known.incident.previous}, which was lost from sight"


def _rule(state: RuleState, zone: str) -> str:
    name = f"'{printable(state.rule)}'"
    if state.fired_at is None:
        waits = {Stage.PENDING: "waits", Stage.WITHDRAWN: "is no longer in force"}
        return f"{name} {waits.get(state.stage, 'has not fired')}"
    fired = local(state.fired_at, zone)
    words = f"{name} fires since {fired}" if state.stage.fired else f"{name} fired on {fired}"
    if state.stage is Stage.WITHDRAWN:
        words += ", and is no longer in force"
    if state.told_at is None:
        words += ", silenced: nobody was told"
    return words + (f", escalated on {local(state.escalated_at, zone)}" if state.escalated_at else "")


def quotes(incident: Incident, width: int) -> Iterator[str]:
    """The first and the latest words of the page, with their language; one line where they are the same."""
    first = (incident.first_quote, incident.first_language)
    last = (incident.last_quote, incident.last_language)
    labelled: Iterable[tuple[str, tuple[str, str | None]]] = (
        [("words", first)] if first == last else [("first words", first), ("last words", last)]
    )
    for label, (quote, language) in labelled:
        if quote:
            tail = f" [{printable(language)}]" if language else ""
            yield "  " + cut(f"{label} “{printable(quote)}”", width - 2 - len(tail)) + tail
