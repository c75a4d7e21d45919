"""Normalised text and phrases: what an operator writes is found where a person would see it, at a bounded cost."""

import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from probes.text import GAP, Match, Phrase, fold, normalise, untouched

NORMALISED = [
    ("a\u00a0b\u202fc\u2009d\u3000e", "a b c d e", "no-break, thin and ideographic spaces are spaces"),
    ("Termin\u00advereinbarung", "Terminvereinbarung", "a soft hyphen only says where a word may break"),
    ("cr\u200b\u00e9\u200dn\u2060eau\ufeff", "créneau", "zero-width characters do not cut a word"),
    ("cre\u0301neau", "créneau", "an accent written apart is the same letter"),
    ("ﬁn ½ Ⅳ ２", "fin 1⁄2 IV 2", "ligatures, fractions, numerals and wide digits are unified (NFKC)"),
    ("l’heure l‘heure l´heure l`heure", "l'heure l'heure l'heure l'heure", "every apostrophe is one"),
    ("“a” „b‟ ″c″ «d»", '"a" "b" "c" «d»', "curly quotes are straight; guillemets stay"),
    ("rendez‑vous – là — −5", "rendez-vous - là - -5", "hyphens, dashes and the minus sign are one"),
    ("\u202eabc\u202c \u2066def\u2069 \u061cghi\u200f", "abc def ghi", "bidi overrides change what a terminal shows"),
    ("a\x1b[31mb\x07\x00c\x85d\x9be", "a [31mb c d e", "control characters never reach a terminal"),
    ("☎\ufe0f a\u034fb", "☎ ab", "variation selectors and joiners have no shape of their own"),
    ("a\r\nb", "a\nb", "a carriage return before a line break leaves nothing"),
    ("  a \n \n\t b  ", "a\nb", "runs of breaks and the spaces around them are one break"),
    ("a\u2028b\vc\fd", "a b c d", "other breaks are spaces: only a block is a line"),
    ("\u200b \u00ad\n", "", "nothing visible is nothing"),
]


@pytest.mark.parametrize(("text", "expected", "why"), NORMALISED)
def test_text_is_normalised(text: str, expected: str, why: str):
    assert normalise(text) == expected, why


@given(st.text())
@example("\u00a8\u200d\u0301")
@example("\u1e9b\u0323\u2033")
def test_normalising_leaves_no_control_character_and_nothing_to_do(text: str):
    once = normalise(text)
    assert normalise(once) == once
    assert not [char for char in once if char != "\n" and unicodedata.category(char) == "Cc"]
    assert not {"  ", "\n\n", " \n", "\n "} & {once[at : at + 2] for at in range(len(once))}


@given(st.text(alphabet=st.characters() | st.sampled_from("İẞΣ")))
def test_folding_keeps_every_character_at_its_place(text: str):
    assert len(fold(text)) == len(text)


FOUND = [
    ("aucun créneau", "Il n'y a AUCUN  Créneau.", "AUCUN Créneau", "neither case nor runs of spaces matter"),
    ("plus d’un rendez–vous", "plus d'un rendez-vous", "plus d'un rendez-vous", "quotes and dashes of the phrase too"),
    ("aucun * disponible", "aucun créneau n'est disponible.", "aucun créneau n'est disponible", "a wildcard"),
    ("aucun * disponible", "aucun disponible", "aucun disponible", "a wildcard may stand for nothing"),
    ("aucun*disponible*ici", "aucun rdv disponible par ici", "aucun rdv disponible par ici", "several wildcards"),
    ("aucun * libre", "aucun " + "x" * 78 + " libre", "aucun " + "x" * 78 + " libre", "80 characters at most"),
    ("aucun * libre", "aucun " + "x" * 79 + " libre", None, "81 characters are too many"),
    ("aucun * libre", "aucun x, aucun " + "y" * 60 + " libre", "aucun " + "y" * 60 + " libre", "the nearest start"),
    ("aucun * libre", "aucun\nlibre", None, "a wildcard does not lead into another block"),
    ("aucun * libre", "aucun rdv\nn'est libre", None, "not even where words stand between"),
    ("aucun rdv", "aucun\nrdv", "aucun\nrdv", "plain words go over a line break, which <br> makes within a sentence"),
    ("créneau", "créneaux", None, "a phrase ends at a word boundary"),
    ("hay citas", "ahay citas", None, "and begins at one"),
    ("slot_1 free", "slot_1 free_2", None, "an underscore belongs to a word, as in code"),
    ("free", "(free)", "free", "punctuation is a boundary"),
    (
        "slot * available",
        "the slot is unavailable",
        None,
        "the words beside a spaced wildcard are whole: false 'slots'",
    ),
    ("aucun * disponible", "aucun service indisponible", None, "the same for a false 'no slots'"),
    ("slot*available", "the slots are unavailable", "slot" + "s are un" + "available", "a wildcard without spaces may"),
    ("no * disponible", "no hay turno disponible", "no hay turno disponible", "the 'no' in 'turno' is no beginning"),
    ("non non * oui", "anon non non, oui", "non non, oui", "nor does a false beginning hide one that overlaps it"),
    ("oui * oui oui", "oui, oui oui", "oui, oui oui", "nor a false end"),
    ("空き枠", "現在空き枠はありません", "空き枠", "Japanese has no boundary to ask for"),
    ("没有空位", "您所选择的日期没有空位。", "没有空位", "nor has Chinese"),
    ("ไม่มีคิว", "ขณะนี้ไม่มีคิวว่าง", "ไม่มีคิว", "nor has Thai"),
    ("ekim", "İİ ekim", "ekim", "a capital that is two characters in lower case moves nothing"),
    ("i̇zmir", "İzmir", None, "and is not torn apart to match one"),
    ("KAPALI straße", "kapalı Straße, kapali STRAßE", "kapali STRAßE", "letters fold one by one"),
    ("κανένας", "ΚΑΝΈΝΑΣ", "ΚΑΝΈΝΑΣ", "a final sigma is found in capitals"),
    ('"slots": [ ]', '{ "slots": [\n] }', '"slots": [\n]', "JSON over several lines"),
    ("5.5 (a+b)? [x]", "5.5 (a+b)? [x]", "5.5 (a+b)? [x]", "a phrase is no regular expression"),
    ("5.5 (a+b)?", "5x5 aab", None, "so none of its signs has a meaning"),
]


@pytest.mark.parametrize(("phrase", "text", "expected", "why"), FOUND)
def test_a_phrase_is_found_as_a_person_would(phrase: str, text: str, expected: str | None, why: str):
    text = normalise(text)
    found = Phrase(phrase).find(text)
    assert (text[found.start : found.end] if found else None) == expected, why


EMPTY = [
    ("", "nothing"),
    ("*", "anything"),
    ("* * *", "anything, thrice"),
    ("no", "two letters stand on every page"),
    ("a * b", "however far apart"),
    ("... !!! ---", "marks are not words"),
    ("\u200b\u00ad\u200d", "invisible"),
]


@pytest.mark.parametrize("phrase", [phrase for phrase, _ in EMPTY], ids=[why for _, why in EMPTY])
def test_a_phrase_that_proves_nothing_is_refused(phrase: str):
    with pytest.raises(ValueError, match="at least three letters or digits"):
        Phrase(phrase)


def test_every_place_is_found_in_order():
    text = "aucun rdv libre, aucun rdv libre\naucun rdv libre"
    assert Phrase("aucun * libre").find_all(text) == [Match(0, 15), Match(17, 32), Match(33, 48)]
    assert Phrase("complet").find_all(text) == []


PAIRS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda pair: Match(pair[0], sum(pair))))


@given(PAIRS, PAIRS)
def test_untouched_is_what_overlaps_no_other(matches: list[Match], others: list[Match]):
    expected = [m for m in matches if not any(m.start < o.end and o.start < m.end for o in others)]
    assert untouched(matches, others) == expected


WORDS = st.sampled_from(["no", "on", "o", " ", "  ", "\n", "é", "x" * GAP, "-"])


def _by_hand(parts: list[str], text: str) -> bool:
    """Whether whole words follow one another within gaps, tried from every beginning: slow and plain."""
    flat = text.replace("\n", " ")

    def whole(start: int, end: int) -> bool:
        joined_left = start > 0 and flat[start - 1].isalnum() and flat[start].isalnum()
        return not joined_left and not (end < len(flat) and flat[end].isalnum() and flat[end - 1].isalnum())

    ends: set[int] | None = None
    for part in parts:
        places = [at for at in range(len(flat)) if flat.startswith(part, at) and whole(at, at + len(part))]
        ends = {
            at + len(part)
            for at in places
            if ends is None or any(at >= end >= at - GAP and "\n" not in text[end:at] for end in ends)
        }
    return bool(ends)


PARTS = st.lists(st.sampled_from(["no", "on no", "o"]), min_size=1, max_size=3).map(lambda parts: ["no", *parts])


@given(PARTS, st.lists(WORDS, max_size=25))
def test_a_phrase_finds_what_a_plain_search_finds(parts: list[str], words: list[str]):
    text = normalise("".join(words))
    assert bool(Phrase(" * ".join(parts)).find_all(text)) == _by_hand(parts, text)


COSTLY = [
    ("a * a * a", "a ", "each wildcard could begin and end everywhere"),
    ("a*a*b*aaa", "a b aaab ", "and without spaces"),
    ("aaa aaa aaa b", "aaa ", "long common beginnings"),
    ("aaa aaa aaa", "aaa ", "words that overlap themselves"),
]


@pytest.mark.parametrize(("phrase", "unit", "why"), COSTLY)
def test_the_cost_of_a_phrase_grows_with_the_text_alone(phrase: str, unit: str, why: str):
    def seconds(size: int) -> float:
        text, searched, costs = unit * (size // len(unit)), Phrase(phrase), []
        for _ in range(3):  # the least of three: what a busy machine adds is no cost of ours
            began = time.process_time()
            searched.find_all(text)
            costs.append(time.process_time() - began)
        return min(costs)

    quarter, whole = seconds(1 << 17), seconds(1 << 19)
    assert whole <= max(8 * quarter, 0.5), why
