"""domain/ and rules/ work with what they are handed: no files, no clock, no dice, no environment."""

import ast
from collections.abc import Iterator

from tests.architecture.source import Breach, Source, dotted

CORE = ("service/domain/", "service/rules/")
MONEY = (
    *CORE, "service/billing.py", "service/review.py", "service/handover.py", "service/desk.py", "service/simulating.py",
    "service/reports/simulations.py", "service/adapters/sows/",
)  # fmt: skip
COUNTS = {"len", "int", "ord"}
"""Calls that give whole numbers, of which two divided make a binary one."""

WORLD = {
    "asyncio", "glob", "http", "io", "logging", "os", "pathlib", "random", "requests", "secrets", "shutil", "socket",
    "sqlite3", "subprocess", "sys", "tempfile", "threading", "time", "urllib", "uuid",
}  # fmt: skip
WORLDLY_CALLS = {"open", "print", "input", "exec", "eval", "breakpoint", "__import__"}
CLOCKS = {"now", "today", "utcnow", "fromtimestamp"}


def the_core_reads_nothing(source: Source) -> Iterator[Breach]:
    """domain/ and rules/ import no module that reaches the machine or the network."""
    if not source.within(*CORE):
        return
    for line, name in source.imports:
        if name[0] in WORLD:
            yield source.breach(line, f"{name[0]} reaches the world outside: let the edge read it and hand it over")


def the_core_does_nothing(source: Source) -> Iterator[Breach]:
    """domain/ and rules/ print nothing, open nothing and ask no clock; today is a fact that the timesheet carries."""
    if not source.within(*CORE):
        return
    for call in source.nodes(ast.Call):
        name = dotted(call.func)
        if name in WORLDLY_CALLS:
            yield source.breach(call, f"{name}() has an effect: return a value and let the edge do it")
        elif isinstance(call.func, ast.Attribute) and call.func.attr in CLOCKS:
            yield source.breach(call, f".{call.func.attr}() reads a clock: take the day from the timesheet")


def money_is_decimal(source: Source) -> Iterator[Breach]:
    """Where money and hours are worked out, no number is binary and nothing rounds half to even."""
    if not source.within(*MONEY):
        return
    for node in source.nodes(ast.Constant, ast.Call, ast.BinOp):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and whole(node.left) and whole(node.right):
            yield source.breach(node, "two whole numbers divided make a float: divide a Decimal, or use //")
        elif isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield source.breach(node, f"{node.value!r} is a float: write Decimal({str(node.value)!r})")
        elif isinstance(node, ast.Call) and dotted(node.func) == "float":
            yield source.breach(node, "float() loses cents: keep the Decimal")
        elif isinstance(node, ast.Call) and dotted(node.func) == "round":
            yield source.breach(node, "round() rounds half to even: quantize half up, as the domain does")


def whole(node: ast.AST) -> bool:
    """Whether an expression is certainly a whole number: written out, counted, or days and seconds of a span."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, int)
    if isinstance(node, ast.Call):
        return dotted(node.func) in COUNTS
    return isinstance(node, ast.Attribute) and node.attr in {"days", "seconds", "year", "month", "day"}
