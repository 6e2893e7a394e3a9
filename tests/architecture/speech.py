"""What is said to people can be said in any language."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.purity import CORE
from tests.architecture.source import Breach, Source, dotted

SENTENCE = re.compile(r"[A-Za-z]{2,}[,;:]? [A-Za-z]{2,}")
"""Two words beside each other are said to somebody; one alone is a name that code knows things by."""

NAMES = {"on site", "no description", "Proposed entries", "Confirmed entries", "waiver of"}
"""Words beside each other that are compared with what people write, or by which tabs and findings are known."""

FIELDS = {"numbers"}
"""Keywords whose texts are names of figures in JSON."""


def phrases_are_literals(source: Source) -> Iterator[Breach]:
    """The text of a phrase is written out where it is said, so that every one can be found and translated."""
    if source.module[0] != "service":
        return
    for call in source.nodes(ast.Call):
        if dotted(call.func) == "phrase" and not (call.args and is_literal(call.args[0])):
            yield source.breach(call, "this text is put together: write it out, with {places} for what varies")


def is_literal(word: ast.expr) -> bool:
    """Whether an expression is a text, or a choice between two."""
    if isinstance(word, ast.IfExp):
        return is_literal(word.body) and is_literal(word.orelse)
    return isinstance(word, ast.Constant) and isinstance(word.value, str)


def the_core_speaks_in_phrases(source: Source) -> Iterator[Breach]:
    """What domain/ and rules/ say to people is said in phrases, which any language can take up."""
    if not source.within(*CORE):
        return
    apart = {id(part) for node in unsaid(source) for part in ast.walk(node)}
    for node in source.nodes(ast.Constant):
        said = node.value.strip() if isinstance(node.value, str) and id(node) not in apart else ""
        if SENTENCE.search(said) and said not in NAMES:
            yield source.breach(node, f"{said!r} is English for good: make it a phrase")


def unsaid(source: Source) -> Iterator[ast.AST]:
    """Where texts may stand that are no plain sentences: docstrings, phrases, mistakes of ours, patterns, names."""
    for node in source.nodes(ast.Expr, ast.Raise, ast.Call, ast.ClassDef):
        match node:
            case ast.Expr(value=ast.Constant()) | ast.Raise():
                yield node
            case ast.ClassDef(bases=bases) if any(dotted(one) in ("Enum", "StrEnum") for one in bases):
                yield node
            case ast.Call(func=func) if dotted(func) in ("phrase", "re.compile"):
                yield from node.args[:1]
            case ast.Call(keywords=keywords):
                yield from (word.value for word in keywords if word.arg in FIELDS)
