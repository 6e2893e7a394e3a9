"""`check` and `invoice`: the two walks on a workbook file or a sheet."""

import argparse
import getpass
from collections import Counter
from pathlib import Path
from typing import Any

from service import words
from service.adapters.tabs.decisions import decisions_in
from service.approving import Act
from service.backstage import Backstage
from service.billing import Billing, bill, preview
from service.commands.terminal import Bar, hand_over, say, warn
from service.desk import Desk, Sheet
from service.domain.hours.reading import Reading
from service.domain.period import Period, month_of
from service.faults import WorkbookFault
from service.reports.listing import drafted, listed
from service.reports.summary import told, told_drafts
from service.reports.tabs import month_name
from service.review import consider, keep, plan
from service.wiring import Wiring, month_from
from service.words import put

EMPTY = "Nothing stands in it: name a workbook with hours under a header row."
FOLDER = "the folder of SOW files (default: sows, or SOWS_DIR)"
MOST_HELD = 5
MOST_MONTHS = 3


def add_check(commands: Any) -> None:
    """`check WORKBOOK`: read, describe, judge, and say what was found."""
    parser = commands.add_parser(
        "check", help="review a workbook: an .xlsx, a .csv, a folder of .csv, or a sheet's address"
    )
    _workbook(parser)
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the reviewed workbook to this .xlsx file")
    parser.add_argument(
        "--columns",
        action="append",
        default=[],
        metavar="TAB:key=HEADER",
        help="what a column of a tab means; remembered for the next run, and may be given several times",
    )
    parser.set_defaults(run=check)


def add_invoice(commands: Any) -> None:
    """`invoice WORKBOOK`: draft invoices for what is approved."""
    parser = commands.add_parser(
        "invoice", help="make draft invoices in QuickBooks from the approved rows of a workbook"
    )
    _workbook(parser)
    parser.add_argument("--dry-run", action="store_true", help="only print what would be drafted")
    parser.add_argument("--sow", action="append", metavar="ID", help="only this SOW; may be given several times")
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="write the workbook with its invoice numbers to this file"
    )
    parser.set_defaults(run=invoice)


def check(wiring: Wiring, options: argparse.Namespace) -> int:
    """Review a workbook; it is written only where it is a sheet, or where --out names a file."""
    if options.columns:
        wiring.store.decide(wiring.book_of(options.workbook), decisions_in(options.columns))
    desk, sheet = _at_hand(wiring, options, words.say("runs.check"))
    reading = sheet.read()
    if not options.json:
        refuse_without_timesheet(reading, options.workbook)
    warn(no_rows_in(desk.month, reading))
    seen = plan(desk, consider(desk, reading, act_on(options.workbook)))
    if options.out or not Path(options.workbook).exists():
        seen = keep(desk, sheet, seen, words.say("runs.check"), getpass.getuser())
    if options.json:
        hand_over(listed(seen.reading, seen.rows, seen.look.budget))
    else:
        say(told(seen.reading, seen.rows, seen.look.unread, seen.look.budget))
        say([f"\nWritten to {options.out}."] if options.out else [])
    return 0


def invoice(wiring: Wiring, options: argparse.Namespace) -> int:
    """Draft invoices from a workbook; approvals are the ticks in it."""
    desk, sheet = _at_hand(wiring, options, words.say("script.generate"))
    if options.dry_run:
        made = preview(desk, sheet, options.sow, act_on(options.workbook))
    else:
        dispatch = Backstage(wiring).dispatch(wiring.book_of(options.workbook), sheet)
        made = bill(desk, sheet, dispatch, options.sow, act_on(options.workbook))
    warn(no_rows_in(desk.month, made.review.reading))
    if options.json:
        hand_over(_listed(made))
    else:
        refuse_without_timesheet(made.review.reading, options.workbook)
        say(_told(made))
    return 0


def refuse_without_timesheet(reading: Reading, name: str) -> None:
    """Raise WorkbookFault where no tab of a workbook is a timesheet; what each tab lacks stands in the sentence."""
    if not reading.tabs:
        why = next((f"{refused.tab}: {put(refused.message)}" for refused in reading.refused), EMPTY)
        raise WorkbookFault(f"There is no timesheet in {name}. {why}")


def _workbook(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("workbook", metavar="WORKBOOK")
    parser.add_argument("--sows", type=Path, metavar="DIR", help=FOLDER)
    parser.add_argument("--month", metavar="2026-10", help="the month to bill (default: the one most rows lie in)")
    parser.add_argument("--json", action="store_true", help="print one JSON object, for programs")


def _at_hand(wiring: Wiring, options: argparse.Namespace, run: str) -> tuple[Desk, Sheet]:
    month = month_from(options.month) if options.month else None
    return wiring.desk(month, Bar(shown=not options.json)), wiring.workbook(options.workbook, options.out, run)


def no_rows_in(month: Period | None, reading: Reading) -> str:
    """A sentence where a month was asked for that no row lies in; blank otherwise."""
    months = Counter(month_of(entry.date) for entry in reading.entries if entry.date is not None)
    if month is None or month in months:
        return ""
    there = sorted(months.items(), key=lambda one: -one[1])[:MOST_MONTHS]
    named = ", ".join(f"{month_name(one)} ({count})" for one, count in there)
    where = f"its rows lie in {named}" if named else "no row of it has a day"
    return f"No row lies in {month_name(month)}: {where}. All is judged; leave --month out to bill what is there."


def act_on(name: str) -> Act:
    """A tick in a file was made by whoever keeps the file."""
    return Act("", "file") if Path(name).exists() else Act()


def _listed(made: Billing) -> dict[str, Any]:
    return {
        "drafts": [
            drafted(
                one.draft,
                one.state,
                one.export.number if one.export else "",
                (one.export.quickbooks_id or "") if one.export else "",
                one.why,
                one.findings,
            )
            for one in made.drafted
        ],
        "held": [{"id": held.row.work.id, "reason": held.reason} for held in made.held],
    }


def _told(made: Billing) -> list[str]:
    lines = told_drafts((one.draft, one.findings) for one in made.drafted)
    lines += [f"{one.draft.sow}: {one.state}. {one.why}".strip() for one in made.drafted if one.state != "preview"]
    if not made.drafted:
        lines.append("There is nothing to draft: no row is approved and ready.")
    if made.held:
        rows = "1 billable row stays" if len(made.held) == 1 else f"{len(made.held)} billable rows stay"
        lines += ["", f"{rows} behind{', the first of them' if len(made.held) > MOST_HELD else ''}:"]
        lines += [f"  {held.row.work.entry.place}: {held.reason}" for held in made.held[:MOST_HELD]]
    return lines
