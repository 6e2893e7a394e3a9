"""How things are named, said and left."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.purity import CORE
from tests.architecture.source import Breach, Definition, Source, docstring_of, dotted

DRAWERS = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "base", "misc"}
IMMUTABLE = {
    "NamedTuple", "Enum", "StrEnum", "IntEnum", "Flag", "IntFlag", "Protocol", "TypedDict", "Exception", "ValueError",
}  # fmt: skip
LEFT_OPEN = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
SILENCERS = (
    # the mark, and the mark with its rule and its reason
    (r"#\s*type:\s*ignore", r"#\s*type:\s*ignore\[[\w\-, ]+\]\W+\w.{4,}"),
    (r"#\s*noqa", r"#\s*noqa:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*\W+\w.{4,}"),
    (r"#\s*pragma:\s*no", r"#\s*pragma:\s*no \w+\W+\w.{4,}"),
    (r"@ts-(ignore|expect-error|nocheck)", r"@ts-\S+\W+\w.{4,}"),
)

WORKBENCH = "service/domain/pricing/"
"""Where classes change while one pass goes over a timesheet; what leaves it, the bills, never does."""


def values_never_change(source: Source) -> Iterator[Breach]:
    """Every value in domain/ is a frozen dataclass with slots, a NamedTuple, an Enum or a Protocol.

    A private class may change: it is a function's workbench and does not leave its file.
    """
    if not source.within("service/domain/"):
        return
    for node in source.nodes(ast.ClassDef):
        dataclass = next((mark for mark in node.decorator_list if is_dataclass(mark)), None)
        if dataclass is not None and not is_frozen(dataclass):
            yield source.breach(node, f"{node.name} can be changed: write @dataclass(frozen=True, slots=True)")
        elif dataclass is None and not is_immutable(node) and not is_workbench(source, node):
            yield source.breach(node, f"{node.name} is a plain class: make it a NamedTuple or a frozen dataclass")


def is_immutable(node: ast.ClassDef) -> bool:
    """Whether a class is made from one that keeps its values as they are."""
    names = (dotted(base.value if isinstance(base, ast.Subscript) else base) for base in node.bases)
    return any(name.split(".")[-1] in IMMUTABLE for name in names)


def is_workbench(source: Source, node: ast.ClassDef) -> bool:
    """Whether a class is there for the time of one piece of work."""
    return node.name.startswith("_") or source.within(WORKBENCH)


def is_dataclass(mark: ast.expr) -> bool:
    """Whether a decorator is dataclass, with or without arguments."""
    return dotted(mark.func if isinstance(mark, ast.Call) else mark).split(".")[-1] == "dataclass"


def is_frozen(mark: ast.expr) -> bool:
    """Whether a dataclass decorator says frozen=True and slots=True."""
    said = {word.arg: word.value for word in mark.keywords} if isinstance(mark, ast.Call) else {}
    return all(isinstance(said.get(word), ast.Constant) and said[word].value is True for word in ("frozen", "slots"))


def public_things_say_what_they_are(source: Source) -> Iterator[Breach]:
    """Modules, classes, functions and methods of domain/ and rules/ without an underscore have a docstring."""
    if not source.within(*CORE):
        return
    if source.text.strip() and docstring_of(source.tree) is None:
        yield source.breach(1, "the module has no docstring: say in one line what it is")
    for node in public(source.tree):
        if docstring_of(node) is None:
            yield source.breach(node, f"{node.name} has no docstring: state one fact about it")


def public(node: ast.Module | ast.ClassDef) -> Iterator[Definition]:
    """The public definitions of a module and of its public classes, but for the stubs of a Protocol."""
    for child in node.body:
        if isinstance(child, Definition) and not child.name.startswith("_") and not is_stub(child):
            yield child
            if isinstance(child, ast.ClassDef):
                yield from public(child)


def is_stub(node: Definition) -> bool:
    """Whether the body is three dots, as in a Protocol or an overload."""
    only = node.body[0]
    return len(node.body) == 1 and isinstance(only, ast.Expr) and getattr(only.value, "value", None) is ...


def files_are_nouns_of_the_trade(source: Source) -> Iterator[Breach]:
    """No file or folder is a drawer for leftovers."""
    for name in re.split(r"[/.]", source.path):
        if DRAWERS & set(name.split("_")):
            yield source.breach(1, f"'{name}' says nothing: name the file for what it is about")


def nothing_is_sent(source: Source) -> Iterator[Breach]:
    """The service leaves its invoices unsent: QuickBooks' address for sending is nowhere in it."""
    if source.module[0] != "service":
        return
    told = {id(docstring_of(node)) for node in source.nodes(ast.Module, ast.ClassDef, *FUNCTIONS)}
    for node in source.nodes(ast.Constant, ast.Call):
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and id(node) not in told and re.search(r"/send\b", text):
            yield source.breach(node, "an invoice must never be sent from here: leave that to the bookkeeper")
        elif isinstance(node, ast.Call) and dotted(node.func).endswith(".send") and "quickbooks" in source.path:
            yield source.breach(node, f"{dotted(node.func)}() sends an invoice: leave that to the bookkeeper")


FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def nothing_is_left_open(source: Source) -> Iterator[Breach]:
    """No comment leaves work for another day."""
    for line, comment in source.comments:
        if found := LEFT_OPEN.search(comment):
            yield source.breach(line, f"{found.group()} in a comment: do it, or file it where work is planned")


def silence_gives_a_reason(source: Source) -> Iterator[Breach]:
    """A suppression names the rule it silences and says why, on the same line."""
    for line, comment in source.comments:
        for mark, reasoned in SILENCERS:
            if re.search(mark, comment) and not re.search(reasoned, comment):
                yield source.breach(line, f"'{comment.strip()}' gives no reason: name the rule and say why, right here")
