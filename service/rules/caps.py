"""CAP: ceilings. What happens past one is the cap's own action, and the level follows from it."""

from collections.abc import Iterator
from decimal import Decimal

from service.domain.bill import Bill, Over
from service.domain.check import Level
from service.domain.finding import Flag
from service.domain.money import exact, half_up, money
from service.domain.timesheet import Timesheet, Work
from service.rules.rule import Ask, rule

LEVELS = {"notify": Level.WARN, "clip": Level.WARN, "acknowledge": Level.ACKNOWLEDGE, "block": Level.BLOCK,
          "carry": Level.WARN, "rate": Level.WARN}  # fmt: skip
OUTCOMES = {
    "notify": "They are billed.",
    "clip": "They are written down to 0.",
    "acknowledge": "They are billed if you give a reason.",
    "block": "The row is held.",
    "carry": "They are offered to the next window.",
    "rate": "They are billed at their own rate.",
}
CLEARS = {
    "notify": "Tell the client.",
    "clip": "Nothing to do, or ask for a change order of {excess}.",
    "acknowledge": "Say in Reason who agreed, or ask for a change order of {excess}.",
    "block": "Ask for a change order of {excess}.",
    "carry": "Nothing to do, or ask for a change order of {excess}.",
    "rate": "Nothing to do, or ask for a change order of {excess}.",
}


@rule("CAP001", "person-hours-past-cap", Level.WARN)
def person_hours_past_cap(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """A person's hours go past the cap that the SOW sets for that person.

    date       | person | hours | text              | finding
    2026-09-07 | Owen   | 10.00 | Sprint planning   |
    2026-09-08 | Owen   | 2.50  | Sprint planning 2 | CAP001 acknowledge
    """
    yield from _past(sheet, "person")


@rule("CAP002", "role-hours-past-weekly-cap", Level.WARN)
def role_hours_past_weekly_cap(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """All people in a role together go past the week's hours.

    date       | person | hours | text              | finding
    2026-09-07 | Ines   | 38.00 | Fare table import |
    2026-09-11 | Tomas  | 5.00  | Seat map import   | CAP002
    2026-09-14 | Tomas  | 5.00  | Seat map import   |
    """
    yield from _past(sheet, "role", windows=("day", "week"))


@rule("CAP003", "role-hours-past-period-cap", Level.WARN)
def role_hours_past_period_cap(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """All people in a role together go past the month's hours, or those of the whole term.

    date       | person | hours | text            | finding
    2026-09-07 | Petra  | 58.50 | Ferry icons     |
    2026-09-11 | Petra  | 4.00  | Seat map colours | CAP003
    """
    yield from _past(sheet, "role", windows=("month", "term"))


@rule("CAP005", "project-past-cap", Level.WARN)
def project_past_cap(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """A project goes past its hours or its money.

    date       | person | project | hours | text          | finding
    2026-09-07 | Petra  | Kiosk   | 30.00 | Kiosk screens |
    2026-09-11 | Petra  | Kiosk   | 4.00  | Kiosk icons   | CAP005
    """
    yield from _past(sheet, "project")


@rule("CAP006", "client-past-cap", Level.WARN)
def client_past_cap(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """All projects of a client together go past the client's limit.

    date       | person | project  | hours | text        | finding
    2026-09-07 | Petra  | Kiosk    | 30.00 | Screens     |
    2026-09-14 | Petra  | Booking site | 58.00 | Icons   |
    2026-09-21 | Ines   | Booking site | 40.00 | Fares   |
    2026-09-28 | Ines   | Booking site | 33.00 | Fares 2 | CAP006 acknowledge
    """
    yield from _past(sheet, "client")


@rule("CAP007", "sow-past-ceiling", Level.BLOCK)
def sow_past_ceiling(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The SOW goes past the amount or the hours that it is not to exceed.

    date       | person | project | hours | text           | finding
    2026-09-07 | Petra  | Kiosk   | 30.00 | Kiosk screens  |
    2026-09-11 | Owen   | Kiosk   | 12.00 | Kiosk planning | CAP007
    """
    yield from _past(sheet, "sow")


def _past(sheet: Timesheet, scope: str, windows: tuple[str, ...] = ("day", "week", "month", "term")) -> Iterator[Flag]:
    for work, bill in sheet.involved():
        for over in bill.over:
            if over.cap.scope == scope and over.cap.window in windows:
                yield _flag(work, bill, over)


def _flag(work: Work, bill: Bill, over: Over) -> Flag:
    cap = over.cap
    in_money = cap.measure == "money"

    def show(figure: Decimal) -> str:
        return money(figure, bill.currency) if in_money else f"{exact(figure)} h"

    whose = f" of {cap.subject.replace('_', ' ')}" if cap.subject else ""
    span = "" if cap.window == "term" else f" a {cap.window}"
    return Flag(
        work.id,
        f"{show(over.used)} used + {show(over.within + over.excess)}: {show(over.excess)} past the cap{whose} of "
        f"{show(over.limit)}{span} ({cap.id}). {OUTCOMES[cap.action]}",
        CLEARS[cap.action].format(excess=show(over.excess)),
        over.excess if in_money else half_up(over.excess * (bill.rate or Decimal(0))),
        LEVELS[cap.action],
    )
