"""domain/ and rules/ work with what they are handed: no files, no clock, no dice, no environment."""

import ast
from collections.abc import Iterator

from tests.architecture.source import Breach, Source, dotted

CORE = ("service/domain/", "service/rules/")
MONEY = (
    *CORE, "service/billing.py", "service/review.py", "service/handover.py", "service/record.py", "service/desk.py",
    "service/simulating.py", "service/reports/simulations.py", "service/adapters/sows/",
)  # fmt: skip
COUNTS = {"len", "int", "ord"}
"""Calls that give whole numbers, of which two divided make a binary one."""

SPEAKS_OF_TEXTS = (
    "service/domain/texts/", "service/domain/hours/description.py", "service/domain/hours/attribution.py",
    "service/domain/hours/facts.py", "service/domain/hours/timesheet.py", "service/domain/hours/views.py",
)  # fmt: skip
"""What of domain/ may know what a reader said; nothing else does, and none of it works out a figure."""
READ = {("service", "domain", "hours", "description"), ("service", "domain", "texts")}

BILLS = (
    "approving", "billing", "dispatch", "handover", "inclusion", "reconciliation", "record", "reservation",
    "verification",
)  # fmt: skip

SAID_BY_A_READER = {
    "descriptions", "confidence", "second_category", "specific", "tasks", "durations", "rework", "meeting",
    "project_hint", "project_margin", "scope_hint", "sensitive", "other_client", "instruction_like", "wording",
}  # fmt: skip
"""How a description and what it holds are called; its category reaches money only once a person has settled it."""

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


def money_believes_no_reader(source: Source) -> Iterator[Breach]:
    """Prices, drafts and approvals are worked out without a word of what a model said about a text."""
    bills = source.within("service/domain/", *(f"service/{name}.py" for name in BILLS))
    if not bills or source.within(*SPEAKS_OF_TEXTS):
        return
    for line, name in source.imports:
        if {name[:3], name[:4]} & READ:
            yield source.breach(line, "a figure or an approval may not hang on what a model said: leave it to a rule")
    for node in source.nodes(ast.Attribute, ast.Call):
        asked = node.func if isinstance(node, ast.Call) else None
        said = isinstance(node, ast.Attribute) and node.attr in SAID_BY_A_READER
        if said or (isinstance(asked, ast.Attribute) and asked.attr == "description"):
            yield source.breach(node, "a model's word about a text is read here: leave it to a rule and a person")
