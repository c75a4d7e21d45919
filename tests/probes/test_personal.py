"""Which names of fields are personal: a look never sends one, whoever asks for it."""

import pytest

from probes.personal import PERSONAL_TYPES, is_personal


@pytest.mark.parametrize(
    ("name", "personal", "why"),
    [
        ("nom", True, "French"),
        ("lastName", True, "words joined by capitals"),
        ("form[user_email]", True, "a word inside brackets"),
        ("dateNaissance", True, "one known word is enough"),
        ("E-Mail", True, "a word cut by a dash is known whole"),
        ("MOT_DE_PASSE", True, "so is one cut by underscores, in capitals"),
        ("prénom", True, "accents do not matter"),
        ("contraseña", True, "nor in Spanish"),
        ("email1", True, "a number behind a word"),
        ("HTMLName", True, "capitals before a word"),
        ("Geburtsdatum", True, "German"),
        ("codice_fiscale", True, "Italian"),
        ("senha", True, "Portuguese"),
        ("planning", False, "which counter"),
        ("condition", False, "the accepted terms"),
        ("nextButton", False, "a button"),
        ("nomenclature", False, "a known word inside another is none"),
        ("hostelname", False, "not at its end either"),
        ("__VIEWSTATE", False, "a framework's own"),
        ("", False, "nameless"),
    ],
)
def test_a_field_is_personal_by_its_words(name: str, personal: bool, why: str):
    assert is_personal(name) is personal, why


def test_no_look_fills_these_types():
    assert {"password", "email", "tel", "file"} <= PERSONAL_TYPES
    assert not {"hidden", "text", "radio", "checkbox", "submit"} & PERSONAL_TYPES
