"""`doctor`: looks over an installation, and says what to mend."""

import argparse
from typing import Any

from service.commands.examinations import DOUBTFUL, HEALTHY, ILL, examined
from service.commands.terminal import hand_over, say
from service.wiring import Wiring

SIGNS = {HEALTHY: "✓", DOUBTFUL: "●", ILL: "✖"}


def add_doctor(commands: Any) -> None:
    """`doctor`: is this installation fit to work?"""
    parser = commands.add_parser("doctor", help="look over this installation and say what to mend")
    parser.add_argument("sheets", nargs="*", metavar="SHEET", help="addresses of spreadsheets to look at as well")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    parser.set_defaults(run=doctor)


def doctor(wiring: Wiring, options: argparse.Namespace) -> int:
    """Print a line for each thing looked at; the exit status is 1 where something has to be mended."""
    verdicts = examined(wiring, options.sheets)
    if options.json:
        hand_over({"checks": [verdict._asdict() for verdict in verdicts]})
    else:
        widest = max(len(verdict.name) for verdict in verdicts)
        say(f"{SIGNS[one.state]} {one.name:<{widest}}  {one.sentence}" for one in verdicts)
    return int(any(verdict.state == ILL for verdict in verdicts))
