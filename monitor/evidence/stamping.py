"""Time stamps by third parties (RFC 3161): whom to ask, when again, and what an answer is worth. Stores nothing."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from monitor.config.settings import Authority
from monitor.evidence import openssl
from monitor.evidence.tokens import Certificate, NotReadable, Token, Verdict
from monitor.http.addresses import is_loopback_host
from monitor.http.posting import Came, Posting

ASK_SECONDS = 30.0
MOST_LIST_BYTES = 4 * 1024 * 1024
CLOCK_TOLERANCE = timedelta(minutes=5)
"""An answer is received within ``ASK_SECONDS`` of its making: what differs by more than this is a wrong clock."""

FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=6)
TRY_FOR = timedelta(days=14)
"""A stamp that comes late still proves that the list existed by then."""
RESTAMP_BEFORE = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one question: bytes to be stored before anything else is done with them, or a fault."""

    question: bytes
    """The request as sent; its nonce tells a fresh answer from a replayed one."""
    raw: bytes
    fault: str = ""
    """Why nothing came; empty where something did, whatever it is."""


async def ask(authority: Authority, digest: str, web: Posting, *, seconds: float = ASK_SECONDS) -> Answer:
    """Ask for a stamp over a SHA-256 digest (hexadecimal). Whatever comes is handed out unread, for ``judge``.

    Raises ``ValueError`` where it is no digest, and ``OpensslError`` where no question can be made.
    """
    question = await asyncio.to_thread(openssl.query, digest)
    came = await web.post(
        authority.address,
        question,
        content_type="application/timestamp-query",
        accept="application/timestamp-reply",
        seconds=seconds,
        most_bytes=openssl.MOST_BYTES,
    )
    return Answer(question, came.content, came.fault)


class State(StrEnum):
    """What an answer is worth."""

    VERIFIED = "verified"
    UNVERIFIED = "unverified"
    """A token that does not prove what it should."""
    REFUSED = "refused"
    """The authority says that it gave none."""
    GARBAGE = "garbage"
    """No answer of an authority at all."""


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer, read and verified."""

    state: State
    why: str = ""
    """Empty where all is well; else in words, which may repeat the authority's on one line."""
    token: Token | None = None
    clock_off: timedelta | None = None
    """By how much the token's time is ahead of ours (negative: behind) where that is more than it should be."""

    @property
    def good(self) -> bool:
        """Whether nobody needs to ask again: a stamp that holds, by a clock that agrees with ours."""
        return self.state is State.VERIFIED and self.clock_off is None

    @property
    def gen_time(self) -> datetime | None:
        return self.token.stamp.gen_time if self.token else None

    @property
    def certificates(self) -> bytes:
        """PEM, as they came with the token."""
        return self.token.certificates if self.token else b""

    @property
    def signer(self) -> Certificate | None:
        return self.token.signer if self.token else None

    @property
    def not_after(self) -> datetime | None:
        """When the signer's certificate ends: before that the token should be stamped again."""
        return self.signer.not_after if self.signer else None


async def judge(
    authority: Authority, digest: str, raw: bytes, *, question: bytes = b"", received_at: datetime | None = None
) -> Judged:
    """What stored bytes prove about a SHA-256 digest (hexadecimal).

    The nonce is compared where the ``question`` is handed in, the clocks where it is known when the answer came by a
    clock that is not simulated. Raises ``ValueError`` where it is no digest, and ``OpensslError``: both our own.
    """
    return await asyncio.to_thread(_judge, authority, digest, raw, question, received_at)


def _judge(authority: Authority, digest: str, raw: bytes, question: bytes, received_at: datetime | None) -> Judged:
    try:
        reply = openssl.inspect(raw, intermediates=authority.intermediates)
    except NotReadable as error:
        return Judged(State.GARBAGE, str(error))
    if reply.token is None:
        return Judged(State.REFUSED, f"{reply.status} {reply.explanation}".strip())
    stamp = reply.token.stamp
    verdict = openssl.verify(digest, raw, roots=authority.roots, intermediates=authority.intermediates)
    if verdict.ok and question and openssl.nonce_of(question) != stamp.nonce:
        verdict = Verdict(False, "it answers another question: its nonce is not the one that was sent")
    off = _clock_off(stamp.gen_time, stamp.accuracy, received_at)
    if not verdict.ok:
        return Judged(State.UNVERIFIED, verdict.why, reply.token, off)
    return Judged(State.VERIFIED, _off_words(off) if off else "", reply.token, off)


def _clock_off(gen_time: datetime, accuracy: timedelta | None, received_at: datetime | None) -> timedelta | None:
    if received_at is None:
        return None
    off = gen_time - received_at
    return off if abs(off) > CLOCK_TOLERANCE + (accuracy or timedelta(0)) else None


def _off_words(off: timedelta) -> str:
    side = "ahead of" if off > timedelta(0) else "behind"
    return f"its time is {abs(off)} {side} our clock: one of the two is wrong"


async def revocation_list(signer: Certificate, authority: Authority, web: Posting) -> Came:
    """The revocation list that a signer's certificate names, to be kept beside its tokens; see ``openssl.unrevoked``.

    A certificate may name any address: private ones are asked only for an authority on this machine.
    """
    came = Came(b"", "its certificate names no address of a revocation list")
    local = is_loopback_host(authority.host)
    for url in signer.crl_urls:
        came = await web.get(url, seconds=ASK_SECONDS, most_bytes=MOST_LIST_BYTES, allow_private=local)
        if not came.fault:
            break
    return came


def next_try(tries: int, first: datetime, last: datetime) -> datetime | None:
    """When to ask again after so many tries without a good stamp, the first and the last one at these times.

    None: it is given up, ``TRY_FOR`` after the first.
    """
    wait = min(FIRST_WAIT * 2 ** min(tries - 1, 16), LONGEST_WAIT)
    return last + wait if last + wait - first <= TRY_FOR else None


def due_for_restamp(not_after: datetime, now: datetime) -> bool:
    """Whether a token should be stamped again by another certificate because its own ends soon, or has ended."""
    return now >= not_after - RESTAMP_BEFORE
