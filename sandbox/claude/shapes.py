"""What a schema for structured output may hold, beyond being JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sandbox.claude.errors import Refused

ALLOWED = frozenset(
    (
        *("type", "enum", "const", "anyOf", "allOf", "$defs", "definitions", "$ref", "default", "title", "description"),
        *("properties", "required", "additionalProperties", "items", "minItems", "format", "pattern"),
    )
)
FORMATS = frozenset(
    ("date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid"),
)
MOST_OPTIONAL = 24
MOST_UNIONS = 16


def check_shape(schema: dict[str, Any]) -> None:
    """Refuse a schema that the API would not compile."""
    nodes = list(_nodes(schema, "schema"))
    for where, node in nodes:
        _check_node(where, node, schema)
    optional = sum(len(set(node.get("properties", {})) - set(node.get("required", ()))) for _, node in nodes)
    unions = sum("anyOf" in node or isinstance(node.get("type"), list) for _, node in nodes)
    if optional > MOST_OPTIONAL or unions > MOST_UNIONS:
        _refuse("schema", "Schema is too complex for compilation")
    _check_depth(schema)


def _nodes(node: Any, where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if not isinstance(node, dict):
        return
    yield where, node
    for key in ("properties", "$defs", "definitions"):
        for name, child in node.get(key, {}).items():
            yield from _nodes(child, f"{where}.{key}.{name}")
    for key in ("anyOf", "allOf"):
        for number, child in enumerate(node.get(key, ())):
            yield from _nodes(child, f"{where}.{key}.{number}")
    yield from _nodes(node.get("items"), f"{where}.items")


def _check_node(where: str, node: dict[str, Any], root: dict[str, Any]) -> None:
    for key in node:
        if key not in ALLOWED:
            _refuse(where, f"For '{node.get('type', 'any')}' type, property '{key}' is not supported")
    if node.get("minItems", 0) not in (0, 1):
        _refuse(where, "For 'array' type, 'minItems' values other than 0 or 1 are not supported")
    if "format" in node and node["format"] not in FORMATS:
        _refuse(where, f"Format '{node['format']}' is not supported")
    if node.get("type") == "object" and node.get("additionalProperties") is not False:
        _refuse(where, "For 'object' type, 'additionalProperties' must be explicitly set to false")
    if "allOf" in node and any("$ref" in part for part in node["allOf"]):
        _refuse(where, "'allOf' with '$ref' is not supported")
    if "$ref" in node and _target(node["$ref"], root) is None:
        _refuse(where, f"'$ref' must point into the schema itself, not to {node['$ref']}")


def _target(reference: str, root: dict[str, Any]) -> dict[str, Any] | None:
    node: Any = root
    if not reference.startswith("#/"):
        return None
    for step in reference[2:].split("/"):
        node = node.get(step) if isinstance(node, dict) else None
    return node if isinstance(node, dict) else None


def _check_depth(root: dict[str, Any]) -> None:
    """Refuse a schema that refers to itself."""

    def follow(node: dict[str, Any], seen: frozenset[str]) -> None:
        for _, child in _nodes(node, ""):
            reference = str(child.get("$ref", ""))
            if reference in seen:
                _refuse("schema", f"Recursive schemas are not supported ({reference})")
            target = _target(reference, root) if reference else None
            if target is not None:
                follow(target, seen | {reference})

    follow({key: value for key, value in root.items() if key not in ("$defs", "definitions")}, frozenset())


def _refuse(where: str, message: str) -> None:
    raise Refused(400, f"output_config.format.{where}: {message}")
