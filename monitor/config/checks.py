"""Checks of single values: addresses, URLs, zones, languages, hours. Reads nothing but the zone database.

Each returns the value or raises ``ValueError`` that says what to write. No message quotes an address or a URL,
so that none can carry a secret out.
"""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Collection
from datetime import date, datetime, time
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import SplitResult, urlsplit

from monitor.config.problems import did_you_mean

ID_PATTERN = r"^[a-z0-9][a-z0-9._-]{0,63}$"
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){1,8}")
_EXAMPLES = re.compile(r"[@./]example\.(org|com|net|gouv\.fr)\b|\.(example|invalid|test)\b")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}")
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)
_HOURS = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)\s*-\s*([01]?\d|2[0-4]):([0-5]\d)", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_HOST = re.compile(r"([A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])(:\d{1,5})?", re.ASCII)
_LONGEST_URL = 2000
_DAY = 24 * 60
"""Minutes."""


def short_name(text: str) -> str:
    """An id: it names files, rows and sealed lines."""
    if not _ID.fullmatch(text):
        raise ValueError(
            "write 1 to 64 lower-case letters, digits, dots, dashes or underscores, a letter or digit first"
        )
    return text


def one_line(text: str) -> str:
    """Up to 200 characters without control characters."""
    if not text.strip() or len(text) > 200 or _CONTROL.search(text):
        raise ValueError("write one line of 1 to 200 characters")
    return text


def prose(text: str) -> str:
    """Up to 2000 characters; line breaks are fine, other control characters are not."""
    if len(text) > 2000 or _CONTROL.search(text.replace("\n", " ").replace("\t", " ")):
        raise ValueError("write at most 2000 characters, none of them a control character")
    return text


def folder(text: str) -> str:
    """A path that needs no variable: ``slotwatch status`` finds the folder without them."""
    if "${" in text:
        raise ValueError("write the folder itself; variables are not replaced here")
    return one_line(text)


def _split(url: str) -> SplitResult:
    if len(url) > _LONGEST_URL or _CONTROL.search(url) or re.search(r"\s", url):
        raise ValueError(f"write a URL of at most {_LONGEST_URL} characters without spaces or control characters")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ValueError("not a valid URL; copy it from the browser's address bar") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise ValueError("write the whole URL with its host, beginning with https:// or http://")
    if parts.username is not None or parts.password is not None:
        raise ValueError("a URL must not carry a user name or password; remove the part before '@'")
    return parts


def web_url(url: str) -> str:
    """An absolute http or https URL with a host, without user name or password."""
    _split(url)
    return url


def https_url(url: str) -> str:
    """An https URL that can stand in a request header: ASCII only."""
    if _split(url).scheme != "https" or not url.isascii():
        raise ValueError("write a URL that begins with https://, in ASCII characters")
    return url


def contact(text: str) -> str:
    """A ``mailto:`` or plain e-mail address, or an https page; it stands in every request's User-Agent."""
    if _EMAIL.fullmatch(text.removeprefix("mailto:")):
        return text
    if text.startswith("https://"):
        return https_url(text)
    raise ValueError('write an e-mail address ("mailto:name@your-domain") or a page ("https://...")')


def is_example(text: str) -> bool:
    """Whether an address is in one of the domains that documentation uses (RFC 2606, and our example file)."""
    return _EXAMPLES.search(text) is not None


def _literal(url: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address((urlsplit(url).hostname or "").rstrip("."))
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _is_localhost(url: str) -> bool:
    host = (urlsplit(url).hostname or "").rstrip(".")
    return host == "localhost" or host.endswith(".localhost")


def is_loopback(url: str) -> bool:
    """Whether a URL names this machine, by a literal address or as localhost (RFC 6761)."""
    address = _literal(url)
    return _is_localhost(url) or (address is not None and address.is_loopback)


def is_private(url: str) -> bool:
    """Whether a URL's host is localhost or a literal address that the public internet does not route."""
    address = _literal(url)
    return _is_localhost(url) or (address is not None and not address.is_global)


def timezone(name: str) -> str:
    """A zone of the IANA database."""
    try:
        zoneinfo.ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        hint = did_you_mean(name, zoneinfo.available_timezones()) or '; write for example "Europe/Paris"'
        raise ValueError(f"unknown time zone {name[:40]!r}{hint}") from None
    return name


def language(tag: str) -> str:
    """A BCP 47 tag with a two- or three-letter language; it goes into Accept-Language."""
    if not _LANGUAGE.fullmatch(tag):
        raise ValueError(f'{tag[:40]!r} is not a language tag; write for example "fr" or "fr-FR"')
    return tag


def hours(text: str) -> str:
    """A span of the day that ``parse_hours`` understands."""
    parse_hours(text)
    return text


def parse_hours(text: str) -> tuple[time, time]:
    """``08:00-20:00`` as local times; an end at midnight is that of the day, an end before the start the next day's."""
    match = _HOURS.fullmatch(text.strip())
    numbers = [int(part) for part in match.groups()] if match else []
    if not numbers or numbers[0] == 24 or (numbers[2] == 24 and numbers[3]):
        raise ValueError(f'{text[:40]!r} is not a span of hours; write for example "08:00-20:00"')
    start, end = time(numbers[0], numbers[1]), time(numbers[2] % 24, numbers[3])
    if start == end != time(0, 0):
        raise ValueError(f'{text[:40]!r} begins and ends at the same time; write "00:00-24:00" for the whole day')
    return start, end


def week_minutes(days: Collection[int], span: str) -> frozenset[int]:
    """The minutes of the week, from Monday's first, in a span of hours that begins on these days (Monday = 0)."""
    start, end = ((moment.hour * 60 + moment.minute) for moment in parse_hours(span))
    length = (end - start) % _DAY or _DAY
    return frozenset(
        minute % (7 * _DAY) for day in days for minute in range(day * _DAY + start, day * _DAY + start + length)
    )


def time_of_day(text: str) -> str:
    """A time that ``parse_time`` understands."""
    parse_time(text)
    return text


def parse_time(text: str) -> time:
    """``08:00`` as a local time."""
    match = _TIME.fullmatch(text.strip())
    if not match:
        raise ValueError(f'{text[:40]!r} is not a time of day; write for example "08:00"')
    return time(int(match[1]), int(match[2]))


def canary(text: str) -> str:
    """A host's name, perhaps with a port, or an http(s) URL."""
    if "://" in text:
        return web_url(text)
    if not _HOST.fullmatch(text) or _split(f"https://{text}").hostname is None:
        raise ValueError('write a host name ("www.example.org", "www.example.org:80") or a URL ("https://...")')
    return text


def host_name(text: str) -> str:
    """A host's name alone, in lower case as in a URL."""
    if not _HOST.fullmatch(text) or _split(f"https://{text}").hostname != text.strip("[]"):
        raise ValueError('write a host name as in the URL, in lower case and without port ("www.example.org")')
    return text.strip("[]")


def canary_host(text: str) -> str:
    """The host of a canary, in lower case."""
    return urlsplit(text if "://" in text else f"https://{text}").hostname or ""


def one_of(text: str, known: Collection[str]) -> str:
    """One of some words."""
    if text not in known:
        raise ValueError(f"unknown {text[:40]!r}" + (did_you_mean(text, known) or f"; write one of {', '.join(known)}"))
    return text


def day(value: object) -> date:
    """A TOML date, or the same as text: ``2024-05-31``."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return datetime.strptime(value if isinstance(value, str) else "", "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise ValueError("write a day as year-month-day, for example 2024-05-31") from None
