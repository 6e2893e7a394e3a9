"""PRJ: which project, which SOW."""

from collections.abc import Iterator

from service.domain.agency import folded
from service.domain.check import Level
from service.domain.finding import Flag
from service.domain.timesheet import Timesheet
from service.rules.rule import Ask, rule


@rule("PRJ001", "no-sow-in-force", Level.BLOCK, fixed=True)
def no_sow_in_force(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """No active SOW covers client, project and date.

    date       | person | hours | text              | finding
    2027-03-02 | Ines   | 3.00  | Fare table import | PRJ001
    2027-02-28 | Ines   | 3.00  | Fare table import |
    """
    for work in sheet.open():
        if work.sow is None and work.project and work.client and work.entry.date and work.meant_for_billing:
            client, project = work.client, work.project
            about = [sow for sow in sheet.facts.sows if sow.about(client.id, project.id)]
            known = ", ".join(f"{sow.id} runs {sow.days}" for sow in about) or "there is none for it"
            yield Flag(
                work.id,
                f"No SOW is in force for {project.name} on {work.entry.day}: {known}.",
                "Correct the date or the project, or add the SOW.",
            )


@rule("PRJ002", "several-sows-match", Level.BLOCK)
def several_sows_match(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """Two SOWs of the same priority cover the row.

    date       | person | project  | hours | text        | finding
    2026-09-03 | Ines   | Crew app | 2.00  | Rota export |
    2026-09-03 | Ines   | Port app | 2.00  | Rota export | PRJ002
    """
    for work in sheet.open():
        if work.rivals and work.sow:
            names = " and ".join(sow.id for sow in (work.sow, *work.rivals))
            yield Flag(work.id, f"{names} both cover this row.", "Give one of them the higher priority.")


@rule("PRJ003", "text-points-to-another-project", Level.ACKNOWLEDGE)
def text_points_to_another_project(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The text fits another project clearly better; the row is never moved by itself.

    date       | person | project      | hours | text             | said             | finding
    2026-09-03 | Ines   | Booking site | 2.50  | Crew rota export | project=Crew app | PRJ003
    2026-09-03 | Ines   | Booking site | 2.50  | Fare import      |                  |
    """
    for work in sheet.open():
        said = sheet.description(work)
        if said is None or not said.project_hint or work.project is None:
            continue
        if folded(said.project_hint) not in {folded(name) for name in (work.project.name, *work.project.aliases)}:
            yield Flag(
                work.id,
                f"The text reads like {said.project_hint}, the row is on {work.project.name}.",
                f"Move it to {said.project_hint}? Or say in Reason why it belongs here.",
                sheet.stake(work),
            )
