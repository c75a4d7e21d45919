"""Every key of the configuration file as tables, from its JSON schema and the example file, which it reads."""

# ruff: noqa: INP001 - a script beside the pages, not a package

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from monitor.config import durations
from monitor.config.rules import default_rules, misfit
from monitor.config.schema import json_schema
from probes.registry import PROBES

EXAMPLE = Path(__file__).resolve().parents[2] / "config.example.toml"
SYSTEMS = EXAMPLE.parent / "docs" / "reference" / "systems.md"
MORE = "\n".join(re.findall(r"```toml\n(.*?)```", SYSTEMS.read_text("utf-8"), re.DOTALL))
"""Values for keys that the example file leaves out; tested to load like it."""
Schema = dict[str, Any]


def everything_on(text: str) -> str:
    """The example file with all its optional keys taken out of their comments."""
    return re.sub(r"^#(?=[a-z\[])", "", text, flags=re.MULTILINE)


def _merged(tables: list[Schema]) -> Schema:
    """The values of several tables of one kind: the first that says something gives it."""
    merged: Schema = {}
    for table in reversed(tables):
        merged |= {key: value for key, value in table.items() if value not in ([], {})}
    return merged


class Keys:
    """The tables of the schema, by the heading under which they are written."""

    def __init__(self) -> None:
        self.root = json_schema(PROBES)
        self.definitions: Schema = self.root["$defs"]
        self.example: Schema = tomllib.loads(everything_on(EXAMPLE.read_text("utf-8")))
        self.more: Schema = tomllib.loads(MORE)

    def tables(self) -> Iterator[tuple[str, Schema, Schema]]:
        """Heading, the table's schema, and the values that the example file gives."""
        example, targets = self.example, [*self.example["target"], *self.more["target"]]
        every = _merged(targets)
        yield "[monitor]", self._table("MonitorTable"), example["monitor"]
        yield "[defaults]", self._table("DefaultsTable"), {**every, **example["defaults"]}
        yield "[[target]]", self._table("TargetTable"), every
        yield "active (in [defaults] and [[target]])", self._table("ActiveTable"), every["active"]
        windows = self._table("MaintenanceTable"), every["maintenance"][0]
        yield "maintenance (in [defaults] and [[target]])", *windows
        yield "limits (in [defaults] and [[target]])", self._table("LimitsTable"), every["limits"]
        for name in sorted(PROBES):
            chosen = next(
                rule["then"]["properties"]["options"]
                for rule in self.definitions["TargetTable"]["allOf"]
                if rule["if"]["properties"]["probe"]["const"] == name
            )
            shown = _merged([target.get("options", {}) for target in targets if target["probe"] == name])
            yield f"[target.options] of the probe {name}", self._resolve(chosen), shown
        pages = [target["options"] for target in targets if target["probe"] == "page"]
        shown = _merged([page[answer] for page in pages for answer in ("none", "slots") if answer in page])
        yield "none and slots (in the options of page)", self._table("Evidence"), shown
        steps = [step for page in pages for step in page.get("steps", [])]
        yield "steps (in the options of page)", self._table("Step"), _merged(steps)
        fields = [field for step in steps for field in step.get("fields", {}).values() if isinstance(field, dict)]
        yield "a field of steps, where it is a table", self._table("FieldValue"), _merged(fields)
        endpoints = [target["options"] for target in targets if target["probe"] == "json"]
        shown = _merged([endpoint["free"] for endpoint in endpoints if "free" in endpoint])
        yield "free (in the options of json)", self._table("Free"), shown
        yield "none_when (in the options of json)", self._table("When"), endpoints[0]["none_when"][0]
        yield "error_when (in the options of json)", self._table("Trouble"), endpoints[0]["error_when"][0]
        yield "[[host]]", self._table("HostTable"), example["host"][0]
        yield "[[receiver]]", self._table("ReceiverTable"), example["receiver"][0]
        yield "[[rule]]", self._table("RuleTable"), _merged(example["rule"])
        yield "escalate (in [[rule]])", self._table("EscalateTable"), _merged(example["rule"])["escalate"]
        yield "[notify]", self._table("NotifyTable"), example["notify"]
        yield "[network]", self._table("NetworkTable"), example["network"]
        yield "[[authority]]", self._table("AuthorityTable"), example["authority"][0]
        yield "[[publish]]", self._table("PublishTable"), _merged(example["publish"])
        yield "[evidence]", self._table("EvidenceTable"), example["evidence"]
        yield "[witness]", self._table("WitnessTable"), example["witness"]
        yield "[[rota]]", self._table("RotaTable"), example["rota"][0]
        yield "[site]", self._table("SiteTable"), example["site"]
        yield "[[reply]]", self._table("ReplyTable"), example["reply"][0]

    def _table(self, name: str) -> Schema:
        definition: Schema = self.definitions[name]
        return definition

    def _resolve(self, schema: Schema) -> Schema:
        reference = schema.get("$ref")
        return self.definitions[reference.rpartition("/")[2]] if reference else schema

    def kind(self, schema: Schema) -> str:
        """The type of a value, in words."""
        if "$ref" in schema:
            return "table" if self._resolve(schema).get("type") == "object" else self.kind(self._resolve(schema))
        if "anyOf" in schema:
            return " or ".join(dict.fromkeys(self.kind(one) for one in schema["anyOf"] if one.get("type") != "null"))
        if "enum" in schema or "const" in schema:
            return ", ".join(f"`{value}`" for value in schema.get("enum", [schema.get("const")]))
        if schema.get("pattern") == durations.PATTERN:
            return "duration"
        if schema.get("format") == "date":
            return "day"
        if schema.get("type") == "array":
            inner = self.kind(schema["items"]) if "items" in schema else "any value"
            return f"list of {inner}"
        words = {"string": "text", "integer": "whole number", "boolean": "true or false", "object": "table"}
        name: str = schema.get("type", "any value")
        word = words.get(name, name)
        bounds = [schema.get("minimum"), schema.get("maximum")]
        return f"{word}, {bounds[0]:,} to {bounds[1]:,}" if None not in bounds else word


def _toml(value: Any) -> str:
    """A value as the file writes it; dates and tables included."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(inner)}" for key, inner in value.items()) + " }" if value else "{}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str | bool | int | float) else str(value)


def _default(schema: Schema, *, required: bool) -> str:
    if required:
        return "required"
    default = schema.get("default")
    if default is None or default in ("", [], {}) or isinstance(default, dict):
        return ""
    return f"`{_toml(default)}`"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def default_rule_table() -> str:
    """The rules in force where the file has none."""
    columns = "name when looks for min_checks min_days min_weeks share over severity deliver".split()
    head = f"| {' | '.join(columns)} |\n|{' --- |' * len(columns)}"
    rows = [
        f"| {' | '.join('' if misfit(key, rule['when']) else str(rule[key]) for key in columns)} |"
        for rule in default_rules([])
    ]
    return "\n".join(["## The default rules\n", head, *rows])


def key_tables() -> str:
    """One table of keys for each table of the file."""
    keys = Keys()
    parts = []
    for heading, definition, shown in keys.tables():
        rows = []
        for key, schema in definition["properties"].items():
            example = shown.get(key, next(iter(schema.get("examples", [])), None))
            text = schema.get("description", "")
            text += f" Example: `{_toml(example)}`" if example is not None else ""
            default = _default(schema, required=key in definition.get("required", []))
            rows.append(f"| `{key}` | {_cell(keys.kind(schema))} | {default} | {_cell(text)} |")
        title = heading if " " in heading else f"`{heading}`"
        head = "| key | type | default | meaning |\n| --- | --- | --- | --- |"
        parts.append("\n".join([f"## {title}\n", head, *rows]))
    parts.append(default_rule_table())
    return "\n\n".join(parts)
