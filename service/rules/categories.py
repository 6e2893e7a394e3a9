"""CAT: the kind of work, and whether the client pays for it. Judged by the category."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from service.domain.category import Category
from service.domain.hours.description import Description
from service.domain.hours.timesheet import Timesheet, Work
from service.domain.judging.finding import Flag
from service.domain.money import ZERO
from service.domain.phrase import Phrase, joined, phrase
from service.domain.spelling import words
from service.domain.terms.check import Level
from service.domain.terms.sow import Sow
from service.rules.rule import Ask, rule

SURE = Decimal("0.75")
"""How sure a category has to be to be held against a price, or to hold a row."""
OR = phrase(" or ")


@rule("CAT001", "uncertain-category", Level.ACKNOWLEDGE, instead_of="CAT002", threshold=Decimal("0.75"))
def uncertain_category(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The category is a guess. It matters where the SOW treats the candidates otherwise; else it is a note.

    Reads `threshold`, from 0 to 1.

        date       | person | hours | text        | said         | finding
        2026-09-03 | Owen   | 1.00  | Sync notes  | PM 0.55/ADM  | CAT001
        2026-09-03 | Petra  | 1.00  | Ferry notes | MTG 0.55/DOC | CAT001 info
        2026-09-03 | Ines   | 1.00  | Fare import | DEV 0.95     |
        2026-09-04 | Owen   | 1.00  | Pitch notes | SAL 0.55     | CAT001
    """
    for work, said in _doubtful(sheet, terms):
        if work.sow is None:
            continue
        unsure = said.category is Category.UNK or sureness(said) < terms(work)["threshold"]
        if unsure:
            candidates = [kind for kind in (said.category, said.second_category) if kind is not None]
            why = _why_it_matters(work.sow, candidates)
            named = joined(OR, candidates)
            doubt = phrase("The kind of work is not clear: {categories}?", categories=named)
            yield Flag(
                work.id,
                joined(" ", [doubt, why]) if why else doubt,
                phrase("Pick the category in the row."),
                sheet.stake(work) if why else ZERO,
                Level.ACKNOWLEDGE if why else Level.INFO,
            )


def _why_it_matters(sow: Sow, candidates: Sequence[Category]) -> Phrase | None:
    """What the SOW says of one kind and not of the other; nothing where it makes no difference."""
    unpaid = [kind.said for kind in candidates if not sow.pays_for(kind)]
    if unpaid:
        return phrase("{sow} does not pay for {categories}.", sow=sow.id, categories=joined(OR, unpaid))
    if sow.treats_alike(candidates):
        return None
    return phrase("{sow} has other terms for one than for the other.", sow=sow.id)


@rule("CAT002", "excluded-category-billed", Level.BLOCK)
def excluded_category_billed(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The row is billed, but its kind of work is one that this SOW does not pay for; a person decides.

    Where the kind of work is no more than a guess, CAT001 asks instead.

    date       | person | hours | text                   | said     | finding
    2026-09-03 | Owen   | 1.50  | Pitch deck for phase 2 | SAL 0.95 | CAT002
    2026-09-03 | Petra  | 1.50  | Ferry icons            | DES 0.95 |
    2026-09-04 | Owen   | 1.50  | Pitch notes            | SAL 0.55 |
    """
    for work in _excluded(sheet):
        if work.sow is None or work.category is None:
            continue
        said = sheet.description(work)
        guessed = not work.chosen and said is not None and sureness(said) < SURE
        yield Flag(
            work.id,
            phrase("{sow} does not pay for {categories}.", sow=work.sow.id, categories=work.category.said),
            phrase("Mark the row as not billable, or pick another category if this one is wrong."),
            sheet.stake(work),
            Level.ACKNOWLEDGE if guessed else None,
        )


@rule("CAT003", "admin-work-billed", Level.ACKNOWLEDGE,
      kinds=("timesheets", "invoices", "budgets", "scheduling", "filing"))  # fmt: skip
def admin_work_billed(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The text is about timesheets, invoices, scheduling or filing, though its category is paid for.

    Reads `kinds`: a SOW that pays for one of them leaves it out.

        date       | person | hours | text                             | said           | finding
        2026-09-03 | Owen   | 0.75  | Timesheets and September invoice | PM 0.90 admin  | CAT003
        2026-09-03 | Petra  | 0.75  | Ferry icons                      | DES 0.90       |

    With `kinds` timesheets, invoices:

        date       | person | hours | text                             | said           | finding
        2026-09-03 | Owen   | 0.75  | Filing of September invoices     | PM 0.90 admin  | CAT003
        2026-09-03 | Owen   | 0.50  | Scheduling of the port visits    | PM 0.90 admin  |
    """
    for work, said in sheet.remarkable():
        if work.chosen or not said.admin or work.sow is None or not work.sow_pays:
            continue
        named = _kinds_named(work.entry.description)
        if not named or named & set(terms(work)["kinds"]):
            yield Flag(
                work.id,
                phrase("“{text}” is the agency's own administration.", text=said.quote or work.entry.description),
                phrase("Mark the row as not billable, or say in Reason why the client pays."),
                sheet.stake(work),
            )


KINDS = {
    "timesheets": ("timesheet", "hours"),
    "invoices": ("invoice", "invoicing", "billing"),
    "budgets": ("budget",),
    "scheduling": ("schedul", "resourcing", "calendar"),
    "filing": ("filing", "archiv", "paperwork"),
}
"""How the words begin by which a kind of administration is told from another."""


def sureness(said: Description) -> Decimal:
    """How likely a manager keeps the category, as a decimal figure."""
    return _decimal(said.confidence)


@lru_cache(maxsize=1000)
def _decimal(share: float) -> Decimal:
    return Decimal(str(share))


def _kinds_named(text: str) -> set[str]:
    said = words(text)
    return {kind for kind, stems in KINDS.items() if any(word.startswith(stems) for word in said)}


def _excluded(sheet: Timesheet) -> Iterator[Work]:
    """Billable rows whose kind of work their SOW does not pay for."""
    for works in sheet.places().values():
        unpaid = works[0].sow.non_billable if works[0].sow else ()
        yield from (work for work in works if unpaid and work.category in unpaid)


def _doubtful(sheet: Timesheet, terms: Ask) -> Sequence[tuple[Work, Description]]:
    """Billable rows whose category no person has settled, and that may be in doubt at one place or another."""
    most = max((settled["threshold"] for settled in terms.anywhere(sheet)), default=ZERO)
    shares = {said.confidence for said in sheet.said() if said is not None}
    low, unclear = {share for share in shares if _decimal(share) < most}, Category.UNK
    return [
        (work, said)
        for work, said in zip(sheet.billable(), sheet.said(), strict=True)
        if said is not None and (said.confidence in low or said.category is unclear) and not work.chosen
    ]
