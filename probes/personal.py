"""Which form fields are personal: never configured, never sent, an alarm in the simulators. Pure."""

from __future__ import annotations

import re
import unicodedata

PERSONAL_TYPES = frozenset(["password", "email", "tel", "file"])
"""Values of an input's ``type`` that no look ever fills."""

_WORDS = frozenset(
    # French, English, German, Spanish, Italian, Portuguese, Dutch: name, e-mail, telephone, password, birth, papers
    """
    nom noms prenom prenoms nomusage nomfamille patronyme naissance datenaissance courriel mel email mail
    emailconfirm telephone tel phone phonenumber mobile portable fixe adresse motdepasse motpasse mdp identifiant
    agdref etranger numetranger name firstname lastname surname fullname givenname familyname middlename username
    useremail login password passwd pwd pass birth birthdate birthday dob address passport passportnumber ssn
    vorname nachname familienname geburtsdatum telefon telefonnummer kennwort passwort nombre nombres apellido
    apellidos correo telefono contrasena nacimiento nie dni nif cognome indirizzo nascita codicefiscale sobrenome
    telemovel senha nascimento voornaam achternaam telefoonnummer wachtwoord geboortedatum mailaddress emailaddress
    """.split()
)

_BETWEEN_WORDS = re.compile(r"[^A-Za-z]+|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def is_personal(name: str) -> bool:
    """Whether a field of this name would carry personal data: one of its words, or all of it, is a known one.

    ``form[user_email]`` and ``dateNaissance`` are; ``planning``, ``condition``, ``nextButton`` are not.
    """
    plain = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    words = [word.lower() for word in _BETWEEN_WORDS.split(plain) if word]
    return any(word in _WORDS for word in words) or "".join(words) in _WORDS
