"""What an office's sentences say: closed as a whole, closed in part, dates, kinds of announcements."""

from datetime import date
from time import process_time

import pytest

from probes.announcements import closure, dates, statements
from probes.contract import Page, Reason


def page(body: str, language: str = "fr") -> Page:
    text = f'<html lang="{language}"><body>{body}</body></html>'
    return Page("https://www.example.test/rdv", 200, text.encode(), {"content-type": "text/html"})


@pytest.mark.parametrize(
    ("sentence", "reason", "why"),
    [
        ("La prise de rendez-vous est suspendue.", Reason.SUSPENDED, "the plainest form"),
        ("LES RENDEZ-VOUS SONT SUSPENDUS JUSQU’À NOUVEL ORDRE !", Reason.SUSPENDED, "capitals, a curly apostrophe"),
        ("Suite à une panne, le service de rendez-vous est fermé.", Reason.SUSPENDED, "a cause before it"),
        ("Le module de rendez-vous est fermé en raison d'une panne.", Reason.SUSPENDED, "a cause after it"),
        ("La prise de RDV en ligne n'est plus possible.", Reason.SUSPENDED, "another verb"),
        ("Suspension temporaire de la prise de rendez-vous", Reason.SUSPENDED, "a heading"),
        ("La réservation en ligne est désactivée", Reason.DISABLED, "switched off"),
        ("Les réservations sont temporairement désactivées", Reason.SUSPENDED, "switched off, but not for good"),
        ("Online booking is currently closed.", Reason.SUSPENDED, "English"),
        ("Booking permanently closed", Reason.DISABLED, "English, for good"),
        ("Our booking service has moved to https://rdv2.example.test/", Reason.MOVED, "an address may hold numbers"),
        ("Le service de rendez-vous a déménagé au 3e étage.", None, "the office moved, not the booking"),
        ("La prise de rendez-vous est suspendue pour les mineurs.", None, "for some"),
        ("La prise de rendez-vous est suspendue jusqu'au 3 mai 2026.", None, "the day may have passed"),
        ("La prise de rendez-vous est suspendue du lundi au mercredi.", None, "for some days"),
        ("La prise de rendez-vous n'est pas suspendue.", None, "denied"),
        ("La prise de rendez-vous sera suspendue.", None, "not yet"),
        ("La prise de rendez-vous était fermée.", None, "not any more"),
        ("La prise de rendez-vous est suspendue ?", None, "a question"),
        (
            "La prise de rendez-vous est suspendue en raison d'une panne, sauf pour les retraits.",
            None,
            "a reason and then a limit",
        ),
        ("L'accueil est fermé jusqu'à nouvel ordre.", None, "a door is no booking"),
        ("La prise de rendez-vous est gratuite.", None, "no closure at all"),
        ("Booking is closed on public holidays", None, "for some days"),
        ("The booking office has moved to another address.", None, "the office moved"),
    ],
)
def test_only_a_clear_sentence_closes(sentence: str, reason: Reason | None, why: str) -> None:
    found = closure(page(f"<p>{sentence}</p>"))
    assert (found and found.reason) == reason, why


def test_a_link_or_a_menu_is_not_this_page_speaking() -> None:
    words = "La prise de rendez-vous est suspendue."
    for body in (
        f"<p><a href=/news>{words}</a></p>",
        f"<nav><p>{words}</p></nav><p>{words}</p>",
        f"<main></main>{words}",
    ):
        assert closure(page(body)) is None, body


def test_what_is_no_page_announces_nothing() -> None:
    assert closure(Page("https://www.example.test/", 200, b"La prise de rendez-vous est suspendue.", {})) is None


def test_the_quote_is_the_whole_sentence_and_nothing_else() -> None:
    found = closure(page("<p>Bonjour. Attention : la prise de <b>rendez-vous</b>\nest suspendue. Merci.</p>"))
    assert found
    assert (found.quote, found.language) == ("Attention : la prise de rendez-vous est suspendue.", "fr")


@pytest.mark.parametrize(
    ("text", "day_first", "expected", "why"),
    [
        ("le 04/05/2026 à 11:58", True, [date(2026, 5, 4)], "the day comes first in French"),
        ("on 04/05/2026", False, [], "April or May? not said"),
        ("le lundi 1er juin 2026", True, [date(2026, 6, 1)], "an ordinal"),
        ("June 1st, 2026 or 2 June 2026", False, [date(2026, 6, 1), date(2026, 6, 2)], "both English orders"),
        ("du 2026-05-18 au 18 août 2026", True, [date(2026, 5, 18), date(2026, 8, 18)], "in the order of the text"),
        ("le 31/06/2026, le 5 brumaire 2026, 12/2026", True, [], "no such days"),
        ("lundi 18 mai", True, [], "a day without a year is not guessed"),
        ("104/05/20261", True, [], "part of a longer number"),
    ],
)
def test_dates_are_read_whole_or_not_at_all(text: str, day_first: bool, expected: list[date], why: str) -> None:
    assert dates(text, day_first=day_first) == expected, why


def test_announcements_are_sorted_by_what_they_speak_of() -> None:
    body = """<p>Prochaine mise en ligne : le 11/05/2026. Dernière mise en ligne : le 4 mai 2026.</p>
    <p>La démarche est gratuite. Lire les conditions générales d'utilisation.</p>
    <p>La prise de rendez-vous est fermée pour les permis.</p><p>Parking place Carnot.</p><p>Bonjour.</p>
    <p>La démarche est gratuite.</p>"""
    said = statements(page(body), lambda sentence: "Parking" in sentence)
    assert [(one.kind, one.text, one.when) for one in said] == [
        ("next-release", "Prochaine mise en ligne : le 11/05/2026.", date(2026, 5, 11)),
        ("last-release", "Dernière mise en ligne : le 4 mai 2026.", date(2026, 5, 4)),
        ("warning", "La démarche est gratuite.", None),
        ("terms", "Lire les conditions générales d'utilisation.", None),
        ("warning", "La prise de rendez-vous est fermée pour les permis.", None),
        ("warning", "Parking place Carnot.", None),
    ], "each sentence once; what is neither booking nor warned of is left out"


@pytest.mark.parametrize(
    "piece",
    [
        "<p>En raison de {}, la prise de rendez-vous est suspendue jusqu'au soir</p>",
        "<p><a href=/rdv>En raison de {}, la prise de rendez-vous est suspendue.</a></p>",
        "<aside>{}",
        "En raison de {}, en raison de, la prise de rendez-vous est suspendue en raison de {} ; ",
    ],
)
def test_hostile_pages_cost_no_more_than_their_length(piece: str) -> None:
    def seconds(count: int) -> float:
        hostile = page("".join(piece.replace("{}", "a" * (n % 60) + "b" * (n // 60 % 60)) for n in range(count)))
        assert hostile.visible
        began = process_time()
        assert closure(hostile) is None
        statements(hostile)
        return process_time() - began

    assert seconds(4000) < 40 * max(seconds(400), 0.005), "ten times the page: about ten times the time"
