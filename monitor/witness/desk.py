"""What a running monitor does for people who look: takes what they put into the inbox, and reminds whose turn it is.

Files are read in a thread, so that no look of the machine waits for them.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace

from monitor.clock import Clock
from monitor.config.settings import Config
from monitor.model import Target
from monitor.store.errors import StoreError
from monitor.store.writer import Store
from monitor.watch.identify import LanguageModel
from monitor.witness.errors import WitnessError
from monitor.witness.inbox import Inbox, require_apart
from monitor.witness.reading import Reader
from monitor.witness.rota import Reminders
from monitor.witness.sorting import Group
from monitor.witness.taking import Keeper, Witnessed
from probes.contract import Probe

log = logging.getLogger(__name__)

_MOST = 5
"""Groups of files settled in one turn, about once a minute."""


class Desk:
    """For one process that runs; ``mind`` raises nothing that would stop looks."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        probes: Mapping[str, Probe],
        by_content: Sequence[tuple[Probe, Mapping[str, object]]],
    ) -> None:
        self._store = store
        self._clock = clock
        self._probes = probes
        self._by_content = by_content
        self._model = LanguageModel()
        self._config: Config | None = None
        self._reminders = Reminders(store, (), ())

    async def mind(self, config: Config) -> None:
        """About once a minute."""
        if config is not self._config:
            self._config, self._reminders = config, Reminders(self._store, config.witness.rotas, config.targets)
        try:
            self._reminders.owe(self._clock.now(), simulated=self._clock.simulated)
            if config.witness.inbox is not None:
                await self._sweep(config)
        except StoreError as error:
            log.warning("%s", error)
        except WitnessError as why:
            log.warning("the inbox %s is left alone: %s", config.witness.inbox, why)
        except OSError as error:
            log.warning("the inbox %s cannot be read: %s", config.witness.inbox, error.strerror)

    async def _sweep(self, config: Config) -> None:
        assert config.witness.inbox is not None
        require_apart(config.witness.inbox, config.path, config.monitor.data_dir)
        now = self._clock.now()
        keeper = Keeper(self._store, self._clock, config.effective, config.targets)
        inbox = Inbox(config.witness.inbox, {target.id: target for target in config.targets}, self._reader)
        order = await asyncio.to_thread(inbox.order, now)
        if not order.groups and not order.refused:
            return
        known = {target.id: since for target in config.targets if (since := keeper.known_since(target))}
        inbox = replace(inbox, known_since=known)
        for entry, why in order.refused:
            await self._refuse(inbox, Group((entry,)), why)
        ready, tried = list[tuple[Group, Witnessed]](), 0
        for group in order.groups:
            if tried == _MOST:
                break
            try:
                ready.append((group, await asyncio.to_thread(inbox.prepare, group, now)))
            except WitnessError as why:
                await self._refuse(inbox, group, why)
            except OSError as error:  # it went away, or may not be read; others do not wait for it
                log.warning("inbox: %s cannot be read: %s", group.files[0].path, error.strerror)
                continue
            except Exception:  # our bug: nor for that
                log.exception("inbox: reading %s ended with an error of ours", group.files[0].path)
                continue
            tried += 1
        # A look that is stored after a later one is no longer judged.
        for group, witnessed in sorted(ready, key=lambda one: one[1].look.started_at):
            try:
                inbox.settle(group, witnessed, keeper)
            except OSError as error:
                log.warning("inbox: %s cannot be moved: %s", group.files[0].path, error.strerror)
            else:
                log.info("inbox: %s was taken", group.files[0].path)

    @staticmethod
    async def _refuse(inbox: Inbox, group: Group, why: WitnessError) -> None:
        path = group.files[0].path
        try:
            await asyncio.to_thread(inbox.refuse, group, why)
        except OSError as error:
            log.warning("inbox: %s, which is refused (%s), cannot be moved: %s", path, why, error.strerror)
        else:
            log.warning("inbox: %s was refused: %s", path, why)

    def _reader(self, target: Target) -> Reader:
        return Reader.of(target, self._probes, self._by_content, self._model)
