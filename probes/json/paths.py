"""Paths into a JSON answer: dotted names, ``[*]`` for every item of a list, ``*`` for every member of an object. Pure.

Each step of a path visits every value at most once, so a search is linear in the answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Any

from probes.jsontext import Place

MAX_LENGTH = 200
"""Characters of a path."""

_STEP = re.compile(
    r"""(?P<dot>\.?)(?:(?P<member>\*)|(?P<key>[^\[\].*"]+))|\[(?:(?P<each>\*)|(?P<index>\d{1,6})|"(?P<quoted>[^"]+)")\]"""
)


class Every(Enum):
    """A step that goes to all values inside one."""

    ITEM = "[*]"
    MEMBER = "*"


@dataclass(frozen=True, slots=True)
class Node:
    """A value and where it stands."""

    place: Place
    value: Any


@dataclass(frozen=True, slots=True)
class Found:
    """What a path leads to in one answer."""

    nodes: tuple[Node, ...]
    empty: tuple[Place, ...]
    """The lists and objects on the way that hold nothing."""
    complete: bool
    """Every step found what it names; False: the answer is built otherwise than the path says."""


@dataclass(frozen=True, slots=True)
class Path:
    """A parsed path."""

    text: str
    steps: tuple[str | int | Every, ...]

    @classmethod
    def parse(cls, text: str) -> Path:
        """``data[*].slots[*]``, ``days.*.free``, ``["a.b"]``, ``list[0]``; the empty path is the whole answer.

        Raises ``ValueError`` saying what is wrong, and where.
        """
        if len(text) > MAX_LENGTH:
            raise ValueError(f"a path is at most {MAX_LENGTH} characters long")
        steps: list[str | int | Every] = []
        at = 0
        while at < len(text):
            found = _STEP.match(text, at)
            if found is None:
                raise ValueError(f"path {text!r}: {text[at:]!r} is neither a name, '.*', '[*]', '[0]' nor '[\"name\"]'")
            plain = found["key"] is not None or found["member"] is not None
            if plain and bool(found["dot"]) != bool(steps):
                raise ValueError(f"path {text!r}: write one dot between names, and none before the first")
            steps.append(_step(found))
            at = found.end()
        return cls(text, tuple(steps))

    @property
    def lists(self) -> bool:
        """Whether the path ends at the items of a list or the members of an object, not at the list itself."""
        return bool(self.steps) and isinstance(self.steps[-1], Every)

    def find(self, value: Any, place: Place = ()) -> Found:
        """Every value that the path leads to from a value, with its place."""
        nodes = [Node(place, value)]
        empty: list[Place] = []
        complete = True
        for step in self.steps:
            following: list[Node] = []
            for node in nodes:
                inside = _inside(node, step)
                if inside is None:
                    complete = False
                elif inside:
                    following += inside
                else:
                    empty.append(node.place)
            nodes = following
        return Found(tuple(nodes), tuple(empty), complete)


def _step(found: re.Match[str]) -> str | int | Every:
    if found["index"] is not None:
        return int(found["index"])
    if found["each"] is not None:
        return Every.ITEM
    if found["member"] is not None:
        return Every.MEMBER
    return found["quoted"] if found["quoted"] is not None else found["key"]


def _inside(node: Node, step: str | int | Every) -> list[Node] | None:
    """The values one step on; None where the step does not fit the value."""
    value, place = node.value, node.place
    match step:
        case Every.ITEM:
            return [Node((*place, n), item) for n, item in enumerate(value)] if isinstance(value, list) else None
        case Every.MEMBER:
            return [Node((*place, name), it) for name, it in value.items()] if isinstance(value, dict) else None
        case int():
            return [Node((*place, step), value[step])] if isinstance(value, list) and step < len(value) else None
        case str():
            return [Node((*place, step), value[step])] if isinstance(value, dict) and step in value else None
