"""What lies: words that look like a statement about slots and decide nothing, and what the lexicon says of them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probes.lexicon.languages import VOCABULARY
from probes.lexicon.statements import Found, examine, statements
from probes.text import normalise

UNDECIDED = [
    ("When are new appointments available?", "a question of a FAQ"),
    ("What should I do when there are no slots?", "a question with the words in it"),
    ("If no slot is available, come back later.", "a condition"),
    ("En cas d'absence de créneau disponible, réessayez.", "a condition without 'if'"),
    ('Applicants complain that "no appointments are available" for months.', "quoted in the news"),
    ("Le maire dénonce : « aucun créneau disponible depuis mai »", "quoted in guillemets"),
    ("According to the union, no slot has been available since May.", "reported"),
    ("Unfortunately there were no appointments available last week.", "the past"),
    ("Il arrive souvent qu'aucun créneau ne soit disponible.", "what happens often"),
    ("Days marked in grey have no available appointments.", "a legend"),
    ("Legend: available / fully booked", "a legend without a sentence"),
    ("Disponible Non disponible", "both words of a legend"),
    ("Complet", "a label: of what, nobody knows"),
    ("Fully booked", "a label in English"),
    ("Already filled", "one row"),
    ("Not all slots are taken.", "the opposite"),
    ("Le site de Créteil (aucun créneau disponible) reste ouvert", "an aside about one of several"),
    ("Please wait, loading available appointments", "loading"),
    ("Wir suchen nach freien Terminen...", "loading"),
    ("No slot selected.", "nothing was chosen"),
    ("Aucun créneau sélectionné", "nothing was chosen, in French"),
    ("You have no available appointments.", "the owner's view"),
    ("אין תורים היום", "nothing booked today, or nothing free: who knows"),
    ("You have already booked too many appointments.", "a limit per person"),
    ("You cannot book more than 3 slots.", "a quantity"),
    ("No places are left on the waiting list.", "a waiting list"),
    ("Warteliste: keine freien Plätze", "a waiting list, named before"),
    ("No appointments by phone.", "one way to book"),
    ("Es werden keine freien Termine telefonisch vergeben.", "one way to book, in German"),
    ("No appointment needed, free entry", "no appointment is needed"),
    ("Vaccination is free, no appointment.", "free of charge"),
    ("Aucun frais pour un rendez-vous disponible en ligne.", "the fee is denied"),
    ("There is no guarantee of available slots.", "a guarantee is denied"),
    ("No problem, slots are available", "a negation of something else"),
    ("No appointments available on Sundays.", "opening hours"),
    ("Service unavailable", "the service"),
    ("No server is available to handle this request.", "a gateway's page"),
    ("Diese Funktion ist zur Zeit nicht verfügbar.", "the function"),
    ("Appointments are not available for this service.", "closed, not full"),
    ("Rendez-vous uniquement disponible au : 01 23 45 67 89", "by telephone only"),
    ("Last slots released on 04/05/2026", "a release date"),
    ("Next slots will open on 12/05/2021", "a release date to come"),
    ("Prochaine mise en ligne de créneaux le 20/04/2021", "a release date in French"),
    ("Your next appointment: 12 May 2021", "one's own"),
    ("Opening hours: Monday to Friday, 9 to 12, appointments available", "opening hours"),
    ("Slots are available.", "no count and no date"),
    ("Choose a time", "a heading"),
    ("Up to 4 appointments available", "a capacity"),
    ("Could not fetch slots", "an error"),
    ("All slots booked by third parties will be cancelled.", "some slots, not all slots"),
    ("All appointments are free of charge.", "a price"),
    ("No records found.", "a table without rows"),
    ("Brak połączenia z serwerem", "no connection"),
    ("没有记录", "no records"),
    ("予約履歴はありません", "no history"),
]


@pytest.mark.parametrize(("text", "why"), UNDECIDED, ids=[why for _, why in UNDECIDED])
def test_what_proves_nothing_is_no_statement(text: str, why: str):
    assert statements(normalise(text)) == [], why


IGNORED = [
    ("Are no slots available?", "it is a question"),
    ("If no slot is available, come back.", "it is a condition"),
    ("You have no free appointments.", "it speaks of a person's own appointments"),
    ("Red means: no slots available", "it speaks of other times, of what may be, or of what others say"),
    ("Grey days: no slots available", "it explains what a colour or a sign means"),
    ("No free appointments by phone", "it speaks of one way to book, or of opening hours"),
    ("No places available on the waiting list", "it speaks of a waiting list"),
    ("Loading slots", "it says what is being loaded"),
    ("Free slots", "an offer without a count or a date"),
]


@pytest.mark.parametrize(("text", "why"), IGNORED)
def test_what_was_left_out_is_explained(text: str, why: str):
    findings = examine(text)
    assert findings.found == []
    assert [(text[one.start : one.end], one.why) for one in findings.ignored] == [(text, why)]


LIMITED = [
    ("No slots available for the selected date.", "day", "a day that was chosen"),
    ("For today, no slots are available.", "day", "the day stands before the comma"),
    ("No free appointments on 12 May 2021.", "day", "a date"),
    ("Am 12.5. sind keine Termine frei.", "day", "a date without its year"),
    ("No slots available this week.", "week", "a week"),
    ("Aucun créneau disponible ce mois-ci.", "month", "a month"),
    ("In diesem Zeitraum sind keine Termine frei.", "period", "a span"),
    ("No appointments available until 12 May 2021.", "period", "an end: not that day itself"),
    ("No slots available, please choose another date.", None, "the other date is none that was asked about"),
    ("No dates available.", None, "the dates themselves are denied"),
    ("No appointments are available at this time.", None, "now is no limit"),
]


@pytest.mark.parametrize(("text", "scope", "why"), LIMITED)
def test_a_statement_about_some_days_says_so(text: str, scope: str | None, why: str):
    assert [(found.kind, found.scope) for found in statements(text)] == [("none", scope)], why


@pytest.mark.parametrize(
    ("text", "dates", "why"),
    [
        ("No slots on 2021-05-12.", ["2021-05-12"], "ISO"),
        ("Aucun créneau disponible le 12/05/2021.", ["2021-05-12"], "French writes the day first"),
        ("No slots available on 12/05/2021.", [], "English may mean December"),
        ("No slots available on 25/05/2021.", ["2021-05-25"], "no month has the number 25"),
        ("Am 3. Oktober 2021 sind keine Termine frei.", ["2021-10-03"], "a name"),
        ("No free times from May 1, 2021 to May 7, 2021.", [], "bounds are not what is spoken of"),
        ("今日2021年5月12日没有空位。", ["2021-05-12"], "Chinese"),
        ("No free times on 31 February 2021.", [], "no such day"),
    ],
)
def test_days_are_taken_from_the_sentence_only_where_they_are_sure(text: str, dates: list[str], why: str):
    (found,) = statements(text)
    assert [str(day) for day in found.dates] == dates, why


OFFERS = [
    ("Next available appointment: 12 May 2021", "next-free"),
    ("Prochaine disponibilité le 20/04/2021 à 10:00", "next-free"),
    ("Nächster freier Termin: 12.05.2021", "next-free"),
    ("Próxima cita disponible: 12/05/2021", "next-free"),
    ("3 appointments available", "count-free"),
    ("12 créneaux disponibles", "count-free"),
]


@pytest.mark.parametrize(("text", "rule"), OFFERS)
def test_an_offer_needs_a_count_or_a_date(text: str, rule: str):
    assert [(found.kind, found.rule.split("/")[-1]) for found in statements(text)] == [("offer", rule)]


def test_an_offer_within_a_long_text_is_none():
    assert statements("3 appointments available. " + "Please read this text with care. " * 9) == []


def test_a_statement_within_a_long_text_is_none():
    text = "Nothing to see here. " * 80
    assert statements(f"{text} No slots are available.") == []
    assert len(statements(f"{text}\nNo slots are available.")) == 1, "a block of its own is read"


def test_each_sentence_is_quoted_by_itself():
    text = "Bonjour.\nDésolé ! Aucun créneau n'est disponible. Veuillez réessayer.\nBureau 12"
    (found,) = statements(text)
    assert text[found.start : found.end] == "Aucun créneau n'est disponible."


def test_a_long_sentence_is_quoted_by_its_proving_words():
    text = "Wir bedauern sehr " + "und immer wieder " * 15 + "dass keine freien Termine verfügbar sind"
    (found,) = statements(text)
    assert text[found.start : found.end] == "keine freien Termine"


def test_words_of_several_languages_name_none_of_them():
    (found,) = statements("Trenutno nema slobodnih termina.")
    assert (found.language, found.rule) == (None, "lexicon/bs+hr+sr/none-free")


def test_accents_and_case_do_not_matter():
    for text in ("AUCUN CRÉNEAU DISPONIBLE", "aucun creneau disponible", "Aucun cre\u0301neau disponible"):
        assert len(statements(normalise(text))) == 1, text


PIECES = [
    "no slot ",
    "keine ",
    "n'y a pas de ",
    "没有预约时间",
    '( " : ',
    "12.5.2021 ",
    "if ",
    ". ",
    "\n",
    "ไม่มี",
    "a" * 40,
]


@pytest.mark.parametrize("piece", PIECES)
def test_the_cost_grows_with_the_text_and_no_faster(piece: str):
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        began = time.process_time()
        examine(text)
        return time.process_time() - began

    quarter, whole = seconds(50_000), seconds(200_000)
    assert whole <= max(8 * quarter, 0.8), "four times the text"


WORDS = sorted(
    {word.strip() for table in VOCABULARY.tables.values() for word in f"{table.none},{table.slot}".split(",")}
)


@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=12)), max_size=40).map(" ".join))
def test_any_text_is_read_and_quoted_exactly(text: str):
    visible = normalise(text)
    findings = examine(visible)
    spans = [(found.start, found.end) for found in findings.found]
    for start, end in spans + [(ignored.start, ignored.end) for ignored in findings.ignored]:
        assert 0 <= start < end <= len(visible)
        assert visible[start:end] == visible[start:end].strip()
        assert "\n" not in visible[start:end]


@given(st.text(max_size=200))
def test_arbitrary_characters_make_no_statement_by_accident(text: str):
    assert all(isinstance(found, Found) for found in statements(normalise(text)))
