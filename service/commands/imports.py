"""`import`: what a time tracker has logged, into a tab of a workbook or a sheet, without pasting."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from service.commands.terminal import say
from service.faults import SettingFault
from service.importing import Tracker, bring_in
from service.reports.imports import told_import
from service.wiring import Wiring

NAMES = {"harvest": "Harvest", "clockify": "Clockify", "toggl": "Toggl"}
NO_DAYS = "Name the days to ask {name} for, as --from 2026-10-01 --to 2026-10-31, or name a file that it exported."
NO_API = "From Toggl only a file can be imported: name the detailed report, exported as .csv."


def add_import(commands: Any) -> None:
    """`import harvest|clockify|toggl [FILE] --into WORKBOOK`."""
    parser = commands.add_parser(
        "import", help="bring entries of a time tracker into a tab; from its API without FILE, where a token is set"
    )
    parser.add_argument("tracker", choices=NAMES)
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="a detailed report that it has exported")
    parser.add_argument("--into", required=True, metavar="WORKBOOK", help="an .xlsx or .csv, or a sheet's address")
    parser.add_argument("--tab", metavar="NAME", help="the tab to keep the entries in (default: the tracker's name)")
    parser.add_argument("--from", dest="since", metavar="2026-10-01", help="the first day to ask for")
    parser.add_argument("--to", dest="until", metavar="2026-10-31", help="the last day to ask for")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the workbook with its new rows to this .xlsx")
    parser.add_argument("--sows", type=Path, metavar="DIR", help="the folder of SOW files, for the time zone")
    parser.set_defaults(run=import_entries)


def import_entries(wiring: Wiring, options: argparse.Namespace) -> int:
    """One import; run again it changes nothing."""
    tab = options.tab or NAMES[options.tracker]
    logbook = wiring.logbook(options.into, tab, options.out)
    made = bring_in(tracker_of(wiring, options), logbook)
    say(told_import(made, tab))
    say(where(options, made.differed))
    return 0


def where(options: argparse.Namespace, differed: bool) -> list[str]:
    """Where the rows are to be found by now; nothing for a sheet, in which they are."""
    if not differed or not Path(options.into).exists():
        return []
    if options.out:
        return [f"Written to {options.out}."]
    return [f"{options.into} was not changed: name a file after --out to write the rows."]


def tracker_of(wiring: Wiring, options: argparse.Namespace) -> Tracker:
    """Where the entries come from: a file, or the API where a token is set. Raises SettingFault."""
    from service.adapters.trackers import Clockify, Export, Harvest

    name = NAMES[options.tracker]
    if options.file is not None:
        return Export(options.file, name)
    if options.tracker == "toggl":
        raise SettingFault(NO_API)
    since, until = days(options, name)
    settings = wiring.settings
    if options.tracker == "harvest":
        token = needed(settings.harvest_token, "HARVEST_TOKEN")
        account = needed(settings.harvest_account, "HARVEST_ACCOUNT_ID")
        return Harvest.of(settings.harvest_url, token, account, since, until)
    token = needed(settings.clockify_token, "CLOCKIFY_TOKEN")
    workspace = needed(settings.clockify_workspace, "CLOCKIFY_WORKSPACE")
    zone = ZoneInfo(wiring.agreed[0].timezone)
    return Clockify.of(settings.clockify_url, token, workspace, since, until, zone)


def needed(value: str, name: str) -> str:
    """A setting that must be there. Raises SettingFault."""
    if not value:
        raise SettingFault(f"{name} is missing: set it, or name a file that was exported.")
    return value


def days(options: argparse.Namespace, name: str) -> tuple[date, date]:
    """The first and the last day to ask for. Raises SettingFault."""
    try:
        since, until = date.fromisoformat(options.since or ""), date.fromisoformat(options.until or "")
    except ValueError:
        raise SettingFault(NO_DAYS.format(name=name)) from None
    if until < since:
        raise SettingFault(f"--to {until} lies before --from {since}: turn them round.")
    return since, until
