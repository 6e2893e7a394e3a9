"""A name finds the one entry that carries exactly this name."""

from typing import Any

import pytest

from service.adapters.quickbooks.names import AT_ONCE, CUSTOMER, ITEM, TAX_CODE, Shelf, tail
from service.adapters.quickbooks.queries import quoted

ROWS: list[dict[str, Any]] = [
    {"Id": "1", "Name": "Review", "FullyQualifiedName": "Review"},
    {"Id": "2", "Name": "Review", "FullyQualifiedName": "Design:Review"},
    {"Id": "3", "Name": "Build", "FullyQualifiedName": "Web:Build"},
    {"Id": "4", "Name": "Test", "FullyQualifiedName": "Web:Test"},
    {"Id": "5", "Name": "Test", "FullyQualifiedName": "App:Test"},
    {"Id": "6", "Name": "Old", "FullyQualifiedName": "Old", "Active": False},
    {"Id": "7", "Name": "Zo\u0301\u0142c\u0301", "FullyQualifiedName": "Zo\u0301\u0142c\u0301"},
]

FOUND = [
    # name as written, id or words of the sentence
    ("Design:Review", "2"),
    ("Build", "3"),
    ("Web:Build", "3"),
    ("Zółć", "7"),
    (" Build ", "3"),
    ("Review", 'QuickBooks has 2 items "Review": write the full name'),
    ("Test", 'such as "Web:Test"'),
    ("build", 'QuickBooks writes the item "build" as "Build"'),
    ("Old", 'The item "Old" is inactive'),
    ("Nothing", 'QuickBooks has no item "Nothing"'),
    ("", "No item is named"),
]


@pytest.mark.parametrize(("name", "found"), FOUND)
def test_an_item_is_found_by_its_name_or_its_full_name(name: str, found: str) -> None:
    partner = Shelf(ITEM, lambda _entity, _condition: ROWS).partner(name)
    assert found in partner if isinstance(partner, str) else partner["Id"] == found


def test_a_colon_is_part_of_a_name_where_nothing_stands_under_another() -> None:
    rows = [{"Id": "9", "Name": "VAT: 20%"}, {"Id": "8", "Name": "20%"}]
    partner = Shelf(TAX_CODE, lambda _entity, _condition: rows).partner("VAT: 20%")
    assert not isinstance(partner, str) and partner["Id"] == "9"


def test_many_names_are_asked_for_in_few_questions() -> None:
    asked: list[str] = []

    def ask(_entity: str, condition: str) -> list[dict[str, Any]]:
        asked.append(condition)
        return []

    shelf = Shelf(CUSTOMER, ask)
    names = [f"C{number}" for number in range(AT_ONCE + 1)]
    shelf.learn([*names, *names])
    shelf.learn(names)
    assert len(asked) == 2 and asked[1] == "DisplayName IN ('C9') AND Active IN (true, false)"


@pytest.mark.parametrize(("value", "text"), [
    ("Acme", "'Acme'"), ("O'Brien", "'O\\'Brien'"), ("a\\b", "'a\\\\b'"),
    ("x\\' OR Id > '0", "'x\\\\\\' OR Id > \\'0'"),
])  # fmt: skip
def test_no_name_can_leave_its_quotes(value: str, text: str) -> None:
    assert quoted(value) == text


@pytest.mark.parametrize(("name", "last"), [("Design:Review", "Review"), ("Review", "Review"), ("a:b: c ", "c")])
def test_a_full_name_is_asked_for_by_its_last_part(name: str, last: str) -> None:
    assert tail(name) == last
