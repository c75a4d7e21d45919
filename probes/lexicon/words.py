"""What a language's word table is made of: classes of words, composed into statements by ``rules``. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, by what they do in a statement about slots.

    Entries are separated by commas. ``*`` ends a stem; ``...`` stands for up to three words. Case and accents do not
    matter. Where languages cannot be told apart by these words, ``code`` names all of them, separated by spaces.
    """

    code: str
    slot: str = ""
    """Nouns that only mean something on offer: time slot, availability."""
    visit: str = ""
    """Nouns that may also mean something already booked: appointment, date, hour, place."""
    many: str = ""
    """Plurals among both, where one can tell: "appointments", but not "the appointment"."""
    none: str = ""
    """What denies that any exist: no, keine, il n'y a pas de, brak, ありません."""
    pair: str = ""
    """What is not what its words are: no longer, another date, more than; hits within it do not count."""
    chosen: str = ""
    """No slot "selected" or "booked" (by the person who reads this) is another matter."""
    free: str = ""
    """Available, free, left."""
    found: str = ""
    """Found, offered, possible."""
    all: str = ""
    taken: str = ""
    """Proves something only together with ``all``: taken, reserved."""
    gone: str = ""
    """Says by itself that all is taken: fully booked, exhausted."""
    nothing: str = ""
    office: str = ""
    """Who or what may be fully booked: we, the calendar, the centre."""
    service: str = ""
    booking: str = ""
    cannot: str = ""
    """Not possible."""
    unfree: str = ""
    """Not available, no longer available, just taken."""
    one: str = ""
    """This, the chosen, your: one slot, not all of them."""
    day: str = ""
    week: str = ""
    month: str = ""
    period: str = ""
    bound: str = ""
    """Until, before, after: a date beside it is not the day that is spoken of."""
    now: str = ""
    if_: str = ""
    if_after: str = ""
    """Conditions that follow what they condition (ja, ko, tr)."""
    owner: str = ""
    """You have, my: a person's own appointments."""
    need: str = ""
    """Required, necessary, free of charge."""
    channel: str = ""
    """By telephone, on Sundays, without an appointment."""
    waiting: str = ""
    hedge: str = ""
    """Often, may be, there were, according to: prose about other times and places."""
    legend: str = ""
    """Colours and signs: what a mark would mean."""
    loading: str = ""
    next: str = ""
    limit: str = ""
    """Per day, at most, will be released: numbers and dates that offer nothing."""
    also: str = ""
    """Frequent words that only help to tell the language."""
    reach: int = 1
    """How much further words may stand apart: 3 where each character is a token."""
    after: bool = False
    """The negation may follow its noun, at the end of the clause (ja, ko, tr, ru)."""
