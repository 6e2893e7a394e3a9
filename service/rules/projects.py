"""PRJ: which project, which SOW."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain

from service.domain.hours.booking import named_line
from service.domain.hours.timesheet import Timesheet
from service.domain.judging.finding import Flag
from service.domain.phrase import Phrase, joined, phrase
from service.domain.terms.agency import folded, nearest
from service.domain.terms.check import Level
from service.domain.terms.sow import Sow
from service.rules.rule import Ask, rule

AND = phrase(" and ")
OPEN = "…"
"""The day on which something began or ends that has no such day."""


@rule("PRJ001", "no-sow-in-force", Level.BLOCK, fixed=True)
def no_sow_in_force(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """No active SOW covers client, project and date.

    date       | person | hours | text              | finding
    2027-03-02 | Ines   | 3.00  | Fare table import | PRJ001
    2027-02-28 | Ines   | 3.00  | Fare table import |
    """
    for work in sheet.unsettled():
        if work.sow is None and work.project and work.client and work.entry.date and work.meant_for_billing:
            client, project = work.client, work.project
            known = [_run(sow) for sow in sheet.facts.sows if sow.about(client.id, project.id)]
            yield Flag(
                work.id,
                phrase(
                    "No SOW is in force for {project} on {day}: {sows}."
                    if known
                    else "No SOW is in force for {project} on {day}: there is none for it.",
                    project=project.name, day=work.entry.day, sows=joined(", ", known),
                ),
                phrase("Correct the date or the project, or add the SOW."),
            )  # fmt: skip


def _run(sow: Sow) -> Phrase:
    """When a SOW is in force, for a sentence."""
    first, last = sow.days.first or OPEN, sow.days.last or OPEN
    return phrase("{sow} runs {first} to {last}", sow=sow.id, first=first, last=last)


@rule("PRJ002", "several-sows-match", Level.BLOCK)
def several_sows_match(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """Two SOWs of the same priority cover the row.

    date       | person | project  | hours | text        | finding
    2026-09-03 | Ines   | Crew app | 2.00  | Rota export |
    2026-09-03 | Ines   | Port app | 2.00  | Rota export | PRJ002
    """
    for work in sheet.unsettled():
        if work.rivals and work.sow:
            both = joined(AND, [sow.id for sow in (work.sow, *work.rivals)])
            remedy = phrase("Give one of them the higher priority.")
            yield Flag(work.id, phrase("{sows} both cover this row.", sows=both), remedy, sheet.stake(work))


@rule("PRJ003", "text-points-to-another-project", Level.ACKNOWLEDGE, margin=Decimal("0.2"))
def text_points_to_another_project(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The text fits another project clearly better; the row is never moved by itself.

    Reads `margin`: by how much better, from 0 to 1.

        date       | person | project      | hours | text             | said                        | finding
        2026-09-03 | Ines   | Booking site | 2.50  | Crew rota export | project=Crew app margin=0.6 | PRJ003
        2026-09-03 | Ines   | Booking site | 2.50  | Rota of fares    | project=Crew app margin=0.1 |
        2026-09-03 | Ines   | Booking site | 2.50  | Fare import      |                             |
    """
    for work, said in sheet.remarkable():
        if not said.project_hint or work.project is None or Decimal(str(said.project_margin)) < terms(work)["margin"]:
            continue
        if folded(said.project_hint) not in {folded(name) for name in (work.project.name, *work.project.aliases)}:
            yield Flag(
                work.id,
                phrase(
                    "The text reads like {other}, the row is on {project}.",
                    other=said.project_hint, project=work.project.name,
                ),
                phrase("Move it to {other}? Or say in Reason why it belongs here.", other=said.project_hint),
                sheet.stake(work),
            )  # fmt: skip


@rule("PRJ004", "unknown-sow-line", Level.BLOCK, suggest_from=Decimal("0.75"))
def unknown_sow_line(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The SOW has lines, and the row names none of them; with a default line it asks only for a word.

    Reads `suggest_from`, a likeness from 0 to 1 from which a line is proposed.

        date       | person | project | hours | task | text           | finding
        2026-09-03 | Ines   | Docks   | 4.00  | FP01 | Fare table     | PRJ004
        2026-09-03 | Ines   | Docks   | 4.00  | PF01 | Fare table     |
        2026-09-03 | Ines   | Piers   | 4.00  |      | Fare table     | PRJ004 acknowledge
        2026-09-03 | Ines   | Piers   | 4.00  |      | PF01 seat map  |
    """
    lined = (works for works in sheet.places().values() if works[0].sow and works[0].sow.lines)
    for work in chain.from_iterable(lined):
        if work.sow is None or named_line(work.entry, work.sow) is not None:
            continue
        lines = {name: line for line in work.sow.lines for name in (line.id, line.name)}
        written = work.entry.task or work.entry.description.partition(" ")[0]
        close = nearest(written, lines, terms(work)["suggest_from"])
        usual = next((line for line in work.sow.lines if line.default), None)
        yield Flag(
            work.id,
            phrase(
                "The row names no line of {sow}: there are {lines}. It counts on {usual}."
                if usual
                else "The row names no line of {sow}: there are {lines}.",
                sow=work.sow.named, lines=", ".join(line.id for line in work.sow.lines),
                usual=usual.id if usual else "",
            ),
            phrase("Write {name}?", name=lines[close].id)
            if close
            else phrase("Write the line into the task, or begin the text with it."),
            sheet.stake(work),
            Level.ACKNOWLEDGE if usual else Level.BLOCK,
        )  # fmt: skip
