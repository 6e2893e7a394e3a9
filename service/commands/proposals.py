"""`propose`: notes in plain words as entries that a person confirms by ticking a box."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from service.commands.imports import where
from service.commands.terminal import say
from service.domain.terms.agency import Agency
from service.domain.texts.notes import CONFIRMED, Known
from service.faults import SettingFault
from service.proposing import propose
from service.reports.imports import told_import
from service.reports.proposals import told_proposals
from service.wiring import Wiring


def add_propose(commands: Any) -> None:
    """`propose WORKBOOK|NOTES.txt`: what notes seem to say, and what was ticked of it."""
    parser = commands.add_parser(
        "propose", help="read notes in plain words; what you tick in “Proposed entries” becomes an entry"
    )
    parser.add_argument("into", metavar="WORKBOOK", help="a .txt, an .xlsx, or a sheet's address")
    parser.add_argument("--tab", default="", metavar="NAME", help="the tab with the notes (default: Notes)")
    parser.add_argument("--week", metavar="2026-10-05", help="any day of the week that the notes are of")
    parser.add_argument("--person", default="", metavar="NAME", help="whose notes they are (default: the tab's name)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the workbook with its proposals to this .xlsx")
    parser.add_argument("--sows", type=Path, metavar="DIR", help="the folder of SOW files, for the names in it")
    parser.set_defaults(run=propose_entries)


def propose_entries(wiring: Wiring, options: argparse.Namespace) -> int:
    """Propose, and take over what was ticked; run again it changes nothing."""
    from service.adapters.notes import Grammar

    agency = wiring.agreed[0]
    page = wiring.notes(options.into, options.tab, options.out)
    logbook = wiring.logbook(options.into, CONFIRMED, options.out, page)
    who = person_in(agency, options.person, (options.tab, Path(options.into).stem))
    made = propose(page, wiring.notes_reader, Grammar(), logbook, known_to(agency, week_of(options.week)), who)
    say(told_proposals(made.rows, made.refused, made.problem))
    say(told_import(made.confirmed, CONFIRMED) if made.confirmed else [])
    say(where(options, page.wrote or bool(made.confirmed and made.confirmed.differed)))
    return 0


def known_to(agency: Agency, week: date | None) -> Known:
    """The names that notes may use."""
    clients = [client for client in agency.clients if not client.own]
    return Known(
        week,
        tuple((client.name, *client.aliases) for client in clients),
        tuple((client.name, project.name) for client in clients for project in client.projects),
        tuple(name for person in agency.people for name in (person.name, *person.aliases)),
    )


def person_in(agency: Agency, said: str, hints: tuple[str, ...]) -> str:
    """Whose notes they are: as said, else the person after whom tab or file is called; blank where nobody is."""
    if said:
        return said
    found = (agency.person(hint) for hint in hints if hint)
    return next((person.name for person in found if person is not None), "")


def week_of(text: str | None) -> date | None:
    """The day that was named. Raises SettingFault."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise SettingFault(f"{text!r} is not a day: write any day of the week as 2026-10-05.") from None
