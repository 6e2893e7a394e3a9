"""TXT: what the description says. Whether it says enough."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from service.domain.hours.description import Description
from service.domain.hours.timesheet import Timesheet, Work
from service.domain.judging.finding import Flag
from service.domain.money import ZERO, hundredths
from service.domain.phrase import Phrase, joined, phrase
from service.domain.spelling import normal
from service.domain.terms.check import Level
from service.rules.durations import counted_in, telling_time
from service.rules.rule import Ask, rule

FILLERS = {"", "null", "none", "n a", "na", "no description", "tbd", "xxx"}
AND = phrase(" and ")


@rule("TXT001", "missing-description", Level.BLOCK, exempt_below_hours=Decimal(0))
def missing_description(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """There is no text, or only a filler.

    Reads `exempt_below_hours`.

        date       | person | hours | text        | finding
        2026-09-03 | Ines   | 3.00  | -           | TXT001
        2026-09-03 | Tomas  | 3.00  | n/a         | TXT001
        2026-09-03 | Petra  | 3.00  | Ferry icons |
    """
    for work, said in sheet.texts().brief:
        if " ".join(said) in FILLERS and work.entry.worked > terms(work)["exempt_below_hours"]:
            yield Flag(
                work.id,
                phrase("{hours} h without a description.", hours=hundredths(work.entry.worked)),
                phrase("Say what was done."),
                sheet.stake(work),
            )


@rule("TXT002", "vague-description", Level.ACKNOWLEDGE, min_words=2, exempt_below_hours=Decimal("0.25"), accepted=())
def vague_description(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The text names no action and object that a client could recognise; unread texts are judged by length.

    Reads `min_words`, `exempt_below_hours` and `accepted` phrases.

        date       | person | hours | text              | said  | finding
        2026-09-03 | Ines   | 3.50  | work on site      | vague | TXT002
        2026-09-03 | Tomas  | 3.50  | stuff             |       | TXT002
        2026-09-03 | Petra  | 0.25  | stuff             | vague |
        2026-09-03 | Owen   | 3.50  | Fare table import |       |
    """
    for work, said in _vague(sheet, terms):
        text, settled = normal(work.entry.description), terms(work)
        accepted = text in FILLERS or text in map(normal, settled["accepted"])
        if not accepted and work.entry.worked > settled["exempt_below_hours"]:
            yield Flag(
                work.id,
                phrase(
                    "“{text}” does not say what the client paid {hours} h for.",
                    text=work.entry.description, hours=hundredths(work.entry.worked),
                ),
                phrase("For instance: “{wording}”", wording=said.wording)
                if said and said.wording
                else phrase("Name what was done, and to what."),
                sheet.stake(work),
            )  # fmt: skip


@rule("TXT003", "several-tasks-in-one-entry", Level.WARN, min_tasks=2, min_hours=Decimal(1), itemised_ok=True)
def several_tasks_in_one_entry(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """One entry holds several tasks without a time for each.

    Reads `min_tasks`, `min_hours` and `itemised_ok`.

        date       | person | hours | text                           | said                                    | finding
        2026-09-03 | Petra  | 6.00  | design review; call; footer    | tasks=design review/call/footer         | TXT003
        2026-09-04 | Petra  | 3.00  | review 1h, call 2h             | tasks=review/call durations=1h/2h       |
        2026-09-07 | Petra  | 0.75  | review, call                   | tasks=review/call                       |
    """
    for work, said in sheet.remarkable():
        settled = terms(work)
        if len(said.tasks) < settled["min_tasks"] or work.entry.worked < settled["min_hours"]:
            continue
        itemised = settled["itemised_ok"] and len(said.durations) >= len(said.tasks)
        if not itemised:
            yield Flag(
                work.id,
                phrase(
                    "{count} tasks in one entry of {hours} h: {tasks}.",
                    count=len(said.tasks), hours=hundredths(work.entry.worked),
                    tasks=", ".join(f"“{task}”" for task in said.tasks),
                ),
                _parted(said.durations),
                sheet.stake(work),
            )  # fmt: skip


@rule("TXT005", "required-reference-missing", Level.ACKNOWLEDGE, pattern="")
def required_reference_missing(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The row names no ticket, deliverable or phase, as was agreed that it would.

    Reads `pattern`, a regular expression that is looked for in text, task and tags, in any spelling of case; blank asks
    for nothing.

    With `pattern` PF-[0-9]+:

        date       | person | hours | text               | finding
        2026-09-03 | Ines   | 2.00  | Fare rounding      | TXT005
        2026-09-03 | Tomas  | 2.00  | PF-17 fare import  |
        2026-09-04 | Tomas  | 2.00  | pf-18 seat import  |
    """
    for work, pattern in _patterned(sheet, terms):
        written = "\n".join((work.entry.description, work.entry.task, *work.entry.tags))
        if not re.search(pattern, written, re.IGNORECASE):
            yield Flag(
                work.id,
                phrase("No reference of the form {pattern} in the text.", pattern=pattern),
                phrase("Add it to the text, or say in Reason why there is none."),
                sheet.stake(work),
            )


@rule("TXT008", "hours-in-text-disagree", Level.ACKNOWLEDGE, tolerance_hours=Decimal("0.05"))
def hours_in_text_disagree(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The durations in the text add up to something else than the row; a single one may be what the work is about.

    Reads `tolerance_hours`. So may be one in the midst of a part of the text.

        date       | person | hours | text                    | finding
        2026-09-03 | Ines   | 4.00  | call 2h, notes 1h       | TXT008
        2026-09-03 | Tomas  | 1.75  | call 1h15, notes 30 min |
        2026-09-03 | Petra  | 4.00  | prepare the 2h workshop |
        2026-09-04 | Petra  | 4.00  | rules of 24h and 48h tickets |
    """
    texts = sheet.texts()
    for work in (texts.works[place] for place in telling_time(texts.lines)):
        told = counted_in(work.entry.description)
        total = sum(told, ZERO)
        if len(told) > 1 and abs(total - work.entry.worked) > terms(work)["tolerance_hours"]:
            yield Flag(
                work.id,
                phrase(
                    "The text counts {counted} h, the row says {hours} h.",
                    counted=hundredths(total), hours=hundredths(work.entry.worked),
                ),
                phrase("Correct the text or the hours, or say in Reason that the hours are right."),
                sheet.share(work, abs(total - work.entry.worked)),
                numbers=(("hours in the text", total), ("hours in the row", work.entry.worked)),
            )  # fmt: skip


def _vague(sheet: Timesheet, terms: Ask) -> Iterator[tuple[Work, Description | None]]:
    """Rows whose text was found to say too little, and those that only code has read and that have too few words."""
    vague = [(work, said) for work, said in sheet.remarkable() if not said.specific]
    yield from vague
    if any(said is None or said.is_for_now for said in sheet.said()):
        known, told = sheet.facts.descriptions, {work.id for work, _ in vague}
        for work, words in sheet.texts().spoken():
            said = known.get(work.id)
            unread = said is None or said.is_for_now
            if unread and len(words) < terms(work)["min_words"] and work.id not in told:
                yield work, said


def _patterned(sheet: Timesheet, terms: Ask) -> Iterator[tuple[Work, str]]:
    """Billable rows where a pattern was agreed, with it."""
    for works in sheet.places().values():
        pattern = terms(works[0])["pattern"]
        yield from ((work, pattern) for work in works) if pattern else ()


def _parted(durations: Sequence[str]) -> Phrase:
    """How to part an entry: by the times that the text gives, where it gives some."""
    if durations:
        return phrase(
            "Split it: {times} are in the text, the rest is not. Or give each task a row.",
            times=joined(AND, durations),
        )  # fmt: skip
    return phrase("Write the time of each task into the text, or give each a row.")
