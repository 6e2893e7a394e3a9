"""`rules`: what is checked, what holds for a row and who said so, and how often people agree."""

import argparse
import inspect
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.commands.terminal import Bar, hand_over, say
from service.commands.workbooks import FOLDER, act_on, refuse_without_timesheet
from service.domain.terms.check import Terms
from service.faults import SettingFault, WorkbookFault
from service.reports.leakage import leaks, told_leaks, unbilled, unlogged
from service.reports.noise import Kept, measured, told_noise
from service.reports.row import Row, sentence
from service.review import Review, consider
from service.rules.rule import Promise, Rule, catalogue, promises
from service.teaching import text_key
from service.wiring import Wiring, month_from

if TYPE_CHECKING:
    from service.adapters.store.store import Store


def add_rules(commands: Any) -> None:
    """`rules [CODE [WORKBOOK --row TAB:ROW]]` and `rules --measure WORKBOOK`."""
    parser = commands.add_parser("rules", help="list the rules, explain one of them, or measure how often each speaks")
    parser.add_argument("code", nargs="?", metavar="CODE")
    parser.add_argument("workbook", nargs="?", metavar="WORKBOOK", help="with --row: what holds for a row of it")
    parser.add_argument("--row", metavar="TAB:ROW", help="a row as the sheet shows it, for example 'September:12'")
    parser.add_argument("--measure", metavar="WORKBOOK", help="how many rows each rule flags, and who agreed")
    parser.add_argument("--sows", type=Path, metavar="DIR", help=FOLDER)
    parser.add_argument("--month", metavar="2026-10", help="the month to bill (default: the one most rows lie in)")
    parser.add_argument("--json", action="store_true", help="with --measure: one JSON object, for programs")
    parser.set_defaults(run=rules)


def rules(wiring: Wiring, options: argparse.Namespace) -> int:
    """Say which rules there are, what one of them promises, or how much noise they make."""
    if options.measure:
        return _measure(wiring, options)
    if not options.code:
        say(f"{rule.code}  {rule.level!s:<12} {rule.name:<36} {rule.sentence}" for rule in promises())
        return 0
    wanted = options.code.casefold()
    found = next((rule for rule in promises() if wanted in (rule.code.casefold(), rule.name)), None)
    if found is None:
        raise SettingFault(f"There is no rule {options.code}: `python -m service rules` lists them all.")
    if bool(options.workbook) != bool(options.row):
        raise SettingFault("Name both a workbook and a row of it: rules CODE WORKBOOK --row TAB:ROW.")
    if not options.row:
        say(explained(found))
    elif isinstance(found, Rule):
        say(_on_a_row(found, wiring, options))
    else:
        raise SettingFault(f"{found.code} judges drafts and no row: `invoice --dry-run` shows what it says.")
    return 0


def explained(rule: Promise) -> list[str]:
    """A rule in full: name, level, documentation, parameters."""
    fixed = " (fixed: it can be neither lowered nor waived)" if rule.fixed else ""
    parameters = [f"  {name}: {_shown(value)}" for name, value in rule.parameters.items()]
    head = [f"{rule.code} {rule.name}", f"level: {rule.level}{fixed}", ""]
    return [*head, inspect.getdoc(rule.judge) or "", *(["", "Parameters:", *parameters] if parameters else [])]


def _on_a_row(rule: Rule, wiring: Wiring, options: argparse.Namespace) -> Iterator[str]:
    """What holds for a row, each value with the layer that set it, and what the rule says there."""
    seen = _seen(wiring, options, options.workbook)
    row = _row(seen, options.row)
    terms = rule.terms(wiring.agreed[0], row.work)
    yield f"{rule.code} {rule.name}: {rule.sentence}"
    yield f"In {row.work.entry.place}:"
    yield f"  level: {terms.level} ({_source(rule, terms)})"
    yield from (f"  {name}: {_shown(terms[name])} ({terms.sources[name]})" for name in rule.parameters)
    said = [sentence(finding) for finding in row.findings if finding.code == rule.code]
    yield from said or ["It has nothing to say about this row."]


def _source(rule: Promise, terms: Terms) -> str:
    return "fixed" if rule.fixed else terms.sources["level"]


def _row(seen: Review, place: str) -> Row:
    tab, _, number = place.rpartition(":")
    found = (row for row in seen.rows if (row.work.entry.tab, str(row.work.entry.row)) == (tab, number.strip()))
    row = next(found, None)
    if row is None:
        tabs = ", ".join(tab.tab for tab in seen.reading.tabs)
        raise WorkbookFault(f"There is no entry in {place}: write TAB:ROW, with a tab of {tabs}.")
    return row


def _measure(wiring: Wiring, options: argparse.Namespace) -> int:
    seen = _seen(wiring, options, options.measure)
    sheet, facts = seen.look.sheet, seen.look.sheet.facts
    noise = measured(seen.rows, catalogue(), _kept(wiring.store, seen.rows))
    found, hours = leaks(seen.rows, facts), unlogged(seen.rows, facts)
    kinds = unbilled(seen.rows, sheet, wiring.store.fees())
    if options.json:
        hand_over({**noise, "leakage": found, "unbilled": kinds, "expected_hours": hours})
    else:
        short = f"Of {hours['expected']} expected hours {hours['missing']} were not logged." if hours else ""
        say([*told_noise(noise), "", *told_leaks([*found, *kinds]), *filter(None, [short])])
    return 0


def _kept(store: "Store", rows: Sequence[Row]) -> Kept:
    """What people have ever decided about these rows, and about texts that read the same."""
    ids = [row.work.id for row in rows]
    decided = store.decided({text_key(row.work) for row in rows})
    return Kept(store.words(ids), store.answers(ids), tuple(chain.from_iterable(decided.values())))


def _seen(wiring: Wiring, options: argparse.Namespace, name: str) -> Review:
    """The workbook judged; nothing is kept or written."""
    desk = wiring.desk(month_from(options.month) if options.month else None, Bar(shown=not options.json))
    reading = wiring.workbook(name, None).read()
    refuse_without_timesheet(reading, name)
    return consider(desk, reading, act_on(name))


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if type(value) is tuple:
        return ", ".join(map(str, value)) or "none"
    return "none" if value in (None, "") else str(value)
