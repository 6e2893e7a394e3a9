"""The seven checks by rule engines. None of them can add up over rows, so the running sums are made for them, in the
tight loop; they decide seven conditions a row, which favours them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from tests.bench import log as terms
from tests.bench.log import Log, Verdict
from tests.bench.loop import facts

Row = dict[str, Any]
ZEN_ROWS = 5000
"""How many rows zen is handed at once: a call for each costs many times as much."""


def rows(log: Log) -> list[Row]:
    """Each row by date, with its sums."""
    names = ("at", "minutes", "words", "twin", "role_used", "client_used", "cents", "spent")
    return [dict(zip(names, row, strict=True)) | {"project": log.project[row[0]]} for row in facts(log)]


def verdict(found: Iterator[tuple[Row, list[bool]]], size: int) -> Verdict:
    """The decisions of an engine as columns."""
    said = Verdict(*([0] * size for _ in range(5)), [-1] * size)
    for row, marks in found:
        at = row["at"]
        said.flags[at] = sum(bool(mark) << bit for bit, mark in enumerate(marks))
        said.cents[at], said.twin[at] = row["cents"], row["twin"]
        said.role_over[at] = max(0, min(row["minutes"], row["role_used"] - terms.ROLE_WEEK))
        said.client_over[at] = max(0, min(row["minutes"], row["client_used"] - terms.CLIENT_MONTH))
        said.ceiling_over[at] = max(0, min(row["cents"], row["spent"] - terms.CEILING))
    return said


CONDITIONS = (
    f"minutes > {terms.LONG}", 'project == ""', f"words < {terms.WORDS}", f"role_used > {terms.ROLE_WEEK}",
    f"client_used > {terms.CLIENT_MONTH}", f"spent > {terms.CEILING} and cents > 0", "twin >= 0",
)  # fmt: skip


def cel(log: Log) -> Verdict:
    """Google's expression language in Rust: one expression for all seven."""
    from cel import compile as compiled

    program = compiled(f"[{', '.join(one.replace(' and ', ' && ') for one in CONDITIONS)}]")
    return verdict(((row, program.execute(row)) for row in rows(log)), len(log.serial))


def zen(log: Log) -> Verdict:
    """GoRules' zen in Rust: an expression node in loop mode, thousands of rows a call."""
    from zen import ZenEngine

    expressions = [{"id": f"e{bit}", "key": f"c{bit}", "value": one} for bit, one in enumerate(CONDITIONS)]
    content = {"executionMode": "loop", "inputField": "rows", "outputPath": "rows", "expressions": expressions,
               "passThrough": False}  # fmt: skip
    nodes = [{"id": "in", "type": "inputNode", "name": "in", "content": {}},
             {"id": "rules", "type": "expressionNode", "name": "rules", "content": content},
             {"id": "out", "type": "outputNode", "name": "out", "content": {}}]  # fmt: skip
    edges = [{"id": "1", "sourceId": "in", "targetId": "rules", "type": "edge"},
             {"id": "2", "sourceId": "rules", "targetId": "out", "type": "edge"}]  # fmt: skip
    decision = ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))
    every = rows(log)

    def decided() -> Iterator[tuple[Row, list[bool]]]:
        for start in range(0, len(every), ZEN_ROWS):
            part = every[start : start + ZEN_ROWS]
            answer = decision.evaluate({"rows": part})["result"]["rows"]
            yield from ((row, [one[f"c{bit}"] for bit in range(7)]) for row, one in zip(part, answer, strict=True))

    return verdict(decided(), len(log.serial))


def rule_engine(log: Log) -> Verdict:
    """rule-engine: an expression a rule, over a dictionary."""
    from rule_engine import Rule

    rules = [Rule(one) for one in CONDITIONS]
    return verdict(((row, [rule.matches(row) for rule in rules]) for row in rows(log)), len(log.serial))


def business_rules(log: Log) -> Verdict:
    """business-rules: variables and actions as classes. It compares with constants only."""
    from business_rules import actions, fields, run_all, variables

    names = ("minutes", "words", "role_used", "client_used", "spent", "cents", "twin")
    numbers = {name: variables.numeric_rule_variable()(_reader(name)) for name in names}
    project = variables.string_rule_variable()(_reader("place"))

    def mark(self: Any, bit: int) -> None:
        self.row["marks"][int(bit)] = True

    mark = actions.rule_action(params={"bit": fields.FIELD_NUMERIC})(mark)
    row_only = {"__init__": _takes_row}
    facts_of = type("Facts", (variables.BaseVariables,), {**row_only, **numbers, "place": project})
    marks_of = type("Marks", (actions.BaseActions,), {**row_only, "mark": mark})
    rules = [
        {
            "conditions": {"all": [{"name": name, "operator": how, "value": value} for name, how, value in one]},
            "actions": [{"name": "mark", "params": {"bit": bit}}],
        }
        for bit, one in enumerate(COMPARISONS)
    ]

    def decided() -> Iterator[tuple[Row, list[bool]]]:
        for row in rows(log):
            row |= {"marks": [False] * 7, "place": row["project"] or "none"}
            run_all(rules, facts_of(row), marks_of(row), stop_on_first_trigger=False)
            yield row, row["marks"]

    return verdict(decided(), len(log.serial))


COMPARISONS = (
    (("minutes", "greater_than", terms.LONG),), (("place", "equal_to", "none"),),
    (("words", "less_than", terms.WORDS),), (("role_used", "greater_than", terms.ROLE_WEEK),),
    (("client_used", "greater_than", terms.CLIENT_MONTH),),
    (("spent", "greater_than", terms.CEILING), ("cents", "greater_than", 0)),
    (("twin", "greater_than_or_equal_to", 0),),
)  # fmt: skip


def _takes_row(self: Any, row: Row) -> None:
    self.row = row


def _reader(name: str) -> Callable[[Any], Any]:
    def read(self: Any) -> Any:
        return self.row[name]

    read.__name__ = name
    return read


def json_logic(log: Log) -> Verdict:
    """JsonLogic: the conditions as JSON."""
    from json_logic import jsonLogic

    def var(name: str) -> Row:
        return {"var": name}

    conditions = (
        {">": [var("minutes"), terms.LONG]}, {"==": [var("project"), ""]}, {"<": [var("words"), terms.WORDS]},
        {">": [var("role_used"), terms.ROLE_WEEK]}, {">": [var("client_used"), terms.CLIENT_MONTH]},
        {"and": [{">": [var("spent"), terms.CEILING]}, {">": [var("cents"), 0]}]}, {">=": [var("twin"), 0]},
    )  # fmt: skip
    return verdict(((row, [jsonLogic(one, row) for one in conditions]) for row in rows(log)), len(log.serial))
