"""The sentences that stand in the code because it reads no file, found there so that a language can have them all."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

CODE = Path(__file__).resolve().parents[1] / "service"
MADE_BY = "phrase"


@cache
def phrases() -> tuple[str, ...]:
    """The English text of every phrase in the code, in alphabetical order."""
    found = {text for path in CODE.rglob("*.py") for text in _phrases_in(path.read_text(encoding="utf-8"))}
    return tuple(sorted(found))


def _phrases_in(code: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(code)) if f"{MADE_BY}(" in code else ():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == MADE_BY:
            for word in node.args[:1]:
                yield from _texts_in(word)


def _texts_in(word: ast.expr) -> Iterator[str]:
    """A literal; or the two of a choice between literals."""
    if isinstance(word, ast.Constant) and isinstance(word.value, str):
        yield word.value
    elif isinstance(word, ast.IfExp):
        yield from _texts_in(word.body)
        yield from _texts_in(word.orelse)
