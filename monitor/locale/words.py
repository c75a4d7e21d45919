"""The public words for outcomes, conditions, causes and reasons, in a language: what was seen, never more. Pure."""

from __future__ import annotations

from monitor.locale import SHORT
from monitor.locale.catalog import mark
from monitor.locale.voice import voice
from probes.contract import Outcome, Reason

_SENTENCES = {
    Outcome.SLOTS: mark("Slot shown: the page offered at least one slot; we did not try to book it."),
    Outcome.NO_SLOTS: mark("No slot offered: the page said so; it does not tell full from faulty."),
    Outcome.CLOSED: mark("Booking closed: the page said this procedure cannot be booked here."),
    Outcome.GATED: mark("Not measurable by a robot: a captcha, login or queue comes before the slots; we stop there."),
    Outcome.REFUSED: mark("Robot turned away: the site did not serve our robot; this says nothing of what people see."),
    Outcome.FAILING: mark("Error or no answer: our machine got an error, or nothing; the cause is not established."),
    Outcome.UNRECOGNISED: mark("Page not understood: our program could not read it with certainty; it is kept."),
    Outcome.OFFLINE: mark("No measurement: our own connection was down; nothing is said of the site."),
}
_NOT_VISITED = mark("Page not visited")
_NOT_VISITED_SENTENCE = mark("Page not visited: the site asks robots to stay away.")
_CONDITIONS = {
    "no_slots": mark("No slot seen for a long time"),
    "closed": mark("Booking closed for a long time"),
    "unbookable": mark("No way to book seen"),
    "scarce": mark("Slots very rare"),
    "down": mark("Errors or no answer to our probe"),
    "blind": mark("Measurement prevented"),
    "language": mark("Message in an unexpected language"),
}
_BLIND = {
    "gated": mark("Measurement prevented (captcha, login or queue)"),
    "refused": mark("Measurement prevented (robot turned away)"),
    "unrecognised": mark("Measurement prevented (page not understood)"),
    "robots": mark("Measurement prevented (page not visited)"),
}
_EVENTS = {
    "first_look": mark("First look"),
    "slots_appeared": mark("Slot shown"),
    "slots_gone": mark("Slot no longer shown"),
    "new_text": mark("New words on the page"),
    "terms_changed": mark("Terms of use changed"),
    "announcement_changed": mark("Announcements on the page changed"),
    "release_stated": mark("Statement about the release of slots"),
    "captcha_appeared": mark("Captcha in front of the slots"),
    "probe_changed": mark("Our reading program changed"),
}
_TROUBLES = {
    "overdue": mark("Our looks were late"),
    "outbox": mark("Messages did not get through"),
    "disk": mark("Our disk was nearly full"),
    "clock": mark("Our clock was set"),
    "faults": mark("Errors of our own program"),
    "lag": mark("Our machine was too busy"),
    "unanswered": mark("No look gave an answer"),
}
_REASONS = {
    Reason.FREE_CELLS: mark("free cells in a calendar"),
    Reason.FREE_DATES: mark("open dates or times"),
    Reason.POSITIVE_MARKER: mark("step that is only reached with a free slot"),
    Reason.POSITIVE_PHRASE: mark("sentence offering slots"),
    Reason.NOTICE: mark("the system's notice that no slot was free"),
    Reason.EMPTY_CALENDAR: mark("calendar without a free cell"),
    Reason.NEGATIVE_PHRASE: mark("sentence saying that no slot was offered"),
    Reason.DISABLED: mark("booking link switched off according to the page"),
    Reason.SUSPENDED: mark("booking suspended according to the page"),
    Reason.NO_CALENDAR: mark("no calendar attached to this procedure according to the page"),
    Reason.MOVED: mark("booking moved elsewhere according to the page"),
    Reason.CAPTCHA: mark("captcha"),
    Reason.LOGIN: mark("login"),
    Reason.QUEUE: mark("queue"),
    Reason.FORBIDDEN: mark("request refused (403)"),
    Reason.RATE_LIMITED: mark("too many requests according to the site"),
    Reason.WAF: mark("kept out by a protection in front of the site"),
    Reason.ROBOTS: mark("the site asks robots to stay away"),
    Reason.HTTP_4XX: mark("HTTP error of the 400s"),
    Reason.HTTP_5XX: mark("HTTP error of the 500s"),
    Reason.OVERLOADED: mark("site overloaded according to its page"),
    Reason.MAINTENANCE: mark("maintenance according to the page"),
    Reason.STACK_TRACE: mark("error trace of a program"),
    Reason.TIMEOUT: mark("no complete answer in the time allowed"),
    Reason.DNS: mark("name of the host not resolved"),
    Reason.TLS: mark("no trusted TLS connection"),
    Reason.CONNECTION: mark("connection refused, reset or without an HTTP answer"),
    Reason.REDIRECT: mark("redirected in circles, too often, or to where our program does not go"),
    Reason.TRUNCATED: mark("answer cut off before its declared end"),
    Reason.UNRECOGNISED_PAGE: mark("nothing on the page proved an answer"),
    Reason.CONTRADICTORY_PAGE: mark("proof of both answers on one page"),
    Reason.LOST_SESSION: mark("sent back to the first page"),
    Reason.SLOT_JUST_TAKEN: mark("slot just taken according to the page"),
    Reason.TOO_LARGE: mark("page larger than our limit"),
    Reason.TOO_COSTLY: mark("page with more tags than our limit"),
    Reason.NOT_HTML: mark("not a text that our program can read"),
    Reason.BLOCKED_ADDRESS: mark("private network address, not visited"),
    Reason.STEPS: mark("more steps than our limit"),
    Reason.OFFLINE: mark("our own connection down"),
}


def short(outcome: Outcome, language: str, *, reason: str = "") -> str:
    """A look's outcome in two or three words; ``reason`` matters where robots.txt keeps us away."""
    if reason == str(Reason.ROBOTS):
        return voice(language).say(_NOT_VISITED)
    return SHORT[language][outcome]


def sentence(outcome: Outcome, language: str, *, reason: str = "") -> str:
    """A look's outcome as a whole sentence, with what it does not say."""
    return voice(language).say(_NOT_VISITED_SENTENCE if reason == str(Reason.ROBOTS) else _SENTENCES[outcome])


def condition(kind: str, language: str, *, cause: str = "") -> str:
    """The public name of an incident's kind; ``cause`` (an outcome, or robots) sorts those of ``blind``."""
    name = _BLIND[cause] if kind == "blind" and cause in _BLIND else _CONDITIONS[kind]
    return voice(language).say(name)


def event(kind: str, language: str) -> str:
    """The public name of what happens once."""
    return voice(language).say(_EVENTS[kind])


def trouble(kind: str, language: str) -> str:
    """The name of the monitor's own trouble; a kind that is not known yet is told as it is."""
    known = _TROUBLES.get(kind)
    return voice(language).say(known) if known else voice(language).say("Trouble of our own: {kind}", kind=kind)


def why(reason: str, language: str) -> str:
    """A look's reason in a few words; raises ``KeyError`` for one that is not on the closed list."""
    return voice(language).say(_WHY[reason])


_WHY = {str(reason): said for reason, said in _REASONS.items()}
