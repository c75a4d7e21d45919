"""Whether what is derived agrees with the looks: folded again beside the store, and compared. Writes nothing to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from monitor.judge.judgement import FOLD_VERSION
from monitor.judge.terms import Terms
from monitor.rebuild import InForce, TargetFold
from monitor.store.comparing import comparing
from monitor.store.integrity import Problem

_REBUILD = "'slotwatch db rebuild' makes it anew from the looks"


def disagreements(path: Path, on_look: Callable[[], None] = lambda: None) -> Iterator[Problem]:
    """What is derived and does not follow from the looks, target by target. Raises ``StoreError``.

    Each target is compared as of one moment of the file, while others write to it. What another version of the folds
    derived is not compared: the next 'slotwatch run' makes all of it anew.
    """
    with comparing(path) as comparison:
        if comparison.judgements.version() not in (None, FOLD_VERSION):
            return
        looks, cache = comparison.looks, dict[int, dict[str, Terms]]()
        for target, slug, timezone in looks.targets():
            with comparison.one_moment():
                terms = InForce(looks, looks.ids(target, slug), timezone, cache)
                fold = TargetFold(terms, comparison.judgements.hush())
                for look in looks.looks(target):
                    fold.add(look)
                    on_look()
                found = comparison.differences(target, fold.folded())
            for one in found:
                what = f"{one.missing:,} rows that follow from the looks are missing, {one.wrong:,} do not follow"
                yield Problem(f"{one.table} of {slug}", what, _REBUILD)
