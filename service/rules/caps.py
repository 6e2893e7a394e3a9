"""CAP: ceilings. What happens past one is the cap's own action, and the level follows from it."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from service.domain.hours.bill import Bill, Over
from service.domain.hours.timesheet import Timesheet, Work
from service.domain.judging.finding import Flag, Risk
from service.domain.money import ZERO, exact, half_up, money, step_of
from service.domain.phrase import Phrase, Saying, phrase
from service.domain.pricing.capping import Called, called, hours_of
from service.domain.terms.cap import SHORT
from service.domain.terms.check import Level
from service.rules.rule import Ask, rule

LEVELS = {"acknowledge": Level.ACKNOWLEDGE, "block": Level.BLOCK}
"""By what a cap does with what is past it; anything else is worth a warning."""
OUTCOMES = {
    "notify": phrase("It is billed."),
    "clip": phrase("It is written down to 0."),
    "acknowledge": phrase("It is billed if you give a reason."),
    "block": phrase("The row is held."),
    "carry": phrase("It is offered to the next window."),
    "rate": phrase("It is billed at a rate of its own."),
}
NO_WINDOW = phrase("No window is left to offer it to: the row is held.")


@rule("CAP001", "person-hours-past-cap", Level.WARN)
def person_hours_past_cap(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """A person's hours go past the cap that the SOW sets for that person.

    date       | person | hours | text              | finding
    2026-09-07 | Owen   | 10.00 | Sprint planning   |
    2026-09-08 | Owen   | 2.50  | Sprint planning 2 | CAP001 acknowledge
    """
    yield from _past(sheet, "person-hours-past-cap")


@rule("CAP002", "role-hours-past-weekly-cap", Level.WARN)
def role_hours_past_weekly_cap(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """All people in a role together go past the week's hours.

    date       | person | hours | text              | finding
    2026-09-07 | Ines   | 38.00 | Fare table import |
    2026-09-11 | Tomas  | 5.00  | Seat map import   | CAP002
    2026-09-14 | Tomas  | 5.00  | Seat map import   |
    """
    yield from _past(sheet, "role-hours-past-weekly-cap")


@rule("CAP003", "role-hours-past-period-cap", Level.WARN)
def role_hours_past_period_cap(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """All people in a role together go past the hours of a half month, month or quarter, or of the whole term.

    date       | person | hours | text            | finding
    2026-09-07 | Petra  | 58.50 | Ferry icons     |
    2026-09-11 | Petra  | 4.00  | Seat map colours | CAP003
    """
    yield from _past(sheet, "role-hours-past-period-cap")


@rule("CAP004", "sow-line-past-hours", Level.WARN)
def sow_line_past_hours(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """A line of the SOW, or a kind of work, has more hours than its paper says.

    date       | person | project    | task | hours | text         | finding
    2026-09-07 | Petra  | Breakwater | BW01 | 9.50  | Lamp icons   |
    2026-09-08 | Petra  | Breakwater | BW01 | 1.00  | Lamp icons 2 | CAP004
    2026-09-09 | Petra  | Breakwater | BW02 | 9.50  | Buoy icons   |
    """
    yield from _past(sheet, "sow-line-past-hours")


@rule("CAP005", "project-past-cap", Level.WARN)
def project_past_cap(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """A project goes past its hours or its money.

    date       | person | project | hours | text          | finding
    2026-09-07 | Petra  | Kiosk   | 30.00 | Kiosk screens |
    2026-09-11 | Petra  | Kiosk   | 4.00  | Kiosk icons   | CAP005
    """
    yield from _past(sheet, "project-past-cap")


@rule("CAP006", "client-past-cap", Level.WARN)
def client_past_cap(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """All projects of a client together go past the client's limit.

    date       | person | project  | hours | text        | finding
    2026-09-07 | Petra  | Kiosk    | 30.00 | Screens     |
    2026-09-14 | Petra  | Booking site | 58.00 | Icons   |
    2026-09-21 | Ines   | Booking site | 40.00 | Fares   |
    2026-09-28 | Ines   | Booking site | 33.00 | Fares 2 | CAP006 acknowledge
    """
    yield from _past(sheet, "client-past-cap")


@rule("CAP007", "sow-past-ceiling", Level.BLOCK)
def sow_past_ceiling(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The SOW goes past the amount or the hours that it is not to exceed.

    date       | person | project | hours | text           | finding
    2026-09-07 | Petra  | Kiosk   | 30.00 | Kiosk screens  |
    2026-09-11 | Owen   | Kiosk   | 12.00 | Kiosk planning | CAP007
    """
    yield from _past(sheet, "sow-past-ceiling")


def _past(sheet: Timesheet, check: str) -> Iterator[Flag]:
    """A flag for each limit of this check that a row goes past."""
    for work, bill in sheet.involved():
        for over in bill.over:
            if over.cap.check == check and (over.limit or over.cap.measure == "money"):
                yield _flag(work, bill, over)


def _flag(work: Work, bill: Bill, over: Over) -> Flag:
    cap = over.cap
    all_waived, action = over.waiver is not None and not over.excess, "block" if ends(over, bill) else cap.action
    return Flag(
        work.id,
        _told(bill, over),
        "" if all_waived else _remedy(action, shown(over, over.excess, bill)),
        worth(over, bill),
        LEVELS.get(action, Level.WARN),
        Risk.UNBILLED if cap.action in ("clip", "carry") else Risk.WRONG,
        numbers=(
            ("used", over.used), ("row", over.within + over.excess), ("limit", over.limit), ("past it", over.excess),
        ),
        clause=clause_of(work, cap.clause),
        waiver=over.waiver,
        waived=all_waived,
        about=_about(work, bill, over),
    )  # fmt: skip


def _told(bill: Bill, over: Over) -> Phrase:
    """What goes past which limit, and what becomes of it."""
    wanted = over.within + over.excess
    share = half_up((over.used + wanted) * 100 / over.limit, Decimal("0.1")) if over.limit else ZERO
    return phrase(
        "{used} used + {wanted}: {past} past {limit}, {percent} % of it. {outcome}"
        if over.limit
        else "{used} used + {wanted}: {past} past {limit}. {outcome}",
        used=shown(over, over.used, bill), wanted=shown(over, wanted, bill),
        past=shown(over, over.excess + over.waived, bill), limit=limit_of(over, bill).within, percent=exact(share),
        outcome=outcome(over, bill),
    )  # fmt: skip


def _remedy(action: str, excess: Saying) -> Phrase:
    """What clears a row that goes past a limit by `excess`."""
    if action == "notify":
        return phrase("Tell the client.")
    if action == "acknowledge":
        return phrase("Say in Reason who agreed, or ask for a change order of {excess}.", excess=excess)
    if action == "block":
        return phrase("Ask for a change order of {excess}.", excess=excess)
    return phrase("Nothing to do, or ask for a change order of {excess}.", excess=excess)


def _about(work: Work, bill: Bill, over: Over) -> Phrase:
    """The limit, in which of its short windows: who lets one week pass has not let the next one."""
    cap, day = over.cap, work.entry.date
    limit = limit_of(over, bill).alone
    if day is None or cap.window not in SHORT:
        return limit
    if cap.window == "week":
        return phrase("{limit}, week of {monday}", limit=limit, monday=day - timedelta(days=day.weekday()))
    return phrase("{limit}, {day}", limit=limit, day=day)


def limit_of(over: Over, bill: Bill) -> Called:
    """What the limit is called that a row goes past."""
    return called(over.cap, over.limit, bill.currency if over.cap.measure == "money" else "h")


def ends(over: Over, bill: Bill) -> bool:
    """Whether what is past a cap that carries is held, because no window is left to offer it to."""
    return over.cap.action == "carry" and bill.held > 0 and bill.carried < over.excess


def outcome(over: Over, bill: Bill) -> Phrase:
    """What becomes of what is past a limit."""
    what = NO_WINDOW if ends(over, bill) else OUTCOMES[over.cap.action]
    if over.waiver is None:
        return what
    if not over.excess:
        return phrase("A waiver lets it past.")
    return phrase(
        "A waiver lets {waived} past, {rest} are left. {outcome}",
        waived=shown(over, over.waived, bill), rest=shown(over, over.excess, bill), outcome=what,
    )  # fmt: skip


def shown(over: Over, figure: Decimal, bill: Bill) -> Saying:
    """A figure in the measure of its cap."""
    return money(figure, bill.currency) if over.cap.measure == "money" else hours_of(figure)


def worth(over: Over, bill: Bill) -> Decimal:
    """The money that hangs on what is past a cap."""
    if over.cap.measure == "money":
        return over.excess
    return half_up(over.excess * (bill.rate or ZERO), step_of(bill.currency))


def clause_of(work: Work, clause: str) -> str:
    """The SOW and the place in it; blank where the paper names none."""
    return f"{work.sow.named}, {clause}" if work.sow and clause else ""
