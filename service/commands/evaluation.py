"""`evaluate`: how well descriptions are put into categories, on a file whose answers are known."""

import argparse
import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from service.commands.terminal import Bar, hand_over, say
from service.domain.category import Category
from service.domain.description import Ask
from service.domain.score import Case, Score, by_label, confusions, score
from service.faults import WorkbookFault
from service.wiring import Wiring

COLUMNS = ("description", "label")
PATIENCE_SECONDS = 3600
MOST_CONFUSIONS = 10


def add_evaluate(commands: Any) -> None:
    """`evaluate FILE.csv`: a file with the columns description and label."""
    parser = commands.add_parser(
        "evaluate", help="say how well texts are categorised: a CSV with columns description,label"
    )
    parser.add_argument("file", type=Path, metavar="FILE.csv")
    parser.add_argument("--json", action="store_true", help="print one JSON object, for programs")
    parser.set_defaults(run=evaluate)


def evaluate(wiring: Wiring, options: argparse.Namespace) -> int:
    """Ask the reader about every text, and count. The labels are never shown to it."""
    lines = labelled(options.file)
    asks = [Ask(str(number), "", "", text, "1") for number, (text, _) in enumerate(lines)]
    said = wiring.reader.describe(asks, PATIENCE_SECONDS, Bar(shown=not options.json))
    cases = []
    for number, (_, label) in enumerate(lines):
        answer = said.get(str(number))
        cases.append(Case(label, answer.category, answer.second_category) if answer else Case(label, None))
    if options.json:
        hand_over(_listed(cases))
    else:
        say(_told(cases, wiring.reader.version, wiring.reader.problem))
    return 0


def labelled(path: Path) -> list[tuple[str, Category]]:
    """The texts of a file with their categories. Raises WorkbookFault with the line that cannot be used."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise WorkbookFault(f"{path} cannot be read ({type(problem).__name__}): name a CSV file in UTF-8.") from problem
    if not rows or not set(COLUMNS) <= rows[0].keys():
        raise WorkbookFault(f"{path} needs the columns description and label in its first line, and rows below it.")
    return [(str(row["description"] or ""), _label(path, number, row)) for number, row in enumerate(rows, 2)]


def _label(path: Path, number: int, row: dict[str, str]) -> Category:
    found = Category.read(row["label"] or "")
    if found is None:
        known = ", ".join(category.code for category in Category)
        raise WorkbookFault(f"{path}, line {number}: {row['label']!r} is no category; there are {known}.")
    return found


def _listed(cases: Sequence[Case]) -> dict[str, Any]:
    labels = {label.code: _counts(one) for label, one in by_label(cases).items()}
    taken = [
        {"label": label.code, "taken_for": other.code, "count": count} for label, other, count in confusions(cases)
    ]
    return {**_counts(score(cases)), "by_label": labels, "confusions": taken}


def _counts(one: Score) -> dict[str, Any]:
    return {
        "cases": one.cases,
        "answered": one.answered,
        "strict": str(one.share(one.strict)),
        "acceptable": str(one.share(one.acceptable)),
    }


def _told(cases: Sequence[Case], version: str, problem: str) -> list[str]:
    lines = [f"Read by {version}. Strict counts the first choice, acceptable the second one too.", ""]
    lines += [_line("all", score(cases))]
    lines += [_line(f"{label.code} {label.value}", one) for label, one in by_label(cases).items()]
    wrong = confusions(cases)[:MOST_CONFUSIONS]
    if wrong:
        lines += ["", "Taken for something else:"]
        lines += [f"  {count:4}  {label.value} as {other.value}" for label, other, count in wrong]
    return [*lines, *(["", problem] if problem else [])]


def _line(name: str, one: Score) -> str:
    return (
        f"{name:24} {one.cases:5} texts  {one.answered:5} answered"
        f"  strict {one.share(one.strict)}  acceptable {one.share(one.acceptable)}"
    )
