"""Seals past days: lists, signatures, stamps by third parties, publication, packing. Writes only what is the seal's.

It may be killed at any moment: each step is a transaction of its own and is found again as owed.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from monitor.clock import Clock
from monitor.config.settings import Authority, EvidenceSettings
from monitor.evidence import publishing, signing, stamping
from monitor.evidence.openssl import OpensslError
from monitor.http.posting import Posting
from monitor.store.custody import note
from monitor.store.errors import StoreError
from monitor.store.lines import Lines, pack_row, put_packed
from monitor.store.sealing import RESTAMPING, Seals, Stamp, list_path, utc_day
from monitor.store.writer import Store

log = logging.getLogger(__name__)

GRACE = timedelta(minutes=10)
"""After midnight, UTC: looks under way then are of the day on which they began."""
RESTAMP = "restamp/"
"""Subjects of stamps over tokens whose certificates end soon."""

_AGAIN = timedelta(days=30)
_ALL = timedelta(days=365)
"""Ahead of every next try."""

OnStep = Callable[[str], None]


@dataclass(slots=True)
class Done:
    """What a run did."""

    sealed: list[str] = field(default_factory=list)
    """Days."""
    verified: int = 0
    failed: list[str] = field(default_factory=list)
    """In words, for the log; each is tried again unless it says otherwise."""
    published: int = 0
    packed: int = 0
    restamped: int = 0


class Sealer:
    """One run over one store."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        settings: EvidenceSettings,
        web: Posting,
        *,
        tell: publishing.Tell,
        ask_seconds: float = stamping.ASK_SECONDS,
    ) -> None:
        self._store = store
        self._clock = clock
        self._settings = settings
        self._web = web
        self._tell = tell
        self._ask_seconds = ask_seconds
        self._seals = Seals(store.connection)
        self._authorities = {authority.name: authority for authority in settings.authorities}
        self._silent: set[str] = set()
        """Authorities that gave no answer in this run."""
        self._revocations: set[str] = set()
        """Authorities whose lists of revoked certificates were asked for in this run."""

    async def run(self, on_step: OnStep = lambda _: None, *, at_once: bool = False) -> Done:
        """Do what is due. ``at_once`` asks again without waiting for the time of a next try. Raises ``StoreError``."""
        done = Done()
        await self._stamp_due(done, on_step, at_once=at_once)
        for day in self._seals.unsealed_days(utc_day(self._clock.now() - GRACE)):
            if not await self._seal(day, done):
                break  # a later day must not be sealed before it
            done.sealed.append(day)
            on_step(f"sealed {day}")
            await self._stamp_due(done, on_step)  # before the next day: its list names these tokens
        self._owe_restamps(self._clock.now(), done)
        await self._stamp_due(done, on_step)
        for day, way, tries in self._seals.publications_due(self._until(at_once=at_once)):
            await self._publish(day, way, tries, done)
        for target, vantage, day in self._packable():
            try:
                row = pack_row(
                    self._store.connection, target, vantage, day
                )  # outside the lock: looks do not wait for it
            except StoreError as error:  # they were changed: they stay as they are, and the others are packed
                done.failed.append(str(error))
                continue
            with self._store.atomic():
                done.packed += put_packed(self._store.connection, row)
            on_step(f"packed {day}")
            await self._clock.sleep(0)
        return done

    def _until(self, *, at_once: bool) -> datetime:
        return self._clock.now() + (_ALL if at_once else timedelta(0))

    async def _stamp_due(self, done: Done, on_step: OnStep, *, at_once: bool = False) -> None:
        for stamp in self._seals.due(self._until(at_once=at_once)):
            if stamp.authority in self._silent:  # it is not waited for again and again
                self._put_off(stamp)
                continue
            await self._stamp(stamp, done)
            on_step(f"stamped {stamp.subject}")

    # A day

    async def _seal(self, day: str, done: Done) -> bool:
        mark = self._seals.mark()
        text = self._seals.text_for(day)  # nothing is added to a past day but by a look under way
        signature = ""
        if self._settings.sign_key:
            try:
                signature = await asyncio.to_thread(signing.sign, text.encode(), self._settings.sign_key)
            except signing.NotSigned as error:  # the day is sealed all the same
                done.failed.append(str(error))
                log.warning("the list of %s is not signed: %s", day, error)
        now = self._clock.now()
        with self._store.atomic():
            # A look under way came after all, or another process stamped: it is sealed in the next run. The list is not
            # made again for it: that takes a second for many targets, and looks would wait for the lock.
            if self._seals.has_grown(day, mark):
                return False
            digest = self._seals.put(day, text, signature, now)
            self._seals.owe(list_path(day), digest, self._authorities, now)
            self._seals.owe_publication(day, [way.name for way in self._settings.publications], now)
        log.info("sealed %s: %s", day, digest)
        return True

    def _packable(self) -> list[tuple[int, int, str]]:
        last = self._seals.last_day()
        if last is None:
            return []
        return Lines(self._store.connection).loose_days(_next_day(last))

    # Stamps

    async def _stamp(self, stamp: Stamp, done: Done) -> None:
        authority, now = self._authorities.get(stamp.authority), self._clock.now()
        if authority is None:
            with self._store.atomic():
                self._seals.failed(stamp, "the configuration no longer names this authority", None)
            return
        try:
            why = await self._judge(stamp, authority, done) if stamp.answer is not None else ""
            if stamp.state == "owed" and (why or stamp.answer is None):  # what came before still proves nothing
                answer = await stamping.ask(authority, stamp.sha256, self._web, seconds=self._ask_seconds)
                if answer.fault:
                    self._silent.add(authority.name)
                    self._fail(stamp, answer.fault, now, done)
                    return
                came_at = self._clock.now()
                with self._store.atomic():  # before anything else is done with it
                    if not self._seals.answered(stamp.id, answer.question, answer.raw, came_at):
                        return  # another run was faster: a list may name its token already
                came = replace(stamp, question=answer.question, answer=answer.raw, answered_at=came_at)
                why = await self._judge(came, authority, done)
        except OpensslError as error:  # ours, not the authority's: what came is kept, and nothing is counted against it
            self._put_off(stamp)
            done.failed.append(f"{stamp.subject} by {stamp.authority}: {error}")
            log.warning("the stamp on %s by %s could not be dealt with: %s", stamp.subject, stamp.authority, error)
            return
        if why:
            self._fail(stamp, why, self._clock.now(), done)

    async def _judge(self, stamp: Stamp, authority: Authority, done: Done) -> str:
        """Keep what a stored answer proves; gives what is wrong with it, or nothing. Raises ``OpensslError``."""
        question, raw = stamp.question or b"", stamp.answer or b""
        received = None if self._clock.simulated else stamp.answered_at  # not when it is judged: that may be days later
        judged = await stamping.judge(authority, stamp.sha256, raw, question=question, received_at=received)
        if judged.state is not stamping.State.VERIFIED or judged.gen_time is None:
            return f"{judged.state}: {judged.why}"
        with self._store.atomic():
            self._seals.verified(
                stamp,
                stamped_at=judged.gen_time,
                certificates=judged.certificates.decode("ascii", "replace"),
                not_after=judged.not_after,
                why=judged.why,
            )
        done.verified += 1
        if judged.signer is not None and authority.name not in self._revocations:
            self._revocations.add(authority.name)
            revoked = await stamping.revocation_list(judged.signer, authority, self._web)
            if not revoked.fault:
                with self._store.atomic():
                    url = judged.signer.crl_urls[0]
                    self._seals.put_revocations(authority.name, self._clock.now(), url, revoked.content)
        return ""

    def _fail(self, stamp: Stamp, why: str, now: datetime, done: Done) -> None:
        again = stamping.next_try(stamp.tries + 1, stamp.owed_at, now)
        with self._store.atomic():
            self._seals.failed(stamp, why, again)
        done.failed.append(f"{stamp.subject} by {stamp.authority}: {why}")
        log.warning("no stamp on %s by %s: %s", stamp.subject, stamp.authority, why)

    def _put_off(self, stamp: Stamp) -> None:
        """Not asked now for no fault of its own: it costs no try."""
        with self._store.atomic():
            self._seals.put_off(stamp, self._clock.now() + stamping.FIRST_WAIT)

    def _owe_restamps(self, now: datetime, done: Done) -> None:
        """Tokens whose certificates end soon are stamped again, all of a year in one list."""
        ending: dict[str, list[Stamp]] = {}
        for stamp in self._seals.stamps():
            if stamp.subject.startswith(RESTAMP) and stamp.owed_at > now - _AGAIN:
                continue  # by an authority whose own certificate ends soon: not every night
            soon = stamp.not_after is not None and stamping.due_for_restamp(stamp.not_after, now)
            if stamp.state == "verified" and soon and stamp.stamped_at is not None:
                ending.setdefault(f"{stamp.stamped_at:%Y}", []).append(stamp)
        for year, stamps in ending.items():
            text = publishing.token_list(stamps)
            subject = f"{RESTAMP}{year}.{publishing.sha256(text)[:16]}.sha256"
            if not self._seals.stamps(subject):
                with self._store.atomic():
                    self._seals.owe(subject, publishing.sha256(text), self._authorities, now)
                    note(
                        self._store, now, RESTAMPING, {"subject": subject, "list": text}
                    )  # else nobody could repeat it
                done.restamped += 1

    # Publication

    async def _publish(self, day: str, way: str, tries: int, done: Done) -> None:
        chosen = next((one for one in self._settings.publications if one.name == way), None)
        seal, now = self._seals.of_day(day), self._clock.now()
        if chosen is None or seal is None:
            with self._store.atomic():
                self._seals.not_published(day, way, "the configuration no longer names this way", None)
            return
        why = await publishing.publish(seal, chosen, self._tell)
        again = stamping.next_try(tries + 1, seal.sealed_at, now) if why else None
        with self._store.atomic():
            if why:
                self._seals.not_published(day, way, why, again)
            else:
                self._seals.published(day, way, self._clock.now())
        done.published += not why
        if why:
            done.failed.append(f"{list_path(day)} by {way}: {why}")
            log.warning("the list of %s was not made public by %s: %s", day, way, why)


def _next_day(day: str) -> str:
    return f"{datetime.fromisoformat(day) + timedelta(days=1):%Y-%m-%d}"
