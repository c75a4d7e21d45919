"""Options of the page probe: what proves nothing, cannot be read or would send personal data is refused in words."""

from typing import Any

import pytest
from pydantic import ValidationError

from probes.page.options import Evidence, Options, Step

URL = "https://www.example.test/rdv"
PERSONAL = "is personal data, which slotwatch never sends; remove it"


@pytest.mark.parametrize(
    ("options", "message", "why"),
    [
        ({"none": {"phrases": ["no"]}}, "give at least three letters or digits beside '*'", "a phrase of every page"),
        ({"slots": {"phrases": ["* *"]}}, "give at least three letters or digits", "a phrase of nothing"),
        ({"slots": {"css": ["td["]}}, "CSS selector 'td['", "a selector that cannot be used"),
        ({"slots": {"css": ["td:frei"]}}, "CSS selector 'td:frei'", "one with an unknown state"),
        ({"slots": {"regex": ["x"]}}, "Extra inputs are not permitted", "operators write no regular expressions"),
        ({"nones": {}}, "Extra inputs are not permitted", "a slip of the pen"),
        ({"steps": [{}]}, 'a step has exactly one of get = "URL", post = "URL", follow =', "a step to nowhere"),
        ({"steps": [{"get": URL, "post": URL}]}, "a step has exactly one of", "a step to two places"),
        ({"steps": [{"follow": "Next", "follow_css": "a"}]}, "a step has exactly one of", "a link by two ways"),
        ({"steps": [{"get": URL, "fields": {"a": "1"}}]}, "only sent with post or submit", "fields of no form"),
        ({"steps": [{"follow": "Next", "fields": {"a": "1"}}]}, "only sent with post or submit", "fields of a link"),
        ({"steps": [{"post": URL, "button": "Next"}]}, "only pressed with submit", "a button without its form"),
        ({"steps": [{"follow": " * "}]}, "says nothing; write words as the page shows them", "any link at all"),
        ({"steps": [{"submit": "form", "button": "*"}]}, "says nothing", "any button at all"),
        ({"steps": [{"follow_css": "a["}]}, "CSS selector 'a['", "a selector that cannot be used"),
        ({"steps": [{"submit": ""}]}, "CSS selector ''", "one that is empty"),
        ({"within": "/rdv"}, "within only bounds steps with follow or submit", "a bound of nothing"),
        ({"within": "/rdv", "steps": [{"get": URL}]}, "within only bounds steps with follow", "URLs are exact"),
        ({"within": URL, "steps": [{"follow": "Next"}]}, "is not a path of the target's host", "a whole URL"),
        ({"within": "//a.test", "steps": [{"follow": "Next"}]}, "is not a path", "another host"),
        ({"within": "/a/%2e%2e/", "steps": [{"follow": "Next"}]}, "is not a path", "a way upwards"),
        ({"within": "/a?b", "steps": [{"follow": "Next"}]}, 'write for example within = "/appointments"', "a query"),
        ({"speaks_of": "year"}, "'day', 'week', 'month' or 'all'", "no such span"),
        ({"steps": [{"get": "/rdv"}]}, "'/rdv' is not a web address", "half an address"),
        ({"steps": [{"get": "ftp://www.example.test/"}]}, "is not a web address", "no page of the web"),
        ({"steps": [{"post": "https:///rdv"}]}, "is not a web address", "no host"),
        ({"steps": [{"get": "http://["}]}, "Invalid IPv6 URL", "no address at all"),
        ({"steps": [{"get": URL}] * 9}, "at most 8 items", "a walk is short"),
    ],
)
def test_bad_options_are_refused_in_words(options: dict[str, Any], message: str, why: str):
    with pytest.raises(ValidationError) as error:
        Options.model_validate(options)
    assert message in str(error.value), why


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("q", {"value": "secret", "type": "password"}, "a type that is personal whatever the name"),
        ("q", {"value": "x", "type": "EMAIL"}, "in capitals"),
        ("q", {"value": "0", "type": "tel"}, "a telephone"),
        ("q", {"value": "cv.pdf", "type": "file"}, "papers"),
        ("nom", "Martin", "a name in French"),
        ("form[firstName]", "Ada", "in English, inside brackets"),
        ("user_email", {"value": "x", "type": "hidden"}, "a name that is personal whatever the type"),
        ("contact", "ada@example.org", "a value that is an address"),
        ("q", {"value": "x <ada@example.org>"}, "or holds one"),
    ],
)
def test_personal_fields_are_refused(name: str, value: Any, why: str):
    with pytest.raises(ValidationError) as error:
        Step.model_validate({"post": URL, "fields": {name: value}})
    assert f"field '{name}' {PERSONAL}" in str(error.value), why
    with pytest.raises(ValidationError, match="is personal data"):
        Step.model_validate({"submit": "form", "fields": {name: value}})


@pytest.mark.parametrize(
    ("fields", "sent", "why"),
    [
        ({"planning": "12"}, {"planning": "12"}, "a value alone"),
        ({"condition": {"value": "on", "type": "checkbox"}}, {"condition": "on"}, "with its type, which is not sent"),
        ({"note": "a @ b"}, {"note": "a @ b"}, "an at sign is no address"),
        ({"empty": ""}, {"empty": ""}, "an empty field is a field"),
        ({}, {}, "a form may have none"),
    ],
)
def test_fields_are_sent_as_configured(fields: dict[str, Any], sent: dict[str, str], why: str):
    assert Step.model_validate({"post": URL, "fields": fields}).sent == sent, why


def test_nothing_is_proved_unless_it_is_said():
    options = Options.model_validate({})
    assert not options.none
    assert not options.slots
    assert options.steps == options.clicks == ()
    assert options.span == ""
    assert Evidence(phrases=("aucun rdv",))
    assert Evidence(css=("td.free",))


def test_phrases_are_made_ready_once():
    evidence = Evidence(phrases=("aucun rdv", "complet * mois"))
    assert [phrase.pattern for phrase in evidence.compiled] == ["aucun rdv", "complet * mois"]
    assert evidence.compiled is evidence.compiled


def test_options_do_not_change():
    with pytest.raises(ValidationError, match="frozen"):
        Options().steps = ()  # type: ignore[misc]
