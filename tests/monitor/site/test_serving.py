"""The site on loopback, as a web server should hand it out."""

import threading
from http.client import HTTPConnection

import pytest

from monitor.site.serving import HEADERS, server
from monitor.site.view import POLICY


@pytest.fixture
def ask(built):
    with server(built) as shown:
        thread = threading.Thread(target=shown.serve_forever, daemon=True)
        thread.start()

        def asked(path):
            connection = HTTPConnection("127.0.0.1", shown.server_port, timeout=10)
            connection.request("GET", path)
            answer = connection.getresponse()
            content = answer.read()
            connection.close()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, content

        yield asked
        shown.shutdown()
        thread.join(10)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/fr/index.html", "text/html; charset=utf-8"),
        ("/style.css", "text/css; charset=utf-8"),
        ("/data/v1/targets.json", "application/json; charset=utf-8"),
        ("/data/v1/targets.csv", "text/csv; charset=utf-8"),
        ("/feeds/all.fr.xml", "application/xml; charset=utf-8"),
        ("/badges/evry.fr.svg", "image/svg+xml; charset=utf-8"),
        ("/cards/site.png", "image/png"),
    ],
)
def test_every_kind_of_file_has_its_type_and_the_policy(ask, path, kind):
    status, headers, content = ask(path)
    assert status == 200
    assert content
    assert headers["content-type"] == kind
    assert headers["content-security-policy"] == POLICY
    assert {name: headers[name.lower()] for name in HEADERS} == HEADERS


def test_a_strip_may_stand_in_a_frame_of_another_site(ask):
    assert "frame-ancestors *" in ask("/embed/evry.fr.html")[1]["content-security-policy"]


@pytest.mark.parametrize("path", ["/fr/", "/../a.json", "/fr/../../a.json", "/none.html", "/target/"])
def test_folders_are_not_listed_and_nothing_outside_is_shown(ask, path):
    status, _, content = ask(path)
    assert status in (200, 404) if path == "/fr/" else status == 404
    assert b"groups" not in content
