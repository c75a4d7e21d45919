"""One delivery in a process of its own, to real services on loopback: what arrives, and what is said if it does not."""

from __future__ import annotations

import time

import pytest

from monitor.clock import SystemClock
from monitor.notify.courier import Courier, send_test
from monitor.notify.deliver import Answer, Delivery
from monitor.notify.redact import without_secrets
from tests.support.receivers import an_http_receiver, an_smtp_receiver

TEXT = "Vu à 9 h : *rien* @everyone <b>libre</b>\n`:smile:` \\n"
HTML = "<p>Vu à 9 h : <b>rien</b></p>"


def send(url: str, limit: float = 20.0) -> Answer:
    return send_test(Delivery(url, "Palaiseau : aucun créneau", TEXT, HTML), SystemClock(), limit)


def test_a_web_service_gets_the_plain_text_untouched() -> None:
    with an_http_receiver() as service:
        assert send(service.url) == Answer("")
    assert [(one["title"], one["message"]) for one in service.accepted] == [("Palaiseau : aucun créneau", TEXT.strip())]


def test_a_mail_has_html_and_a_text_for_those_who_read_none() -> None:
    with an_smtp_receiver() as service:
        assert send(service.url) == Answer("")
    (mail,) = service.mails
    assert mail["Subject"] == "Palaiseau : aucun créneau"
    assert mail["To"] == "lawyers@example.org"
    parts = {part.get_content_type(): part.get_content() for part in mail.iter_parts()}
    assert "<b>rien</b>" in parts["text/html"]
    assert parts["text/plain"].strip() == "Vu à 9 h : rien"


def test_a_mail_receiver_that_wants_text_gets_our_own() -> None:
    with an_smtp_receiver() as service:
        assert send(f"{service.url}&format=text") == Answer("")
    assert "*rien* @everyone <b>libre</b>" in service.mails[0].get_content()


@pytest.mark.parametrize(
    ("status", "doubt", "why"),
    [
        (500, False, "it said that it did not take it"),
        (404, False, "the wrong address"),
        (504, True, "a gateway does not know what became of it"),
    ],
)
def test_a_web_services_refusal_is_told_in_words(status: int, doubt: bool, why: str) -> None:
    with an_http_receiver(lambda _: status) as service:
        answer = send(service.url)
    assert f"error={status}" in answer.error
    assert answer.doubt is doubt, why


def test_an_optional_service_that_fails_has_failed() -> None:
    with an_http_receiver(lambda _: 503) as service:
        assert "error=503" in send(f"{service.url}?optional=yes").error


def test_a_mail_servers_refusal_is_told_without_the_address() -> None:
    with an_smtp_receiver("554 no such person as lawyers@example.org") as service:
        answer = send(service.url)
    assert "no such person" in answer.error
    assert "lawyers" not in answer.error
    assert not answer.doubt
    assert not service.mails


def test_a_service_that_is_not_there_took_nothing() -> None:
    with an_http_receiver() as service:
        pass
    answer = send(service.url)
    assert "Connection refused" in answer.error
    assert "s3cret" not in answer.error
    assert not answer.doubt


def test_a_service_that_hangs_is_cut_off_and_may_have_taken_it() -> None:
    with an_http_receiver(lambda _: None) as service:
        began = time.monotonic()
        answer = send(service.url, limit=1.5)
    assert answer == Answer("no answer within 1.5 seconds", doubt=True)
    assert time.monotonic() - began < 5
    assert service.asked, "it had been asked"


def test_a_delivery_that_is_ended_leaves_no_process() -> None:
    with an_http_receiver(lambda _: None) as service:
        courier = Courier(Delivery(service.url, "T", "t", ""), SystemClock(), 20.0)
        courier.kill()
        courier.kill()
    assert courier._process.returncode is not None


def test_an_unknown_service_is_named_as_such() -> None:
    assert send("nonsense://s3cret") == Answer("no service is known for this URL")


@pytest.mark.parametrize(
    ("url", "said", "told"),
    [
        ("json://host.example:8080/tok%2Fen/x", "at HOST.example:8080/tok/en failed", "at …:…/… failed"),
        ("mailto://u:p%40ss@mail.example", "login u with p@ss failed", "login u with … failed"),
        ("slack://T1JJ/B9QQ/sEcReT?to=a%20b", "https://x/T1JJ/B9QQ/sEcReT to 'a b'", "https://x/…/…/… to '…'"),
        ("json://h/x?token=abc+def", "token=abc%2Bdef; abc def; abc+def", "…=…; … …; …"),
        ("json://h", "line\r\n\x1b[31mred\x00", "line [31mred"),
        ("json://h", "x" * 400, "x" * 299 + "…"),
    ],
)
def test_no_part_of_a_url_is_told(url: str, said: str, told: str) -> None:
    assert without_secrets(said, url) == told


def test_neither_a_delivery_nor_its_secrets_are_in_its_text_form() -> None:
    assert "s3cret" not in repr(Delivery("json://s3cret", "T", "t", "h"))
