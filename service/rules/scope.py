"""CAT: the kind of work, and whether the client pays for it. Judged by what was agreed beside the category."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from service.domain.category import Category
from service.domain.hours.timesheet import Timesheet, Work
from service.domain.judging.finding import Flag, Risk
from service.domain.money import half_up, hundredths, money, step_of
from service.domain.phrase import phrase
from service.domain.pricing.resolution import Asked, card_for
from service.domain.spelling import normal
from service.domain.terms.check import Level
from service.rules.categories import SURE, sureness
from service.rules.reach import own_project
from service.rules.rule import Ask, rule


@rule("CAT004", "out-of-scope-work-billed", Level.ACKNOWLEDGE, exclusions=())
def out_of_scope_work_billed(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The text fits something that the SOW leaves out.

    Reads `exclusions`; where it is empty, those of the SOW's scope.

    With `exclusions` brand identity, data entry:

        date       | person | hours | text                     | said                          | finding
        2026-09-03 | Petra  | 4.00  | Logo variants            | DES 0.90 scope=brand identity | CAT004
        2026-09-03 | Ines   | 2.00  | Data entry for the ports | DEV 0.90                      | CAT004
        2026-09-03 | Petra  | 4.00  | Ferry icons              | DES 0.90                      |
    """
    for work, exclusions in _bounded(sheet, terms):
        left_out = _exclusion(sheet, work, exclusions)
        if left_out is not None:
            yield Flag(
                work.id,
                phrase(
                    "“{text}” reads like {exclusion}, which the SOW leaves out.",
                    text=work.entry.description, exclusion=left_out,
                ),
                phrase(
                    "Ask for a change order of {hours} h, or say in Reason why it is in scope.",
                    hours=hundredths(work.entry.worked),
                ),
                sheet.stake(work),
            )  # fmt: skip


def _bounded(sheet: Timesheet, terms: Ask) -> Iterator[tuple[Work, tuple[str, ...]]]:
    """Billable rows where something was left out of the scope, with what that is."""
    for works in sheet.places().values():
        first = works[0]
        exclusions = terms(first)["exclusions"] or (first.sow.scope.exclusions if first.sow else ())
        yield from ((work, exclusions) for work in works) if exclusions else ()


def _exclusion(sheet: Timesheet, work: Work, exclusions: tuple[str, ...]) -> str | None:
    said, text = sheet.description(work), f" {normal(work.entry.description)} "
    hint = normal(said.scope_hint) if said else ""
    return next((one for one in exclusions if normal(one) == hint or f" {normal(one)} " in text), None)


@rule("CAT005", "unapproved-travel", Level.ACKNOWLEDGE, approval="sow")
def unapproved_travel(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """Travel is billed without the client's word where that is asked for, or as ordinary work where it has a price.

    Reads `approval`: `required`, `none`, or `sow` where the SOW's own card for travel decides.

        date       | person | project | hours | text                | said     | finding
        2026-09-03 | Owen   | Islands | 3.00  | Drive to the harbour | TRV 0.95 | CAT005
        2026-09-03 | Owen   | Islands | 3.00  | Harbour workshop     | MTG 0.95 |
        2026-09-03 | Owen   | Lockers | 3.00  | Drive to the harbour | TRV 0.95 |

    With `approval` required:

        date       | person | hours | text                | said     | finding
        2026-09-03 | Owen   | 3.00  | Drive to the harbour | TRV 0.95 | CAT005
        2026-09-03 | Owen   | 3.00  | Harbour workshop     | MTG 0.95 |
    """
    travel = Category.TRV
    for work in sheet.billable():
        if work.category is travel and work.sow_pays and _to_be_agreed(work, terms(work)["approval"]):
            yield Flag(
                work.id,
                phrase(
                    "{hours} h of travel, and the client has to agree to travel first.",
                    hours=hundredths(work.entry.worked),
                ),
                phrase("Say in Reason who agreed to the trip and when, or mark the row as not billable."),
                sheet.stake(work),
            )
        elif work.category is Category.TRV and work.sow_pays and not work.settled:
            yield from _at_ordinary_price(sheet, work)


def _at_ordinary_price(sheet: Timesheet, work: Work) -> Iterator[Flag]:
    """Travel that nobody has confirmed as such, under a SOW with a price for it: until then ordinary work is billed."""
    sow, said, bill = work.sow, sheet.description(work), sheet.bills[work.id]
    if sow is None or bill.rate is None or said is None or sureness(said) < SURE:
        return
    who, where = work.person.id if work.person else "", work.project.id if work.project else ""
    card = card_for(sow, Asked(who, work.role or "", where, work.line, Category.TRV), work.entry.day)
    if card is None or card.per != "hour" or card.rate == bill.rate or not any(
        one.category is Category.TRV for one in sow.rates
    ):  # fmt: skip
        return
    apart = half_up(abs(bill.rate - card.rate) * bill.billed, step_of(bill.currency))
    yield Flag(
        work.id,
        phrase(
            "{hours} h of travel at {rate} an hour; {sow} has {agreed} for travel: {apart} apart.",
            hours=hundredths(work.entry.worked), rate=money(bill.rate, bill.currency), sow=sow.named,
            agreed=money(card.rate, bill.currency), apart=money(apart, bill.currency),
        ),
        phrase("Pick Travel in Category, so that its price holds, or another one if this is no travel."),
        apart,
        numbers=(("price", bill.rate), ("price of travel", card.rate)),
    )  # fmt: skip


def _to_be_agreed(work: Work, approval: str) -> bool:
    """Whether the client agrees to travel before it is made."""
    cards = work.sow.rates if work.sow and approval == "sow" else ()
    return approval == "required" or any(card.category is Category.TRV and card.needs_approval for card in cards)


@rule("CAT006", "rework-billed", Level.ACKNOWLEDGE, reach=own_project, warranty_days=30)
def rework_billed(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The text says that it repairs the agency's own work, inside the time in which the agency answers for it.

    Reads `warranty_days`, counted from the last work on the project before it, unless the SOW's scope names its own.

        date       | person | project | hours | text                                   | said            | finding
        2026-09-03 | Ines   | Lockers | 2.00  | Date picker of the lockers             |                 |
        2026-09-12 | Ines   | Lockers | 2.00  | Fix the date bug from my last release  | DEV 0.90 rework | CAT006
        2026-11-20 | Ines   | Lockers | 2.00  | Fix the date bug from the first release | DEV 0.90 rework |
    """
    for work, last in _repairs(sheet):
        days = (work.entry.day - last).days if last else None
        warranty = work.sow.scope.warranty_days if work.sow else None
        if days is None or days <= (terms(work)["warranty_days"] if warranty is None else warranty):
            yield _rework(sheet, work, days)


def _repairs(sheet: Timesheet) -> Iterator[tuple[Work, date | None]]:
    """Billable rows that repair, each with the day of the last work on its project that does not."""
    billable = {work.id for work, said in sheet.remarkable() if said.rework}
    for works in sheet.grouped(own_project).values() if billable else ():
        last: date | None = None
        for work in works:
            said = sheet.description(work)
            if said is None or not said.rework:
                last = work.entry.date or last
            elif work.id in billable and work.entry.date is not None:
                yield work, last


def _rework(sheet: Timesheet, work: Work, days: int | None) -> Flag:
    said = sheet.description(work)
    return Flag(
        work.id,
        phrase(
            "“{words}” repairs the agency's own work, {days} days after the last work on it."
            if days is not None
            else "“{words}” repairs the agency's own work.",
            words=(said.quote if said else "") or work.entry.description, days=days,
        ),
        phrase("Mark the row as not billable, or say in Reason why the client pays."),
        sheet.stake(work),
    )  # fmt: skip


@rule("CAT007", "billable-work-left-unbilled", Level.WARN, min_hours=Decimal("0.5"), threshold=Decimal("0.75"))
def billable_work_left_unbilled(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The row is marked as not billable, yet it reads like work that the SOW pays for; nothing is changed.

    Reads `min_hours`, and `threshold`: how sure the category has to be, from 0 to 1.

        date       | person | hours | billable | text                        | said     | finding
        2026-09-03 | Ines   | 3.00  | no       | Workshop with the ferry crew | MTG 0.95 | CAT007
        2026-09-03 | Ines   | 0.25  | no       | Call with the ferry crew     | MTG 0.95 |
        2026-09-03 | Owen   | 3.00  | no       | Pitch deck for phase 2       | SAL 0.95 |
    """
    for work in sheet.unpaid():
        said = sheet.description(work) if work.entry.billable is False else None
        if said is None or work.sow is None or work.category is None or not work.sow_pays:
            continue
        settled = terms(work)
        sure = work.chosen or sureness(said) >= settled["threshold"]
        plain = said.specific and not (said.admin or said.rework or work.category is Category.UNK)
        if sure and plain and work.entry.worked >= settled["min_hours"]:
            yield Flag(
                work.id,
                phrase(
                    "{hours} h of {category} are marked as not billable, and {sow} pays for it.",
                    hours=hundredths(work.entry.worked), category=work.category.said, sow=work.sow.id,
                ),
                phrase("Mark the row as billable if nobody promised otherwise."),
                sheet.worth(work),
                risk=Risk.UNBILLED,
            )  # fmt: skip
