"""More ways in which an office says that nothing is left, and the near misses of each, in sentences of our own."""

import pytest

from probes.lexicon.statements import statements
from probes.text import normalise

NOTHING_LEFT = [
    ("Next open appointment: none", None, "a label and its value"),
    ("Freie Plätze: 0", None, "a label and its count"),
    ("Premier rendez-vous disponible : aucun", None, "a label and its value, in French"),
    ("Prima data libera: nessuna", None, "a label and its value, in Italian"),
    ("Our surgery has run out of appointments.", None, "a noun that a verb denies"),
    ("There is not a single appointment left.", None, "not one"),
    ("Es gibt keinen einzigen Termin mehr.", None, "not one, in German"),
    ("Non c'è più nemmeno un posto.", None, "not one, in Italian"),
    ("Ya no hay ni una sola cita.", None, "not one, in Spanish"),
    ("We are unable to offer you an appointment.", None, "an offer that cannot be made"),
    ("Leider können wir Ihnen keinen Termin anbieten.", None, "we can, denied"),
    ("Nous ne pouvons vous proposer de rendez-vous.", None, "an offer that cannot be made, in French"),
    ("No podemos ofrecerle ninguna cita.", None, "an offer that cannot be made, in Spanish"),
    ("Vi kan tyvärr inte erbjuda några besökstider.", None, "an offer that cannot be made, in Swedish"),
    ("Fully booked this week", "week", "a terse notice with a week"),
    ("Sorry, all booked!", None, "a terse notice with regret"),
    ("Leider alles belegt", None, "a terse notice with regret, in German"),
    ("Deze maand volledig volzet", "month", "a terse notice with a month, in Dutch"),
    ("Completo esta semana", "week", "a terse notice with a week, in Spanish"),
    ("Unser Terminkalender ist voll.", None, "full, with its verb"),
    ("Pas de places ce mois-ci", "month", "a noun nobody owns, with a month"),
    ("Inga platser nästa vecka", "week", "a noun nobody owns, in Swedish"),
    ("Ingen ledige vaksinetimer denne uken", "week", "a compound"),
    ("Aktuell keine Einbürgerungstermine verfügbar.", None, "a compound, in German"),
    ("Всі талони вже видано, на жаль, усе зайнято.", None, "given out"),
    ("Все окна уже заняты.", None, "windows are slots"),
    ("Wszystkie wizyty zostały umówione.", None, "arranged"),
    ("Všechna místa jsou zaplněna.", None, "filled"),
    ("Tutti i posti sono stati assegnati.", None, "given out, in Italian"),
    ("Sva mjesta su popunjena.", None, "filled, in Croatian"),
    ("Valitettavasti emme voi tarjota vapaita aikoja.", None, "an offer that cannot be made, in Finnish"),
    ("Ne yazık ki tüm kontenjan doldu.", None, "a quota"),
    ("Sajnos minden időpont betelt.", None, "filled, in Hungarian"),
    ("Esgotaram-se as vagas para este mês.", "month", "a clitic that looks like a condition"),
    ("Todas as vagas encontram-se preenchidas.", None, "the same, with a participle"),
    ("Toate orele au fost rezervate.", None, "reserved, in Romanian"),
    ("Όλες οι θέσεις έχουν καλυφθεί.", None, "covered, in Greek"),
    ("申し訳ございません。ご案内できる枠がございません。", None, "an offer that cannot be made, in Japanese"),
    ("抱歉，号源已约完，暂无名额。", None, "regret and a quota, in Chinese"),
    ("Rất tiếc, không còn suất hẹn nào.", None, "regret, in Vietnamese"),
]

NEAR_MISSES = [
    ("3 out of 20 slots are available.", "out of, but not run out of"),
    ("Fully booked", "a label alone"),
    ("Booked this week", "one's own"),
    ("No appointments today", "one's own, or all of them"),
    ("The car park is fully booked this week.", "something else is full"),
    ("Sorry, our calendar is full of surprises.", "full of"),
    ("Selected slots: none", "nothing was chosen"),
    ("We cannot offer you this slot twice.", "one slot"),
    ("We cannot offer refunds for missed appointments.", "something else is not offered"),
    ("Sorry, your appointment could not be found.", "one's own"),
    ("Unfortunately, no changes to appointments are possible.", "the changes are denied"),
    ("Keine Öffnungszeiten am Montag.", "a compound of hours"),
    ("Inga öppettider idag", "a compound of hours, in Swedish"),
    ("Almost all slots are taken.", "almost"),
    ("Presque tous les créneaux sont pris.", "almost, in French"),
    ("Fast keine Termine mehr frei.", "almost, in German"),
    ("Почти все места заняты.", "almost, in Russian"),
    ("Einige Termine sind leider ausgebucht.", "some"),
    ("All slots are assigned automatically.", "how they are given out"),
    ("Toutes les places sont attribuées par tirage au sort.", "a lottery"),
    ("Nous proposons un service complet.", "a full service"),
    ("La demande de rendez-vous est complète.", "a form is complete"),
    ("Il ne reste plus que 2 créneaux disponibles.", "only two"),
    ("Geen afspraak meer nodig.", "no longer needed"),
    ("No more than 2 appointments per person.", "a limit"),
    ("予約番号が見つかりません", "a number of one's own"),
    ("예약 번호를 찾을 수 없습니다", "a number of one's own, in Korean"),
    ("Pas de place de parking cette semaine", "places of something else"),
    ("Er is geen datum ingevuld.", "a form's field"),
    ("Désolé, aucun rendez-vous ne peut être annulé en ligne.", "what cannot be cancelled"),
    ("预约须年满18岁", "an age"),
]


@pytest.mark.parametrize(("text", "scope", "why"), NOTHING_LEFT, ids=[text for text, *_ in NOTHING_LEFT])
def test_offices_deny_in_many_words(text: str, scope: str | None, why: str):
    found = statements(normalise(text))
    assert [(one.kind, one.scope) for one in found[:1]] == [("none", scope)], why


@pytest.mark.parametrize(("text", "why"), NEAR_MISSES)
def test_a_near_miss_denies_nothing(text: str, why: str):
    assert [one for one in statements(normalise(text)) if one.kind == "none"] == [], why


def test_a_label_with_a_count_is_an_offer():
    assert [one.kind for one in statements("Freie Plätze: 3")] == ["offer"], "beside another one of 0 it contradicts"
