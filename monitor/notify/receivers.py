"""The one door to apprise: whether a receiver's URL names a service that messages can be sent to."""

from __future__ import annotations

import logging


def receiver_problem(url: str) -> str | None:
    """What is wrong with a receiver's URL, or None. Never repeats the URL: it is a secret. Sends nothing."""
    from apprise import Apprise

    apprise_log = logging.getLogger("apprise")
    was_disabled, apprise_log.disabled = apprise_log.disabled, True  # it would print the URL
    try:
        known = Apprise().add(url)
    finally:
        apprise_log.disabled = was_disabled
    if known:
        return None
    return "no service is known for this URL; see the list of services at https://github.com/caronc/apprise"
