"""`sows`: what was agreed."""

import argparse
from pathlib import Path
from typing import Any

from service.adapters.sows import load, starter
from service.adapters.sows.explain import explain
from service.adapters.workbooks.tables import TableFile
from service.commands.contracts import add_draft
from service.commands.simulations import add_simulate
from service.commands.terminal import say
from service.commands.workbooks import FOLDER, refuse_without_timesheet
from service.faults import SettingFault
from service.wiring import Wiring

AGENCY = "agency.yaml"
"""The file that makes a folder a folder of SOW files."""


def add_sows(commands: Any) -> None:
    """`sows check`, `explain FILE`, `start WORKBOOK`, `simulate FILE`, `draft CONTRACT`."""
    parser = commands.add_parser(
        "sows", help="check the SOW files, say one back in sentences, or begin a folder of them"
    )
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="check | explain | start | simulate | draft")
    checking = deeds.add_parser("check", help="check every SOW file")
    checking.add_argument("--sows", type=Path, metavar="DIR", help=FOLDER)
    checking.set_defaults(run=check_sows)
    explaining = deeds.add_parser("explain", help="say a SOW back in sentences")
    explaining.add_argument("file", type=Path, metavar="FILE")
    explaining.add_argument("--sows", type=Path, metavar="DIR", help="the folder, where FILE is the id of a SOW")
    explaining.set_defaults(run=explain_sow)
    starting = deeds.add_parser("start", help="begin a folder of SOW files from the people and clients of a workbook")
    starting.add_argument("workbook", type=Path, metavar="WORKBOOK")
    starting.add_argument("--out", type=Path, metavar="DIR", default=Path("sows"))
    starting.set_defaults(run=start_sows)
    add_simulate(deeds)
    add_draft(deeds)


def check_sows(wiring: Wiring, options: argparse.Namespace) -> int:
    """Read every SOW file; a mistake is a SowFault with a sentence for each."""
    del options
    agency, sows = wiring.agreed
    clients = sum(not client.own for client in agency.clients)
    say([f"{agency.name}: {len(agency.people)} people, {clients} clients, {len(sows)} SOWs. All files can be used."])
    return 0


def explain_sow(wiring: Wiring, options: argparse.Namespace) -> int:
    """Say a SOW back in sentences."""
    folder = next((above for above in options.file.absolute().parents if (above / AGENCY).is_file()), None)
    agency, sows = load(folder) if folder and options.file.is_file() else wiring.agreed
    wanted = options.file.name
    found = next((sow for sow in sows if Path(sow.source).name == wanted or sow.id == str(options.file)), None)
    if found is None:
        known = ", ".join(sow.id for sow in sows)
        raise SettingFault(f"{options.file} is no SOW of {folder or wiring.settings.sows}: there are {known}.")
    say(explain(found, agency))
    return 0


def start_sows(wiring: Wiring, options: argparse.Namespace) -> int:
    """Write a first folder of SOW files from somebody's own workbook."""
    del wiring
    reading = TableFile(options.workbook).read()
    refuse_without_timesheet(reading, str(options.workbook))
    starter(reading, options.out)
    agency, sows = load(options.out)
    say(
        [
            f"Written to {options.out}: people {len(agency.people)}, clients {len(agency.clients)}, SOWs {len(sows)}.",
            "The rates in them are placeholders: fill in what was agreed.",
        ]
    )
    return 0
