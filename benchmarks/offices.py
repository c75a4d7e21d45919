"""Pages of offices as they are: the same words behind a new token, time and session at every request. Pure."""

from __future__ import annotations

import gzip
import random
from datetime import datetime

PAGE_BYTES = 8_000


class Site:
    """An office's page as such pages are: the same words behind a new token, time and session at every request."""

    def __init__(self, number: int, coding: str) -> None:
        self._dice = random.Random(number)
        self._gzip = coding == "gzip"
        words = random.Random(f"words of {number}")
        rows = "".join(
            f'<li class="line-{words.randrange(40)}"><a href="/page/{words.randrange(10**6)}">'
            f"{words.choice(_WORDS)} {words.choice(_WORDS)}</a></li>\n"
            for _ in range(200)
        )
        self._page = _PAGE.replace("{rows}", rows)[: PAGE_BYTES - 40] + "\n</ul></body></html>\n"

    def answer(self, at: datetime) -> bytes:
        """One response, head and body."""
        token, session = self._dice.randbytes(16).hex(), self._dice.randbytes(16).hex()
        body = self._page.replace("{token}", token).replace("{now}", f"{at:%d/%m/%Y %H:%M:%S}").encode()
        coded = gzip.compress(body, 6, mtime=0) if self._gzip else body
        head = (
            f"HTTP/1.1 200 OK\r\nDate: {at:%a, %d %b %Y %H:%M:%S} GMT\r\nServer: Apache\r\n"
            f"Set-Cookie: eZSESSID={session}; path=/; secure; HttpOnly\r\nCache-Control: no-cache, must-revalidate\r\n"
            "Vary: Accept-Encoding\r\nX-Frame-Options: SAMEORIGIN\r\nStrict-Transport-Security: max-age=31536000\r\n"
            + ("Content-Encoding: gzip\r\n" if self._gzip else "")
            + f"Content-Length: {len(coded)}\r\nContent-Type: text/html;charset=utf-8\r\n\r\n"
        )
        return head.encode() + coded


_WORDS = "démarches étrangers titres séjour accueil rendez-vous préfecture usagers horaires dossier pièces".split()
_PAGE = (
    '<!DOCTYPE html>\n<html lang="fr"><head><meta charset="utf-8"><title>Prise de rendez-vous</title>\n'
    '<meta name="csrf-token" content="{token}"></head><body><!-- {now} -->\n'
    '<form method="post"><input type="hidden" name="ezxform_token" value="{token}">\n'
    "<p>Il n'existe plus de plage horaire libre pour votre demande de rendez-vous.</p></form><ul>\n{rows}"
)
