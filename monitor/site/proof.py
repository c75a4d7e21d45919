"""The latest days' lists of hashes and their time stamps, as files of the site. Reads the store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from monitor.site import method_page
from monitor.site.view import View
from monitor.store.reader import Reader
from monitor.store.sealing import Seals, list_path, token_path

_DAYS = 31
"""Lists and tokens of so many days are part of the site; hashes are all that they hold."""


def sealed_days(reader: Reader) -> list[method_page.SealedDay]:
    """The latest sealed days, the last one first, with the addresses of their files."""
    seals, found = Seals(reader.connection), []
    for day in seals.days()[-_DAYS:][::-1]:
        if (seal := seals.of_day(day)) is not None:
            stamps = [one for one in seals.stamps(list_path(day)) if one.state == "verified" and one.answer]
            tokens = ((one.authority, f"proof/{token_path(day, one.authority)}") for one in stamps)
            found.append(method_page.SealedDay(day, seal.sha256, (("", f"proof/{list_path(day)}"), *tokens)))
    return found


def files(reader: Reader, views: Iterable[View], days: Sequence[method_page.SealedDay]) -> Mapping[str, bytes]:
    """The page on how to verify in each language, and the files that it names."""
    seals = Seals(reader.connection)
    made = {view.path: method_page.verify(view, days) for view in views}
    for day in days:
        if (seal := seals.of_day(day.day)) is None:
            continue
        made[f"proof/{list_path(day.day)}"] = seal.text.encode()
        for stamp in seals.stamps(list_path(day.day)):
            if stamp.state == "verified" and stamp.answer:
                made[f"proof/{token_path(day.day, stamp.authority)}"] = stamp.answer
    return made
