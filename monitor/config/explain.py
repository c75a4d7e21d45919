"""Validates one table and says in plain words what is wrong with it. Touches nothing outside itself."""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from monitor.config.lines import KeyPath
from monitor.config.problems import did_you_mean

M = TypeVar("M", bound=BaseModel)

_SAID = {
    "string_type": "must be text in quotes",
    "string_unicode": "must be valid Unicode text",
    "string_too_short": "must have at least {min_length} character(s)",
    "string_too_long": "must have at most {max_length} characters",
    "string_pattern_mismatch": "must have the form {pattern}",
    "int_type": "must be a whole number without quotes",
    "int_from_float": "must be a whole number without quotes",
    "int_parsing": "must be a whole number without quotes",
    "float_type": "must be a number without quotes",
    "float_parsing": "must be a number without quotes",
    "finite_number": "must be a finite number",
    "bool_type": "must be true or false, without quotes",
    "bool_parsing": "must be true or false, without quotes",
    "list_type": 'must be a list, for example ["..."]',
    "tuple_type": 'must be a list, for example ["..."]',
    "set_type": 'must be a list, for example ["..."]',
    "frozen_set_type": 'must be a list, for example ["..."]',
    "dict_type": "must be a table",
    "model_type": "must be a table",
    "too_short": "must have at least {min_length} item(s)",
    "too_long": "must have at most {max_length} item(s)",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
    "literal_error": "must be {expected}",
    "enum": "must be {expected}",
}
"""By pydantic's error type. These texts never hold the value itself."""
_UNSHOWN = "this value is not accepted here; it comes from a variable or a secret file and is not shown"
UNKNOWN = "unknown key"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a table: where in the table, and what."""

    path: KeyPath
    message: str


def validate(
    model: type[M], table: object, secret: Callable[[KeyPath], bool], within: KeyPath = ()
) -> M | tuple[Fault, ...]:
    """The validated table, or everything that is wrong with it.

    ``secret`` tells whether a path's value must not be shown: its faults are then told without quoting it.
    ``within`` is where the table stands in the one that people see; all paths begin with it.
    """
    try:
        return model.model_validate(table)
    except ValidationError as error:
        found: dict[KeyPath, list[str]] = {}
        details = error.errors(include_url=False)
        for detail in details:
            if detail["type"] == "too_short" and any(_is_inside(other, detail) for other in details):
                continue  # pydantic counts only the items that are right
            path = _path(detail, table)
            message = _message(detail, path, model, within, hide=secret((*within, *path)))
            messages = found.setdefault((*within, *path), [])
            if message not in messages:
                messages.append(message)
        return tuple(Fault(path, _either(messages)) for path, messages in found.items())


def _is_inside(detail: ErrorDetails, outer: ErrorDetails) -> bool:
    place = outer["loc"]
    return len(detail["loc"]) > len(place) and detail["loc"][: len(place)] == place


def _either(messages: list[str]) -> str:
    """One sentence for the faults of one value: those of a union are alternatives."""
    first, *others = messages
    return " or ".join([first, *(message.removeprefix("must be ") for message in others)])


def _path(detail: ErrorDetails, table: object) -> KeyPath:
    """Where the fault is in the file: pydantic's location without the steps that only name a member of a union."""
    path: list[str | int] = []
    at, last = table, len(detail["loc"]) - 1
    for number, part in enumerate(detail["loc"]):
        inside = (isinstance(at, dict) and part in at) or (
            isinstance(at, list) and isinstance(part, int) and part < len(at)
        )
        if inside:
            at = at[part]  # type: ignore[index]
        if inside or number == 0 or (number == last and detail["type"] == "missing"):
            path.append(part)
    if detail["type"] == "elsewhere":
        path[-1] = detail["ctx"]["key"]
    return tuple(path)


def _message(detail: ErrorDetails, path: KeyPath, model: type[BaseModel], within: KeyPath, *, hide: bool) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "missing":
        return _missing(model, path)
    if kind == "extra_forbidden":
        known = [name for name, _ in _fields(model, path[:-1])]
        return unknown_key((*within, *path), known)
    if kind in _SAID:
        text = _SAID[kind].format_map(context)
        value = detail["input"]
        if "expected" in context and isinstance(value, str) and not hide:
            text += did_you_mean(value, context["expected"].replace(" or ", ", ").replace("'", "").split(", "))
        return text
    if hide and kind != "elsewhere":
        return _UNSHOWN
    if kind in ("value_error", "assertion_error"):
        return str(context["error"])
    return detail["msg"].replace("Input should be", "must be")


def _missing(model: type[BaseModel], path: KeyPath) -> str:
    field = next((field for name, field in _fields(model, path[:-1]) if name == path[-1]), None)
    if field is None or not field.description:
        return "missing"
    asked = field.description.partition(". ")[0].rstrip(".")
    asked = asked if asked[1:2].isupper() else asked[:1].lower() + asked[1:]
    example = f", for example {path[-1]} = {json.dumps(field.examples[0])}" if field.examples else ""
    return f"missing; write {asked}{example}"


def unknown_key(path: KeyPath, known: Iterable[str]) -> str:
    """A key that means nothing where it stands; ``known`` are those that would."""
    names = [dotted((*path[:-1], name)) for name in known]
    wrong = dotted(path)
    return f"{UNKNOWN} {wrong!r}" + (did_you_mean(wrong, names) or f"; known here: {', '.join(names)}")


def dotted(path: KeyPath) -> str:
    """A path as people write it: ``options.none.phrases, item 2``."""
    text = ""
    for part in path:
        joint = ", " if ", item " in text or isinstance(part, int) else "."
        text += (joint if text else "") + (f"item {part + 1}" if isinstance(part, int) else part)
    return text


def _fields(model: type[BaseModel], path: KeyPath) -> list[tuple[str, FieldInfo]]:
    """The keys that a nested table may have, by the names the file uses."""
    models = [model]
    for part in path:
        if isinstance(part, int):
            continue  # a list's members have the models of the list
        inner = [field for each in models for name, field in _named(each).items() if name == part]
        models = [found for field in inner for found in _models(field.annotation)]
    return [(name, field) for each in models for name, field in _named(each).items()]


def _named(model: type[BaseModel]) -> Mapping[str, FieldInfo]:
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _models(annotation: Any) -> list[type[BaseModel]]:
    """The models somewhere inside an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    if get_origin(annotation) in (Annotated, Union, types.UnionType, tuple, list, dict):
        return [model for inner in get_args(annotation) for model in _models(inner)]
    return []
