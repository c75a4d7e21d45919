"""One run of the sealer over the store of a configuration. Opens the store, and asks who is to be told what."""

from __future__ import annotations

from monitor import __version__
from monitor.clock import Clock
from monitor.config.locate import database
from monitor.config.settings import Config
from monitor.evidence.publishing import Tell
from monitor.evidence.sealing import Done, OnStep, Sealer
from monitor.http.posting import Posting
from monitor.store.reader import reading
from monitor.store.writer import Store
from monitor.watch.fetch import Identity


async def seal_all(
    config: Config, clock: Clock, tell: Tell, on_step: OnStep = lambda _: None, *, at_once: bool = False
) -> Done:
    """Seal what is due and do what is owed. Raises ``StoreError``, also where there is no store yet."""
    path = database(config.monitor.data_dir)
    with reading(path):  # a run must not make a store
        pass
    identity = Identity.of(__version__, config.monitor.contact, config.monitor.project_page)
    with Store(path) as store:
        sealer = Sealer(store, clock, config.evidence, Posting(identity.user_agent), tell=tell)
        return await sealer.run(on_step, at_once=at_once)
