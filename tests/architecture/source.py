"""The house's own files, read as text and as syntax trees; nothing of it is imported."""

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

HOUSE = Path(__file__).resolve().parents[2]
ROOMS = ("service", "sandbox", "sheets_schema", "tests")
OURS = (".py", ".js", ".mjs", ".css", ".html", ".csv", ".yaml", ".json")
NOT_OURS = {"node_modules", "vendor", "__pycache__"}

Function = ast.FunctionDef | ast.AsyncFunctionDef
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


class Breach(NamedTuple):
    """One place where a law is broken, and what to do there."""

    path: str
    line: int
    advice: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.advice}"


@dataclass(frozen=True)
class Source:
    """One file: where it stands in the house, and what it says."""

    path: str
    text: str

    @property
    def is_python(self) -> bool:
        return self.path.endswith(".py")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text if self.is_python else "", self.path)

    @cached_property
    def module(self) -> tuple[str, ...]:
        """The dotted name in parts; a package goes by the name of its folder."""
        parts = tuple(self.path.removesuffix(".py").split("/"))
        return parts[:-1] if parts[-1] == "__init__" else parts

    def within(self, *places: str) -> bool:
        """Whether the file is one of `places`, or stands in one that ends with a slash."""
        return any(self.path == place or (place.endswith("/") and self.path.startswith(place)) for place in places)

    def nodes(self, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
        return (node for node in ast.walk(self.tree) if isinstance(node, kinds))

    def functions(self) -> list[Function]:
        return list(self.nodes(ast.FunctionDef, ast.AsyncFunctionDef))

    def breach(self, place: ast.AST | int, advice: str) -> Breach:
        return Breach(self.path, place if isinstance(place, int) else place.lineno, advice)

    @cached_property
    def comments(self) -> list[tuple[int, str]]:
        """(line, comment) of a Python file; of any other file every line, for a comment can be anywhere there."""
        if not self.is_python:
            return list(enumerate(self.text.splitlines(), 1))
        tokens = tokenize.generate_tokens(io.StringIO(self.text).readline)
        return [(token.start[0], token.string) for token in tokens if token.type == tokenize.COMMENT]

    @cached_property
    def imports(self) -> list[tuple[int, tuple[str, ...]]]:
        """(line, dotted name in parts) of everything imported, wherever in the file, relative names made absolute."""
        return [found for node in self.nodes(ast.Import, ast.ImportFrom) for found in self._imported(node)]

    def _imported(self, node: ast.AST) -> Iterator[tuple[int, tuple[str, ...]]]:
        if isinstance(node, ast.Import):
            yield from ((node.lineno, tuple(alias.name.split("."))) for alias in node.names)
            return
        package = self.module if self.path.endswith("__init__.py") else self.module[:-1]
        above = package[: len(package) - node.level + 1] if node.level else ()
        start = above + tuple(node.module.split(".") if node.module else ())
        yield from ((node.lineno, (*start, alias.name)) for alias in node.names)


Law = Callable[[Source], Iterable[Breach]]


@cache
def sources(*rooms: str) -> list[Source]:
    """Our own files in the given rooms (all, without a name), in order; a room that is not there yet is empty."""
    files = (path for room in rooms or ROOMS for path in sorted((HOUSE / room).rglob("*")))
    ours = (path for path in files if path.suffix in OURS and not NOT_OURS & set(path.relative_to(HOUSE).parts))
    return [Source(path.relative_to(HOUSE).as_posix(), path.read_text(encoding="utf-8")) for path in ours]


def docstring_of(node: ast.AST) -> ast.Constant | None:
    """The docstring's own node, if there is one."""
    first = node.body[0] if getattr(node, "body", None) else None
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        return first.value
    return None


def dotted(node: ast.AST) -> str:
    """`a.b.c` for a chain of names, and an empty text for anything else."""
    return ast.unparse(node) if re.fullmatch(r"[\w.]+", ast.unparse(node)) else ""
