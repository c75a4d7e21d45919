"""Where a click may lead: below the prefix, and never to what could act on a slot or carry personal data."""

import time

import pytest

from probes.page.bounds import Within, folder, harmless


@pytest.mark.parametrize(
    ("target", "expected", "why"),
    [
        ("", True, "the folder itself"),
        ("/calendrier?semaine=1", True, "a page with a query"),
        ("/2018-10-01;jsessionid=4F2A", True, "a session in the path, as old servers write it"),
        ("/été/", True, "accents"),
        ("/%C3%A9t%C3%A9", True, "written in percent"),
        ("?a%5Bb%5D=01%2F10%2F2018", True, "brackets and slashes in a query"),
        ("/../admin", False, "a way upwards"),
        ("/x/%2e%2E/admin", False, "in percent"),
        ("/x/%252e%252e/admin", False, "twice"),
        ("/..;a/admin", False, "with a parameter, as some servers read it"),
        ("/x/..\\\\admin", False, "with the other slash"),
        ("/reserve", False, "reserves"),
        ("/r%C3%A9servation/2", False, "in French, in percent"),
        ("/r%65server", False, "with a letter in percent"),
        ("/Re\u0301server", False, "with a combining accent and a capital"),
        ("/doBooking.do", False, "inside a word"),
        ("/hold/3", False, "holds"),
        ("/household", True, "a word that only ends alike"),
        ("/confirm", False, "confirms"),
        ("/login", False, "logs in"),
        ("/sign-in", False, "by another name"),
        ("/design-information", True, "a word that only looks alike"),
        ("/logout", False, "ends a session"),
        ("/connexion", False, "logs in, in French"),
        ("/valider", False, "confirms, in French"),
        ("/annuler", False, "cancels"),
        ("/supprimer", False, "deletes"),
        ("/termin/buchen", False, "books, in German"),
        ("/best%C3%A4tigen", False, "confirms, in German"),
        ("/stornieren", False, "cancels, in German"),
        ("/L%C3%B6schen", False, "deletes, in German"),
        ("/calendrier?action=book", False, "an action in the query"),
        ("/calendrier?next=%2Flogin", False, "on the way to a login"),
        ("/calendrier?email=", False, "a personal name"),
        ("/calendrier?form%5BfirstName%5D=x", False, "a personal name in brackets"),
        ("/calendrier?q=ada@example.org", False, "an address by any name"),
        ("/calendrier?q=ada%40example.org", False, "in percent"),
        ("/a%00b", False, "a control character"),
        ("/a\u202eb", False, "one that turns the text around"),
        ("/100%25", False, "what is still encoded after three times could name anything"),
    ],
)
def test_a_target_is_harmless_where_it_names_no_action_and_nothing_personal(target: str, expected: bool, why: str):
    assert harmless(target) is expected, why


@pytest.mark.parametrize(
    ("prefix", "path", "expected", "why"),
    [
        ("/rdv", "/rdv", True, "the prefix itself"),
        ("/rdv", "/rdv/2", True, "what lies below"),
        ("/rdv", "/rdv?semaine=2", True, "its query"),
        ("/rdv", "/rdvx", False, "not what begins alike"),
        ("/rdv/", "/rdv/2", True, "a final slash means the same"),
        ("/rdv", "/", False, "nor what lies above"),
        ("/", "/x", True, "the whole host"),
        ("/a.b", "/axb/c", False, "a dot is a dot"),
        ("/reservation", "/reservation/2", True, "the prefix is the operator's word"),
        ("/reservation", "/reservation/confirmation", False, "what lies below it is not"),
        ("/rdv", "/rdv/a\nb", False, "no URL has a line break"),
    ],
)
def test_a_line_allows_what_lies_below_its_prefix(prefix: str, path: str, expected: bool, why: str):
    assert Within.of("GET", prefix).matches("GET", path) is expected, why
    assert not Within.of("GET", prefix).matches("POST", path)


@pytest.mark.parametrize(
    ("url", "expected", "why"),
    [
        ("https://www.example.test/rdv/start?step=a/b", "/rdv/", "a query is no folder"),
        ("https://www.example.test/rdv/", "/rdv/", "a folder is its own"),
        ("https://www.example.test/rdv", "/", "a page of the whole host"),
        ("https://www.example.test", "/", "the host alone"),
    ],
)
def test_the_folder_of_a_url_is_where_its_page_lies(url: str, expected: str, why: str):
    assert folder(url) == expected, why


def test_a_hostile_link_costs_what_its_length_costs():
    def seconds(times: int) -> float:
        began = time.process_time()
        assert harmless("/" + "hol-sig.n" * times)
        return time.process_time() - began

    quarter, whole = seconds(5_000), seconds(20_000)
    assert whole <= max(8 * quarter, 0.5)
