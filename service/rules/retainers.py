"""RET: retainers and hours paid ahead."""

from collections.abc import Iterator
from datetime import timedelta

from service.domain.hours.bill import Over
from service.domain.hours.timesheet import Timesheet
from service.domain.judging.finding import Flag, Risk
from service.domain.money import ZERO, exact, half_up, money, plain
from service.domain.phrase import Phrase, joined, phrase
from service.domain.pricing.lapsing import lapses
from service.domain.terms.check import Level
from service.rules.caps import clause_of
from service.rules.reach import own_client
from service.rules.rule import Ask, rule

BILLED = phrase("They are billed.")
OUTCOMES = {"block": phrase("They are held."), "clip": phrase("They are written down to 0.")}
"""What becomes of hours past those agreed ahead, where it is not that they are billed."""


@rule("RET001", "hours-past-retainer", Level.ACKNOWLEDGE)
def hours_past_retainer(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The hours of a retainer's period are used up; what follows is billed at the overage rate.

    date       | person | project  | hours | text        | finding
    2026-09-07 | Ines   | Crew app | 19.00 | Rota export |
    2026-09-08 | Ines   | Crew app | 2.25  | Rota import | RET001
    """
    for work, bill in sheet.involved():
        if not bill.overage or work.sow is None or work.sow.retainer is None:
            continue
        retainer = work.sow.retainer
        let = next((over for over in bill.over if over.cap.scope == "overage"), None)
        amount = sum((part.amount for part in bill.parts if part.kind == "overage"), ZERO)
        past = phrase(
            "{hours} h past the {included} h of {retainer}, at {rate} an hour: {amount}."
            if retainer.hours is not None
            else "{hours} h past what is paid ahead of {retainer}, at {rate} an hour: {amount}.",
            hours=exact(bill.overage), included=exact(retainer.hours or ZERO), retainer=retainer.name,
            rate=money(bill.rate or ZERO, bill.currency), amount=money(amount, bill.currency),
        )  # fmt: skip
        yield Flag(
            work.id,
            joined(" ", (past, _let_past(let))) if let else past,
            phrase("Say in Reason that the client agreed to the extra hours."),
            amount,
            numbers=(("past it", bill.overage), ("rate", bill.rate or ZERO)),
            clause=clause_of(work, retainer.clause),
            waiver=let.waiver if let else None,
            waived=let is not None and let.waived >= bill.overage,
            about=phrase("hours past {retainer}", retainer=retainer.name),
        )


def _let_past(over: Over) -> Phrase:
    return phrase("A waiver lets {hours} h past.", hours=plain(over.waived))


@rule("RET002", "overage-past-approved-hours", Level.BLOCK)
def overage_past_approved_hours(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """More hours lie past a retainer than the client agreed to ahead.

    date       | person | project | hours | text          | finding
    2026-09-07 | Ines   | Beacon  | 14.00 | Beacon import |
    2026-09-08 | Ines   | Beacon  | 2.50  | Beacon export | RET002
    """
    for work, bill in sheet.involved():
        for over in bill.over:
            if over.cap.scope != "retainer":
                continue
            yield Flag(
                work.id,
                joined(" ", _beyond(over)),
                phrase(
                    "Ask the client for {hours} h more, and write them into the SOW file.", hours=plain(over.excess)
                ),
                half_up(over.excess * (bill.rate or ZERO)),
                Level.ACKNOWLEDGE if over.cap.action == "acknowledge" else None,
                numbers=(("agreed", over.limit), ("used", over.used), ("beyond", over.excess)),
                clause=clause_of(work, over.cap.clause),
                waiver=over.waiver,
                waived=not over.excess,
            )


def _beyond(over: Over) -> Iterator[Phrase]:
    """What goes beyond the hours agreed ahead, what of it a waiver lets past, and what becomes of the rest."""
    yield phrase(
        "{agreed} h past {retainer} were agreed ahead, {used} h of them used; {beyond} h go beyond.",
        agreed=plain(over.limit), retainer=over.cap.id, used=plain(over.used),
        beyond=plain(over.excess + over.waived),
    )  # fmt: skip
    if over.waiver:
        yield _let_past(over)
    if over.excess:
        yield OUTCOMES.get(over.cap.action, BILLED)


@rule("RET003", "expiring-retainer-hours", Level.INFO, reach=own_client, days_before=5)
def expiring_retainer_hours(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """Hours that are paid ahead, or that an earlier month has left, lapse soon.

    Reads `days_before`. It is said once, on the last row that could have used them; today is 5 October 2026.

        date       | person | project  | hours | text           | finding
        2026-09-07 | Ines   | Fog horn | 14.00 | Fog horn sound |
        2026-09-08 | Ines   | Fog horn | 2.50  | Fog horn tone  | RET003

    With `days_before` 26:

        date       | person | project | hours | text         | finding
        2026-09-07 | Ines   | Harbour | 2.00  | Harbour plan |
        2026-10-02 | Ines   | Harbour | 3.00  | Harbour map  | RET003
        2026-10-02 | Ines   | Beacon  | 3.00  | Beacon map   |
    """
    ending = list(lapses(sheet))
    last = {work.sow.id: work for work in sheet.billable() if work.sow} if ending else {}
    today = sheet.facts.today
    for lapse in ending:
        work = last.get(lapse.sow.id)
        if work is None or not lapse.left:
            continue
        if today <= lapse.until <= today + timedelta(days=int(terms(work)["days_before"])):
            yield Flag(
                work.id,
                phrase(
                    "{left} of {granted} h rolled over in {retainer} lapse after {day}."
                    if lapse.rolled
                    else "{left} of {granted} h of {retainer} lapse after {day}.",
                    left=plain(lapse.left), granted=plain(lapse.came), retainer=lapse.name, day=lapse.until,
                ),
                phrase("Tell the client, or use them."),
                lapse.worth(lapse.left),
                risk=Risk.NONE,
                numbers=(("left", lapse.left),),
                clause=clause_of(work, lapse.clause),
            )  # fmt: skip
