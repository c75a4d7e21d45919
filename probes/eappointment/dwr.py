"""DWR plain calls: writes their bodies, reads the JavaScript that answers them. Pure, and linear in the answer.

DWR 2 answers ``dwr.engine._remoteHandleCallback('0','0',data)``, DWR 3 ``dwr.engine.remote.handleCallback(...)`` with
the same arguments. Data stands in the call, or in variables before it (``var s0={};s0.msg="...";``). Nothing is ever
executed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from urllib.parse import quote

Dialect = Literal[2, 3]

MAX_CHARACTERS = 500_000
"""A longer answer is not read: a year of closed days has 5,000 characters."""
_MAX_DEPTH = 40

_TOKEN = re.compile(
    r"""(?P<skip>\s+|//[^\n]*)
      | "(?P<double>(?:[^"\\\n]|\\.)*)" | '(?P<single>(?:[^'\\\n]|\\.)*)'
      | (?P<number>-?\d{1,18}(?:\.\d{1,18})?(?:[eE][+-]?\d{1,3})?) | (?P<name>[A-Za-z_$][\w$]*)
      | (?P<mark>[^\s\w"'])""",
    re.VERBOSE | re.ASCII,
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_CONSTANTS = {"true": True, "false": False, "null": None, "undefined": None}
_HANDLER = re.compile(r"(?:_remoteHandle|handle)(Callback|Exception|BatchException)")


@dataclass(frozen=True, slots=True)
class Call:
    """One remote method. ``parameters`` are the visible ones, as DWR writes them: ``string:site7``."""

    script: str
    method: str
    parameters: tuple[str, ...]
    entries: tuple[str, ...] = ()
    """Values that parameters refer to, in order: ``reference:c0-e1`` is the first."""

    def path(self, application: str) -> str:
        """Where it is posted; ``application`` is the application's path or URL."""
        return f"{application}/dwr/call/plaincall/{self.script}.{self.method}.dwr"

    def body(self, dialect: Dialect, *, page: str, batch: int, session: str = "") -> str:
        """The ``text/plain`` body. ``page`` is the calling page's path, ``session`` the JSESSIONID where known.

        DWR 2 stubs also send a ``false`` for the session that the server fills in; DWR 3 stubs do not.
        """
        parameters = ("boolean:false", *self.parameters) if dialect == 2 else self.parameters
        call = [f"c0-scriptName={self.script}", f"c0-methodName={self.method}", "c0-id=0"]
        call += [f"c0-e{number}={value}" for number, value in enumerate(self.entries, start=1)]
        call += [f"c0-param{number}={value}" for number, value in enumerate(parameters)]
        if dialect == 2:
            lines = ["callCount=1", f"page={page}", f"httpSessionId={session}", "scriptSessionId=", *call]
            lines += [f"batchId={batch}"]
        else:
            lines = ["callCount=1", "nextReverseAjaxIndex=0", *call, f"batchId={batch}", "instanceId=0"]
            lines += [f"page={quote(page, safe='')}", "scriptSessionId="]
        return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: a callback's data, or an exception (its object, with ``message`` where it has one)."""

    dialect: Dialect
    failed: bool
    value: Any

    @property
    def message(self) -> str:
        """What an exception says, or the empty string."""
        said = self.value.get("message") if self.failed and isinstance(self.value, dict) else None
        return said if isinstance(said, str) else ""


class _Unreadable(Exception):
    """No JavaScript that DWR writes."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: Literal["string", "number", "name", "mark", "end"]
    text: str


def read_reply(text: str) -> Reply | None:
    """The answer to one plain call, or None where the text is no such answer or holds more than one.

    An exception beside a callback wins.
    """
    if len(text) > MAX_CHARACTERS or "dwr.engine" not in text:
        return None
    try:
        replies = _Reader(_tokens(text)).replies()
    except _Unreadable:
        return None
    failures = [reply for reply in replies if reply.failed]
    if failures:
        return failures[0]
    return replies[0] if len(replies) == 1 else None


def _tokens(text: str) -> list[_Token]:
    tokens, at = [], 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise _Unreadable
        at = found.end()
        match found.lastgroup:
            case "double" | "single" as kind:
                tokens.append(_Token("string", _unescaped(found[kind])))
            case "number" | "name" | "mark" as kind:
                tokens.append(_Token(kind, found[kind]))
            case _:
                pass  # spaces and comments
    return tokens


def _unescaped(text: str) -> str:
    plain = _ESCAPE.sub(_character, text)
    # Characters beyond the first plane come as two escapes; a lone half is no character.
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _character(escape: re.Match[str]) -> str:
    if code := escape[1] or escape[2]:
        return chr(int(code, 16))
    return _CONTROLS.get(escape[3], escape[3])


@dataclass(slots=True)
class _Reader:
    """Goes through the tokens once; what is neither an assignment nor a handler's call is passed over."""

    tokens: Sequence[_Token]
    at: int = 0
    known: dict[str, Any] = field(default_factory=dict)

    def replies(self) -> list[Reply]:
        found = []
        while self.at < len(self.tokens):
            if self._peek("name", "var") and self._peek("mark", "=", 2):
                self._declare()
            elif self._peek("name", "dwr") and self._peek("name", "engine", 2):
                if reply := self._handler():
                    found.append(reply)
            elif self._here().kind == "name" and self._here().text in self.known:
                self._assign()
            else:
                self.at += 1
        return found

    def _here(self, ahead: int = 0) -> _Token:
        place = self.at + ahead
        return self.tokens[place] if place < len(self.tokens) else _Token("end", "")

    def _peek(self, kind: str, text: str, ahead: int = 0) -> bool:
        token = self._here(ahead)
        return (token.kind, token.text) == (kind, text)

    def _take(self, mark: str) -> bool:
        if self._peek("mark", mark):
            self.at += 1
            return True
        return False

    def _require(self, mark: str) -> None:
        if not self._take(mark):
            raise _Unreadable

    def _declare(self) -> None:
        name = self._here(1).text
        self.at += 3
        if self._here().kind == "name" and self._here().text == "window":
            return  # var dwr=window.dwr._[0]; is DWR 3's own
        self.known[name] = self._value()

    def _assign(self) -> None:
        """``s0.msg="...";``, ``s0['msg']=...;`` or ``s0[3]=...;``; a name alone is passed over."""
        target = self.known[self._here().text]
        self.at += 1
        if self._take("."):
            key: Any = self._here().text
            self.at += 1
        elif self._take("["):
            key = self._value()
            self._require("]")
        else:
            return
        if not self._take("="):
            return
        value = self._value()
        if isinstance(target, dict) and isinstance(key, str):
            target[key] = value
        elif isinstance(target, list) and key == len(target):
            target.append(value)
        else:
            raise _Unreadable

    def _handler(self) -> Reply | None:
        """``dwr.engine._remoteHandle...(`` or ``dwr.engine.remote.handle...(`` with its arguments."""
        self.at += 3
        dialect: Dialect = 2
        if self._take(".") and self._peek("name", "remote"):
            self.at += 1
            dialect = 3
            self._take(".")
        found = _HANDLER.fullmatch(self._here().text)
        if found is None or not self._peek("mark", "(", 1):
            return None
        self.at += 2
        arguments = [self._value()]
        while self._take(","):
            arguments.append(self._value())
        self._require(")")
        # A batch exception has its object first; the others name batch and call before it.
        place = 0 if found[1] == "BatchException" else 2
        if len(arguments) <= place:
            raise _Unreadable
        return Reply(dialect, failed=found[1] != "Callback", value=arguments[place])

    def _value(self, depth: int = 0) -> Any:
        token = self._here()
        self.at += 1
        if depth > _MAX_DEPTH:
            raise _Unreadable
        if token.kind == "string":
            return token.text
        if token.kind == "number":
            return float(token.text) if re.search(r"[.eE]", token.text) else int(token.text)
        if token.kind == "name":
            return self._named(token.text, depth)
        if token.text == "{":
            return self._object(depth)
        if token.text == "[":
            return self._array(depth)
        raise _Unreadable

    def _named(self, name: str, depth: int) -> Any:
        if name in _CONSTANTS:
            return _CONSTANTS[name]
        if name in self.known:
            return self.known[name]
        if name == "new" and self._peek("name", "Date"):
            self.at += 1
            return self._date(depth)
        if name == "dwr":  # dwr.engine.remote.newObject("Name", {...})
            if [self._here(ahead).text for ahead in (1, 3, 5)] != ["engine", "remote", "newObject"]:
                raise _Unreadable
            self.at += 6
            self._require("(")
            self._value(depth + 1)
            self._require(",")
            value = self._value(depth + 1)
            self._require(")")
            return value
        raise _Unreadable

    def _date(self, depth: int) -> datetime:
        self._require("(")
        milliseconds = self._value(depth + 1)
        self._require(")")
        try:
            return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
        except (TypeError, OverflowError) as error:
            raise _Unreadable from error

    def _object(self, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while not self._take("}"):
            key = self._here()
            self.at += 1
            if key.kind not in ("string", "name", "number"):
                raise _Unreadable
            self._require(":")
            result[key.text] = self._value(depth + 1)
            if not self._take(",") and not self._peek("mark", "}"):
                raise _Unreadable
        return result

    def _array(self, depth: int) -> list[Any]:
        result: list[Any] = []
        while not self._take("]"):
            result.append(self._value(depth + 1))
            if not self._take(",") and not self._peek("mark", "]"):
                raise _Unreadable
        return result
