"""`template`: an empty timesheet to begin with."""

import argparse
from pathlib import Path
from typing import Any

from service.commands.terminal import say
from service.commands.workbooks import FOLDER
from service.faults import WorkbookFault
from service.wiring import Wiring


def add_template(commands: Any) -> None:
    """`template FILE`: a workbook for agencies that start afresh."""
    parser = commands.add_parser("template", help="write an empty timesheet with the people and clients of the agency")
    parser.add_argument("out", type=Path, metavar="FILE", help="the .xlsx file to be made")
    parser.add_argument("--sows", type=Path, metavar="DIR", help=FOLDER)
    parser.set_defaults(run=write)


def write(wiring: Wiring, options: argparse.Namespace) -> int:
    """Write the workbook; one that is there is left alone. Raises WorkbookFault."""
    from service.adapters.workbooks.template import template

    out: Path = options.out
    if out.suffix.casefold() != ".xlsx":
        raise WorkbookFault(f"{out} is no name for a workbook: name a file that ends in .xlsx.")
    if out.exists():
        raise WorkbookFault(f"{out} is there already: name another file.")
    try:
        template(wiring.agreed[0]).save(out)
    except OSError as problem:
        raise WorkbookFault(f"{out} cannot be written: {problem.strerror}.") from problem
    say([f"{out} is ready for hours. Upload it to Google Drive, open it as a sheet, and pick “Set up this sheet”."])
    return 0
