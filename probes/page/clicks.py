"""What a person's click on a page would ask for: links by their words, forms by their own fields and button. Pure.

A form is sent with its hidden fields, the configured ones and the button's, never with anything that a person typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urljoin, urlsplit

from probes.contract import Get, Page, Post, Request
from probes.html import Element, attribute
from probes.personal import PERSONAL_TYPES, is_personal
from probes.text import fold, normalise

if TYPE_CHECKING:
    from probes.page.options import Step

_CONTROLS = "input:not([disabled]), select:not([disabled]), textarea:not([disabled]), button:not([disabled])"


@dataclass(frozen=True, slots=True)
class Missing:
    """The page lacks what a step needs; ``rule`` names it: ``no-link``, ``no-form``, ``no-field``, ``no-button``.

    ``personal-form`` is a form that asks for personal data, ``elsewhere`` a way that leads out of bounds.
    """

    rule: str


def click(step: Step, page: Page) -> Request | Missing:
    """The request that a step makes from a page."""
    if step.get:
        return Get(step.get)
    if step.post:
        return Post(step.post, fields=step.sent)
    return _submission(step, page) if step.submit else _followed(step, page)


def says(pattern: str, words: str) -> bool:
    """Whether some words are, as a whole, what a pattern says; ``*`` stands for any words, or none. Linear."""
    first, *others = (re.escape(piece) for piece in fold(normalise(pattern)).split("*"))
    middle = "".join(f"(?>.*?{piece})" for piece in others[:-1])  # atomic: the first place found is as good as any
    return re.fullmatch(first + middle + "".join(f".*{piece}" for piece in others[-1:]), fold(words)) is not None


def _followed(step: Step, page: Page) -> Request | Missing:
    links = [link for link in page.select(step.follow_css or "a") if link.attr("href").strip()]
    chosen = next((link for link in links if step.follow is None or says(step.follow, _label(link))), None)
    return Get(_resolved(page, chosen, chosen.attr("href"))) if chosen else Missing("no-link")


def _label(link: Element) -> str:
    """A link's words, or those of the picture that stands in it."""
    return link.words or " ".join(picture.words for picture in link.select("img"))


def _submission(step: Step, page: Page) -> Request | Missing:
    """What pressing the button sends."""
    form = next((found for found in page.select(step.submit or "form") if found.tag.name == "form"), None)
    if form is None:
        return Missing("no-form")
    seen = form.select(_CONTROLS) + [
        outside for outside in page.select(f":is({_CONTROLS})[form]") if outside.attr("form") == form.attr("id")
    ]
    if any(map(_is_personal, seen)):
        return Missing("personal-form")
    # Styled radio buttons are often hidden behind their labels, so all controls of the form may be chosen.
    controls = [*seen, *(Element(tag) for tag in form.tag.select(_CONTROLS))]
    if not all(any(_takes(control, name, value) for control in controls) for name, value in step.sent.items()):
        return Missing("no-field")
    buttons = [control for control in seen if _kind(control) == "submit"]
    if step.button:
        buttons = [button for button in buttons if _is_called(button, step.button)][:1]
    if len(buttons) > 1 or (step.button and not buttons):
        return Missing("no-button")
    return _sent(page, form, controls, step, buttons[0] if buttons else None)


def _sent(page: Page, form: Element, controls: list[Element], step: Step, button: Element | None) -> Request:
    hidden = [control for control in controls if _kind(control) == "hidden" and not is_personal(control.attr("name"))]
    clicked = [*hidden, button] if button else hidden
    fields = {control.attr("name"): control.attr("value") for control in clicked} | step.sent
    fields.pop("", None)
    action, method = ((button.attr(f"form{key}") if button else "") or form.attr(key) for key in ("action", "method"))
    url = _resolved(page, form, action)
    if method.strip().lower() == "post":
        return Post(url, fields=fields)
    return Get(urlsplit(url)._replace(query=urlencode(fields)).geturl() if url else url)


def _kind(control: Element) -> str:
    """An input's or button's type, else the tag's name."""
    tag = control.tag.name
    return control.attr("type").strip().lower() or {"button": "submit", "input": "text"}.get(tag, tag)


def _is_personal(control: Element) -> bool:
    names = is_personal(control.attr("name")) or is_personal(control.attr("autocomplete"))
    return names or _kind(control) in PERSONAL_TYPES


def _is_called(button: Element, pattern: str) -> bool:
    return says(pattern, button.words) or says(pattern, f"{button.attr('name')}={button.attr('value')}")


def _takes(control: Element, name: str, value: str) -> bool:
    """Whether a person could give this value to this field: a choice that is gone must not be sent as if it stood."""
    if control.attr("name") != name:
        return False
    if control.tag.name == "select":
        offered = control.tag.select("option:not([disabled])")
        return value in [
            attribute(one, "value") if one.has_attr("value") else one.get_text().strip() for one in offered
        ]
    if _kind(control) in ("radio", "checkbox"):
        return value == (control.attr("value") if control.tag.has_attr("value") else "on")
    return True


def _resolved(page: Page, element: Element, reference: str) -> str:
    """The absolute URL, without its fragment; empty where no browser could open it."""
    base = element.tag.find_previous("base", href=True)
    try:
        start = urljoin(page.url, str(base["href"])) if base and reference else page.url
        parts = urlsplit(urljoin(start, reference.strip()))
        return parts._replace(fragment="").geturl() if parts.port != 0 else ""  # asking for a port finds a bad one
    except ValueError:
        return ""
