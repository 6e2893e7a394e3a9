"""Formulas: arithmetic, comparison, joining, references and the few functions of `functions.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, Protocol

from sandbox.google.cells import Failure, Result
from sandbox.google.formula_text import Part, Reference, parts, reference
from sandbox.google.functions import FUNCTIONS, Range, Thunk, Wrong, text_of, to_number

Node = tuple[Any, ...]

BINDING = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 6}


class Ground(Protocol):
    """What a formula stands on: it looks up cells and ranges."""

    def one(self, found: Reference) -> Result:
        """The result of the cell a single reference names."""

    def many(self, found: Reference) -> Range:
        """The results of the cells a range names, row by row."""


class Unknown(Exception):
    """A formula this evaluator does not know."""


@dataclass(slots=True)
class Reader:
    """Reads the parts of one formula into a tree."""

    items: list[Part]
    at: int = 0

    def peek(self) -> str:
        """The next part's text, empty at the end."""
        return self.items[self.at].text if self.at < len(self.items) else ""

    def take(self) -> Part:
        """The next part."""
        if self.at >= len(self.items):
            raise Unknown
        self.at += 1
        return self.items[self.at - 1]

    def expect(self, sign: str) -> None:
        """Take a sign that has to be there."""
        if self.take().text != sign:
            raise Unknown

    def expression(self, least: int = 0) -> Node:
        """An expression whose operators bind at least so tightly."""
        left = self.operand()
        while BINDING.get(self.peek(), 0) > least:
            sign = self.take().text
            left = (sign, left, self.expression(BINDING[sign]))
        return left

    def operand(self) -> Node:
        """One operand with its signs and percents."""
        part = self.take()
        if part.text in ("-", "+"):
            return (f"unary{part.text}", self.operand())
        node = self.atom(part)
        while self.peek() == "%":
            self.take()
            node = ("percent", node)
        return node

    def atom(self, part: Part) -> Node:
        """A number, a text, a reference, a call or brackets."""
        if part.kind == "number":
            return ("value", float(part.text.rstrip("%")) / (100 if part.text.endswith("%") else 1))
        if part.kind == "text":
            return ("value", part.text[1:-1].replace('""', '"'))
        if part.kind == "reference":
            return ("reference", reference(part.text))
        if part.text == "(":
            node = self.expression()
            self.expect(")")
            return node
        if part.text == "{":
            return self.row_of_values()
        if part.kind == "name":
            return self.named(part.text.upper())
        raise Unknown

    def named(self, name: str) -> Node:
        """TRUE, FALSE or a call."""
        if self.peek() != "(":
            if name in ("TRUE", "FALSE"):
                return ("value", name == "TRUE")
            raise Unknown
        self.take()
        return ("call", name, self.arguments(")"))

    def row_of_values(self) -> Node:
        """An array in braces, as options of SPARKLINE are written."""
        return ("array", self.arguments("}"))

    def arguments(self, end: str) -> tuple[Node, ...]:
        """What stands between brackets; an argument that is left out is empty."""
        found: list[Node] = []
        while self.peek() != end:
            empty = self.peek() in (",", ";")
            found.append(("value", None) if empty else self.expression())
            if self.peek() in (",", ";"):
                self.take()
            elif self.peek() != end:
                raise Unknown
        self.take()
        return tuple(found)


@lru_cache(maxsize=8192)
def tree(text: str) -> Node | None:
    """A formula as a tree; None when this evaluator does not know it."""
    reader = Reader([part for part in parts(text) if part.kind != "space"])
    try:
        node = reader.expression()
    except Unknown:
        return None
    return node if not reader.peek() else None


def result(text: str, ground: Ground) -> Result:
    """What a formula shows."""
    node = tree(text)
    if node is None:
        return Failure("NAME", f"Unknown function or syntax in {text}")
    try:
        value = evaluated(node, ground)
    except Wrong as problem:
        return problem.failure
    if isinstance(value, Range):
        value = value.first()
    if isinstance(value, float) and value == int(value) and abs(value) < 1e15:
        return int(value)
    return 0 if value is None else value


def evaluated(node: Node, ground: Ground) -> Any:
    """The value of a tree: a result or a range."""
    return _KINDS.get(node[0], _operator)(node, ground)


def _call(node: Node, ground: Ground) -> Any:
    function = FUNCTIONS.get(node[1])
    if function is None:
        raise Wrong(Failure("NAME", f"Unknown function: '{node[1]}'."))
    thunks: list[Thunk] = [partial(evaluated, inner, ground) for inner in node[2]]
    return function(thunks)


def _reference(node: Node, ground: Ground) -> Any:
    found: Reference = node[1]
    if not found.single:
        return ground.many(found)
    value = ground.one(found)
    if isinstance(value, Failure):
        raise Wrong(value)
    return value


def _operator(node: Node, ground: Ground) -> Any:
    left, right = (single(evaluated(inner, ground)) for inner in node[1:])
    sign = node[0]
    if sign == "&":
        return text_of(left) + text_of(right)
    if sign in COMPARED:
        return COMPARED[sign](*comparable(left, right))
    one, other = to_number(left), to_number(right)
    if sign == "/" and other == 0:
        raise Wrong(Failure("DIVIDE_BY_ZERO", "Function DIVIDE parameter 2 cannot be zero."))
    return _ARITHMETIC[sign](one, other)


def _power(one: float, other: float) -> float:
    if (one < 0 and other != int(other)) or (one == 0 and other < 0):
        raise Wrong(Failure("NUM", "POWER has no result for these numbers."))
    return float(one**other)


_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": lambda one, other: one + other,
    "-": lambda one, other: one - other,
    "*": lambda one, other: one * other,
    "/": lambda one, other: one / other,
    "^": _power,
}

COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda one, other: bool(one == other),
    "<>": lambda one, other: bool(one != other),
    "<": lambda one, other: bool(one < other),
    ">": lambda one, other: bool(one > other),
    "<=": lambda one, other: bool(one <= other),
    ">=": lambda one, other: bool(one >= other),
}


def single(value: Any) -> Result:
    """A value where one is needed: of a range its first."""
    found: Result = value.first() if isinstance(value, Range) else value
    if isinstance(found, Failure):
        raise Wrong(found)
    return found


def comparable(left: Result, right: Result) -> tuple[Any, Any]:
    """Two values in one order: numbers before texts before booleans; texts without capitals; empty fits both."""
    if left is None and right is None:
        return (0, 0), (0, 0)
    return _rank(left, right), _rank(right, left)


def _rank(value: Result, other: Result) -> tuple[int, Any]:
    if value is None:
        value = "" if isinstance(other, str) else False if isinstance(other, bool) else 0
    if isinstance(value, bool):
        return 2, value
    return (1, value.casefold()) if isinstance(value, str) else (0, value)


_KINDS: dict[str, Callable[[Node, Ground], Any]] = {
    "value": lambda node, _ground: node[1],
    "reference": _reference,
    "call": _call,
    "array": lambda node, ground: Range([[single(evaluated(inner, ground)) for inner in node[1]]]),
    "percent": lambda node, ground: to_number(single(evaluated(node[1], ground))) / 100,
    "unary-": lambda node, ground: -to_number(single(evaluated(node[1], ground))),
    "unary+": lambda node, ground: to_number(single(evaluated(node[1], ground))),
}
