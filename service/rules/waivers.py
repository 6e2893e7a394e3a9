"""WAI: waivers, which are decisions for a time and should not outlive their use."""

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from functools import cache

from service.domain.hours.layers import layers_in, waivers_of
from service.domain.hours.reason import read_reason
from service.domain.hours.timesheet import Timesheet
from service.domain.judging.finding import Flag, Risk
from service.domain.phrase import phrase
from service.domain.terms.agency import nearest
from service.domain.terms.check import Level
from service.rules.reach import whole_sheet
from service.rules.rule import Ask, Promise, Rule, promises, rule


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
                phrase(
                    "{source}: {check} was waived until {day}, and nothing needed it.",
                    source=waiver.source, check=waiver.check, day=waiver.days.last,
                ),
                phrase("Take the waiver out, or correct its check, rows or days."),
                risk=Risk.NONE,
            )  # fmt: skip


SETTLING = ("RAT005",)
"""Checks that say nothing any more once Reason answers them."""
LIKE = Decimal("0.8")
"""How alike a name in Reason and that of a check must be (0 to 1) to ask whether that check is meant."""


@rule("WAI002", "answer-to-nothing", Level.WARN)
def answer_to_nothing(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """Reason answers a check that does not exist, or one that says nothing of the row, which is no more than a note.

    date       | person | hours | text         | said  | reason                  | finding
    2026-09-03 | Ines   | 3.50  | Work on site | vague | TXT099: agreed by mail  | WAI002
    2026-09-04 | Ines   | 3.50  | Fare import  |       | TIM005: agreed by mail  | WAI002 info
    2026-09-07 | Petra  | 3.50  | Work on site | vague | TXT002: agreed by mail  |
    2026-09-08 | Petra  | 3.50  | Ferry icons  |       | CAP012: agreed by mail  |
    2026-09-09 | Petra  | 3.50  | Ferry icons  |       | agreed by mail at 10:30 |
    """
    rows = sheet.columns()
    for work in rows.holding(rows.reasons):
        for check in read_reason(work.entry.reason).by_check:
            meant = _checks().get(check)
            if meant is None:
                yield _no_check(work.id, check)
            elif _is_silent(meant, sheet.found, work.id):
                said = phrase("Reason answers {check}, which says nothing of this row.", check=meant.code)
                remedy = phrase("Take the answer out, or put the code before it that is meant.")
                yield Flag(work.id, said, remedy, level=Level.INFO, risk=Risk.NONE)


def _is_silent(promise: Promise, found: Mapping[str, Collection[str]], row: str) -> bool:
    """Whether a check has nothing to say of a row; one about drafts may have something to say later."""
    return isinstance(promise, Rule) and promise.code not in SETTLING and row not in found.get(promise.code, ())


def _no_check(row: str, check: str) -> Flag:
    """An answer that nothing will ever ask for."""
    is_code = check.isalnum()
    close = None if is_code else nearest(check, [name for name in _checks() if "-" in name], LIKE)
    said = phrase("Reason answers {check}, and there is no such check.", check=check.upper() if is_code else check)
    remedy = phrase(
        "Write {name}?" if close else "Write the code that stands in Flags, or leave the colon out.", name=close
    )
    return Flag(row, said, remedy, risk=Risk.NONE)


@cache
def _checks() -> Mapping[str, Promise]:
    """Every check by its name and by its code, as Reason is read."""
    return {word: one for one in promises() for word in (one.code.casefold(), one.name)}
