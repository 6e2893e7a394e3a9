"""How long things may be. The figures are those of code that is a pleasure to read."""

import ast
import statistics
from collections.abc import Iterable, Iterator

from tests.architecture.source import Breach, Function, Source, docstring_of

FILE_LINES = 250
FUNCTION_LINES = 40
NESTING = 3
MEDIAN_LINES = 7
NINE_IN_TEN_LINES = 25

BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.TryStar, ast.Match)
DATA = (".csv", ".yaml", ".json", ".html", ".css")


def files_are_short(source: Source) -> Iterator[Breach]:
    """A file of code has at most 250 lines."""
    lines = source.text.count("\n")
    if lines > FILE_LINES and not source.path.endswith(DATA):
        yield source.breach(lines, f"more than {FILE_LINES} lines ({lines}): part the two nouns in it")


def functions_are_short(source: Source) -> Iterator[Breach]:
    """A function has at most 40 lines beside its docstring."""
    for function in source.functions():
        if (length := length_of(function)) > FUNCTION_LINES:
            yield source.breach(function, f"{function.name} has {length} lines, not {FUNCTION_LINES}: name its parts")


def functions_are_flat(source: Source) -> Iterator[Breach]:
    """Blocks stand at most three deep inside a function."""
    for function in source.functions():
        if (depth := depth_of(function)) > NESTING:
            yield source.breach(function, f"{function.name} nests {depth} deep, not {NESTING}: return early")


def length_of(function: Function) -> int:
    """Lines from `def` to the end without the docstring, which is documentation and may hold a drawn timesheet."""
    text = docstring_of(function)
    said = text.end_lineno - text.lineno + 1 if text else 0
    return function.end_lineno - function.lineno + 1 - said


def depth_of(node: ast.AST) -> int:
    """How deep blocks stand inside each other; elif is no deeper than if, and an inner function counts for itself."""
    deepest = 0
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            continue
        step = isinstance(child, BLOCKS) and not is_elif(node, child)
        deepest = max(deepest, step + depth_of(child))
    return deepest


def is_elif(node: ast.AST, child: ast.AST) -> bool:
    """Whether `child` is the elif of `node`, which sits where the if sits."""
    return isinstance(node, ast.If) and node.orelse == [child] and child.col_offset == node.col_offset


def usual_length(sources: Iterable[Source]) -> tuple[float, float]:
    """(median, ninth decile) of the functions' lengths; zeros while there are too few to speak of."""
    lengths = [length_of(function) for source in sources for function in source.functions()]
    if len(lengths) < 2:
        return 0, 0
    return statistics.median(lengths), statistics.quantiles(lengths, n=10, method="inclusive")[-1]
