"""`sows simulate`: what a workbook would have come to under changed terms."""

import argparse
from pathlib import Path
from typing import Any

from service.approving import Act
from service.commands.terminal import hand_over, say
from service.commands.workbooks import FOLDER, refuse_without_timesheet
from service.faults import SettingFault
from service.reports.simulations import listed_simulation, told_simulation
from service.simulating import simulate
from service.wiring import Wiring, month_from


def add_simulate(deeds: Any) -> None:
    """`sows simulate FILE --against WORKBOOK`."""
    parser = deeds.add_parser("simulate", help="what a workbook would have come to under the terms of a changed file")
    parser.add_argument("file", type=Path, metavar="FILE", help="a changed copy of a SOW file, such as NAME.draft.yaml")
    parser.add_argument("--against", required=True, metavar="WORKBOOK", help="an .xlsx, a .csv, or a sheet's address")
    parser.add_argument("--sows", type=Path, metavar="DIR", help=FOLDER)
    parser.add_argument("--month", metavar="2026-10", help="the month that is billed (default: that of most rows)")
    parser.add_argument("--json", action="store_true", help="print one JSON object, for programs")
    parser.set_defaults(run=simulate_sow)


def simulate_sow(wiring: Wiring, options: argparse.Namespace) -> int:
    """Price a workbook twice; nothing is written, and nobody is asked to read texts."""
    from service.adapters.claude import Silent

    if not options.file.is_file():
        raise SettingFault(f"There is no file {options.file}: name a changed copy of a SOW file.")
    _, changed = wiring.papers(options.file)
    wiring.reader = Silent()
    month = month_from(options.month) if options.month else None
    reading = wiring.workbook(options.against).read()
    refuse_without_timesheet(reading, options.against)
    act = Act("", "file") if Path(options.against).exists() else Act()
    made = simulate(wiring.desk(month), changed, reading, act)
    if options.json:
        hand_over(listed_simulation(made.rows, made.totals))
    else:
        say(told_simulation(reading.title or options.against, made.rows, made.totals))
    return 0
