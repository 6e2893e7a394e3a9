"""The rules as a page for people: what each promises, how loud it is, what can be set, and an example."""

import inspect
from collections.abc import Iterable, Iterator, Sequence

from service.domain.terms.steps import Steps
from service.rules.rule import Promise

HEAD = """# What is checked

Written from the rules themselves; `python -m service rules CODE` says one of them at the terminal.
The level is the built-in one.
Agency, client, SOW and project may set another, unless it is fixed: [sows/README.md](../sows/README.md) says how.

| level | in the sheet | a tick | an invoice |
|---|---|---|---|
| block | red, ✖ | is taken back, with the sentence why | not until it is corrected |
| acknowledge | amber, ▲ | needs a few words in Reason | once there is a reason |
| warn | yellow, ● | stands | goes out |
| info | only behind the cell | stands | goes out |
"""


def page(rules: Sequence[Promise]) -> str:
    """The whole catalogue in Markdown, family by family."""
    families = list(dict.fromkeys(rule.family for rule in rules))
    parts = [part for family in families for part in _family([rule for rule in rules if rule.family == family])]
    return "\n".join([HEAD, *parts])


def _family(rules: Sequence[Promise]) -> Iterator[str]:
    module = inspect.getmodule(rules[0].judge)
    title = (inspect.getdoc(module) or "").splitlines()[0].partition(". ")[0].rstrip(".")
    yield f"## {title}\n"
    for rule in rules:
        yield from _rule(rule)


def _rule(rule: Promise) -> Iterator[str]:
    fixed = ", fixed" if rule.fixed else ""
    yield f"### {rule.code} `{rule.name}`\n"
    text = (inspect.getdoc(rule.judge) or "").splitlines()
    prose = [line for line in text if line and "|" not in line and not _heads_a_table(line)]
    yield f"{' '.join(prose)}\nLevel: {rule.level}{fixed}.\n"
    if rule.parameters:
        named = ", ".join(f"`{name}` {_value(value)}" for name, value in rule.parameters.items())
        yield f"Settings: {named}.\n"
    for heading, table in _tables(text):
        yield "\n".join([*([heading, ""] if heading else []), "```", *table, "```", ""])


def _heads_a_table(line: str) -> bool:
    return line.startswith("With `") and line.endswith(":")


def _tables(text: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Each drawn table, with the line of settings that stands above it."""
    heading, table = "", list[str]()
    for line in [*text, ""]:
        if _heads_a_table(line):
            heading = line
        elif "|" in line:
            table.append(line.strip())
        elif table:
            yield heading, table
            heading, table = "", []


def _value(value: object) -> str:
    if value is None or value == "":
        return "none"
    if isinstance(value, Steps):
        return str(value)
    if isinstance(value, tuple):
        return "; ".join(_value(one) for one in value) or "none"
    if isinstance(value, dict):
        return ", ".join(f"{key} {one}" for key, one in value.items())
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
