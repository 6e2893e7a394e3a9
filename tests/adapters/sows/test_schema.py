"""The schema is written for people: each key says what it is, and nothing unknown is let through."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from jsonschema import Draft202012Validator

from service.adapters.sows.shape import SCHEMA, choices, resolved, schema

OPEN = {"checks", "check", "items", "limits", "units", "terms"}
"""Mappings whose keys are names: of rules, parameters, roles, windows, expenses. The loader looks them up elsewhere."""


def mappings(node: Any, name: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every part of the schema that describes a mapping, with the name it stands under."""
    if isinstance(node, dict):
        if node.get("type") == "object":
            yield name, node
        for key, value in node.items():
            yield from mappings(value, key)


def test_the_schema_is_one_of_its_kind() -> None:
    Draft202012Validator.check_schema(json.loads(SCHEMA.read_text(encoding="utf-8")))


def test_every_key_has_a_description() -> None:
    for name, mapping in mappings(schema()):
        for key, said in mapping.get("properties", {}).items():
            assert resolved(said).get("description"), f"{name}.{key}"


def test_every_value_that_people_write_has_an_example_or_a_list_to_choose_from() -> None:
    for name, mapping in mappings(schema()):
        for key, said in mapping.get("properties", {}).items():
            shown = [one for one in choices(said) if one.get("type") == "object" or {"examples", "enum"} & one.keys()]
            assert shown, f"{name}.{key}"


def test_no_mapping_lets_an_unknown_key_through() -> None:
    assert {name for name, mapping in mappings(schema()) if mapping.get("additionalProperties") is not False} == OPEN


def test_no_key_is_known_and_not_understood_at_once() -> None:
    for name, mapping in mappings(schema()):
        assert not set(mapping.get("properties", ())) & set(mapping.get("x-later", ())), name


def test_every_key_is_of_one_kind_so_that_its_text_can_be_read_in_one_way() -> None:
    for name, mapping in mappings(schema()):
        for key, said in mapping.get("properties", {}).items():
            kinds = [one.get("type") or type(one.get("enum", (0,))[0]).__name__ for one in choices(said)]
            assert kinds.count("str") + kinds.count("string") <= 1, f"{name}.{key}"


def test_numbers_of_the_schema_are_decimals() -> None:
    assert not any(isinstance(value, float) for value in numbers(schema()))
    assert Decimal(24) == schema()["$defs"]["rounding"]["properties"]["increment"]["maximum"]


def numbers(node: Any) -> Iterator[Any]:
    """Every value of the schema that holds no others."""
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else None
    if children is None:
        yield node
    else:
        for child in children:
            yield from numbers(child)
