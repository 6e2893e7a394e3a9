"""STF: people and roles."""

from collections.abc import Callable, Iterator

from service.domain.check import Level, Terms
from service.domain.finding import Flag
from service.domain.timesheet import Timesheet, Work
from service.rules.rule import rule

Ask = Callable[[Work], Terms]


@rule("STF001", "person-without-role", Level.BLOCK, fixed=True)
def person_without_role(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The person has no role on the day, and the rate card prices roles.

    date       | person | hours | text              | finding
    2026-09-14 | Bram   | 2.00  | Fare table import | STF001
    2026-09-15 | Bram   | 2.00  | Fare table import |
    """
    for work in sheet.open():
        if work.sow is None or work.person is None or work.role is not None or not work.meant_for_billing:
            continue
        if work.sow.rate_on(work.entry.day, work.person.id, None) is None:
            yield Flag(
                work.id,
                f"{work.person.name} has no role on {work.entry.day}.",
                "Give the person a role from that day in agency.yaml.",
            )
