"""RET: retainers and hours paid ahead."""

from collections.abc import Iterator
from datetime import timedelta

from service.domain.hours.timesheet import Timesheet
from service.domain.judging.finding import Flag, Risk
from service.domain.money import ZERO, exact, half_up, money, plain
from service.domain.pricing.lapsing import lapses
from service.domain.terms.check import Level
from service.rules.caps import clause_of
from service.rules.reach import own_client
from service.rules.rule import Ask, rule

BILLED = "They are billed."


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
        waived = f" A waiver lets {plain(let.waived)} h past." if let else ""
        amount = sum((part.amount for part in bill.parts if part.kind == "overage"), ZERO)
        size = f"the {exact(retainer.hours)} h" if retainer.hours is not None else "what is paid ahead"
        yield Flag(
            work.id,
            f"{exact(bill.overage)} h past {size} of {retainer.name}, at "
            f"{money(bill.rate or ZERO, bill.currency)} an hour: {money(amount, bill.currency)}.{waived}",
            "Say in Reason that the client agreed to the extra hours.",
            amount,
            numbers=(("past it", bill.overage), ("rate", bill.rate or ZERO)),
            clause=clause_of(work, retainer.clause),
            waiver=let.waiver if let else None,
            waived=let is not None and let.waived >= bill.overage,
            about=f"hours past {retainer.name}",
        )


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
            outcome = {"block": "They are held.", "clip": "They are written down to 0."}
            waived = f" A waiver lets {plain(over.waived)} h past." if over.waiver else ""
            yield Flag(
                work.id,
                f"{plain(over.limit)} h past {over.cap.id} were agreed ahead, {plain(over.used)} h of them used; "
                f"{plain(over.excess + over.waived)} h go beyond.{waived}"
                f"{f' {outcome.get(over.cap.action, BILLED)}' if over.excess else ''}",
                f"Ask the client for {plain(over.excess)} h more, and write them into the SOW file.",
                half_up(over.excess * (bill.rate or ZERO)),
                Level.ACKNOWLEDGE if over.cap.action == "acknowledge" else None,
                numbers=(("agreed", over.limit), ("used", over.used), ("beyond", over.excess)),
                clause=clause_of(work, over.cap.clause),
                waiver=over.waiver,
                waived=not over.excess,
            )


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
            whence = "rolled over in" if lapse.rolled else "of"
            yield Flag(
                work.id,
                f"{plain(lapse.left)} of {plain(lapse.came)} h {whence} {lapse.name} lapse after {lapse.until}.",
                "Tell the client, or use them.",
                lapse.worth(lapse.left),
                risk=Risk.NONE,
                numbers=(("left", lapse.left),),
                clause=clause_of(work, lapse.clause),
            )
