"""Further pages of one target: all its messages, and all its earlier incidents. Pure."""

from __future__ import annotations

from typing import Any

from monitor.report.format import printable
from monitor.report.period import ShownText
from monitor.site.facts import PublicIncident, Story
from monitor.site.view import View, condition, incident_place, target_place
from monitor.store.period_rows import MACHINE

MOST_TEXTS = 10
"""Messages on the target's page itself; all are on further pages, so many on each."""
TEXTS_ON_A_PAGE = 60
MOST_PAST = 12
"""Earlier incidents on the page itself; so here."""
PAST_ON_A_PAGE = 200


def incident_link(view: View, incident: PublicIncident) -> dict[str, Any]:
    """An incident in a list."""
    w = view.words
    ended = incident.ended or incident.last
    return {
        "link": view.page(incident_place(incident.address)),
        "said": w.say("since", condition=condition(view, incident), when=w.day(incident.first.day)),
        "dates": "" if incident.state.goes_on else f"– {w.day(ended.day)}",
    }


def past(story: Story) -> list[PublicIncident]:
    """The incidents that ended, the latest first."""
    return [one for one in story.incidents if not one.state.goes_on]


def past_place(slug: str, number: int) -> str:
    """The place of a further page of earlier incidents."""
    return f"past/{slug}/{number}.html"


def past_pages(story: Story) -> int:
    """How many further pages of earlier incidents there are."""
    count = len(past(story))
    return -(-count // PAST_ON_A_PAGE) if count > MOST_PAST else 0


def past_page(view: View, story: Story, number: int) -> bytes:
    """All earlier incidents, page by page."""
    one, w = story.target.watched, view.words
    some = past(story)[(number - 1) * PAST_ON_A_PAGE : number * PAST_ON_A_PAGE]
    return view.render(
        "past.html",
        f"{printable(one.name)}{w.say('colon')}{w.say('past')} ({w.number(number)})",
        back=view.page(target_place(one.slug)),
        past=[incident_link(view, incident) for incident in some],
        others=[
            (n, "" if n == number else view.page(past_place(one.slug, n))) for n in range(1, past_pages(story) + 1)
        ],
    )


# Messages


def shown_texts(story: Story) -> list[ShownText]:
    """The messages that a machine saw, the latest first."""
    found = story.ever.texts if story.ever else ()
    return sorted((one for one in found if one.who == MACHINE), key=lambda one: (one.last_at, one.text), reverse=True)


def texts_place(slug: str, number: int) -> str:
    """The place of a further page of messages."""
    return f"texts/{slug}/{number}.html"


def texts_pages(story: Story) -> int:
    """How many further pages of messages there are."""
    count = len(shown_texts(story))
    return -(-count // TEXTS_ON_A_PAGE) if count > MOST_TEXTS else 0


def texts_page(view: View, story: Story, number: int) -> bytes:
    """All messages, page by page."""
    one, w, pages = story.target.watched, view.words, texts_pages(story)
    some = shown_texts(story)[(number - 1) * TEXTS_ON_A_PAGE : number * TEXTS_ON_A_PAGE]
    told_page = w.say("texts-page", n=w.number(number), all=w.number(pages))
    return view.render(
        "texts.html",
        f"{printable(one.name)}{w.say('colon')}{told_page}",
        back=view.page(target_place(one.slug)),
        texts=[told(view, text, one.timezone) for text in some],
        others=[(n, "" if n == number else view.page(texts_place(one.slug, n))) for n in range(1, pages + 1)],
    )


def told(view: View, text: ShownText, zone: str) -> dict[str, Any]:
    """One message: its quotation, and when it was seen."""
    w, edge = view.words, view.site.edge
    quote = w.quotation(text.text, text.language)
    first, last = (w.moment(edge.moment(at, zone), zone) for at in (text.first_at, text.last_at))
    said = w.say("text-times", outcome=w.outcome(text.outcome), first=first, last=last)
    if quote["language"]:
        said = f"{said} {w.say('language-is', language=quote['language'])}"
    return {"quote": quote, "said": said}
