"""WAI: waivers, which are decisions for a time and should not outlive their use."""

from collections.abc import Iterator

from service.domain.hours.layers import layers_in, waivers_of
from service.domain.hours.timesheet import Timesheet
from service.domain.judging.finding import Flag, Risk
from service.domain.terms.check import Level
from service.rules.reach import whole_sheet
from service.rules.rule import Ask, rule


@rule("WAI001", "waiver-without-use", Level.WARN, reach=whole_sheet)
def waiver_without_use(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """A waiver has run out in the month that is billed, rows lay in it, and no finding needed it.

    date       | person | hours | text         | said  | waived                            | finding
    2026-09-03 | Ines   | 3.50  | Fare import  |       | vague-description until 2026-09-10 | WAI001
    2026-09-04 | Petra  | 3.50  | work on site | vague | vague-description until 2026-09-11 |
    """
    facts = sheet.facts
    ended = [
        waiver
        for layer in layers_in(facts)
        for waiver in layer.waivers
        if waiver not in sheet.used
        and waiver.days.last in facts.period
        and (waiver.days.last or facts.today) < facts.today
    ]
    met = {waiver for work in (sheet if ended else ()) for waiver in waivers_of(work, facts.agency)}
    for waiver in ended:
        if waiver in met:
            yield Flag(
                f"waiver of {waiver.check}, {waiver.source}",
                f"{waiver.source}: {waiver.check} was waived until {waiver.days.last}, and nothing needed it.",
                "Take the waiver out, or correct its check, rows or days.",
                risk=Risk.NONE,
            )
