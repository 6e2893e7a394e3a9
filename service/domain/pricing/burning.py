"""How far each limit of a month is used up, read from the counters of one pass once all rows have gone by."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from service.domain.hours.timesheet import Timesheet
from service.domain.money import ZERO, half_up
from service.domain.period import Period
from service.domain.phrase import Saying
from service.domain.pricing.capping import said_limit
from service.domain.pricing.counter import Counter
from service.domain.pricing.meter import ENDLESS
from service.domain.pricing.paper import Paper
from service.domain.pricing.retaining import Account, Used
from service.domain.pricing.till import Till, run

WHOLE = Decimal(1)


class Burn(NamedTuple):
    """One limit in one of its windows: what may be used, and what is."""

    owner: str
    """The SOW it stands in, or the client whose page it stands on."""
    client: str
    name: str
    unit: str
    """h, or a currency."""
    used: Decimal
    limit: Decimal
    since: date | None = None
    """The first day of the window; None where it has no beginning."""
    said: Saying = ""
    """The limit in the words of the paper: 40 h a week of senior developer."""

    @property
    def left(self) -> Decimal:
        """What may still be used; less than nothing where more was let through."""
        return self.limit - self.used

    @property
    def percent(self) -> Decimal:
        """What is used of it, in whole percent."""
        return half_up(100 * self.used / self.limit, WHOLE)


def burns(sheet: Timesheet, till: Till | None = None) -> list[Burn]:
    """Each cap, retainer and prepaid block that the month's rows draw on, the fullest first.

    A limit that begins anew within the month is shown in its fullest window. `till` is the pass that has priced the
    sheet; where nobody has kept it there is another one.
    """
    if till is None:
        _, till = run(sheet, {row for row, bill in sheet.bills.items() if not bill.currency})
    found: dict[tuple[str, str], Burn] = {}
    for paper in till.deals.papers.values():
        for burn in _of_paper(paper, sheet.facts.period):
            key = (burn.owner, burn.name)
            found[key] = max(found.get(key, burn), burn, key=lambda one: one.percent)
    for account in till.deals.accounts.values():
        for burn in _of_account(account, sheet):
            found[burn.owner, burn.name] = burn
    return sorted(found.values(), key=lambda burn: (-burn.percent, burn.owner, burn.name))


def _of_paper(paper: Paper, month: Period) -> Iterator[Burn]:
    for counter in paper.counters.values():
        yield from _of_counter(counter, month)
    for block in paper.blocks:
        if block.room.gauge.used and block.terms.hours > 0:
            used, hours = block.room.gauge.used, block.terms.hours
            yield Burn(paper.sow.id, paper.sow.client, block.terms.id, "h", used, hours, block.terms.bought)


def _of_counter(counter: Counter, month: Period) -> Iterator[Burn]:
    unit = counter.terms.currency if counter.cap.measure == "money" else "h"
    for day, room in counter.days.items():
        if day in month and 0 < room.limit < ENDLESS and room.gauge.used:
            since = counter.window(day).first
            since = None if since == date.min else since
            said = said_limit(counter.cap, room.limit, unit)
            yield Burn(counter.whose, counter.terms.client, counter.cap.id, unit, room.gauge.used,
                       half_up(room.limit), since, said)  # fmt: skip


def _of_account(account: Account, sheet: Timesheet) -> Iterator[Burn]:
    """The period of a retainer that holds the end of the month, or today where that comes first."""
    last = min(sheet.facts.period.last or sheet.facts.today, sheet.facts.today)
    days = [first for first in {*account.standings, *account.frozen} if first <= last]
    retainer = account.terms(max(days)) if days else None
    if retainer is None:
        return
    first = max(days)
    standing, period = account.at(first), account.period(first)
    own = (one for one in sheet.whole() if one.sow is not None and one.sow.id == account.sow.id)
    fresh = sum((sheet.bills[one.id].drawn for one in own if one.entry.date in period), ZERO)
    used = fresh + account.frozen.get(first, Used()).drawn
    limit = used + standing.left - standing.short
    if limit > 0:
        unit = "h" if retainer.hours is not None else account.sow.currency
        yield Burn(account.sow.id, account.sow.client, retainer.name, unit, half_up(used), half_up(limit), first)
