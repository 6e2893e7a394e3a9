"""When an engagement is billed: the periods of its invoices, and the windows that fees and minimums count over."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from service.domain.period import DAY, Period, half_month_of, month_of, window_of
from service.domain.phrase import Phrase, phrase
from service.domain.terms.sow import Sow

SPANS = {
    "day": phrase("day"),
    "week": phrase("week"),
    "half_month": phrase("half month"),
    "month": phrase("month"),
    "quarter": phrase("quarter"),
    "contract_month": phrase("month of the contract"),
    "rolling_24h": phrase("24 hours"),
    "term": phrase("term"),
}
"""The windows of limits, as a sentence calls them."""


def billed_with(sow: Sow, day: date) -> Period:
    """The invoice period that work of this day falls into."""
    terms = sow.on(day).invoicing
    if terms.every == "milestone":
        return _between_milestones(sow, day)
    if terms.every == "month":
        return half_month_of(day, terms.starts_on_days)
    return window(sow, terms.every, day)


def window(sow: Sow, kind: str, day: date, week_starts: str = "monday") -> Period:
    """The stretch of days of this kind that holds `day`; a contract month begins on the contract's own day."""
    if kind == "term":
        return sow.days
    own = sow.invoicing.starts_on_days
    if kind == "contract_month" and own == (1,) and sow.days.first is not None:
        own = (sow.days.first.day,)
    return window_of(day, kind, week_starts, own)


def windows(sow: Sow, kind: str, period: Period) -> Iterator[Period]:
    """Every stretch of this kind that shares a day with the period, the earliest first."""
    day = period.first
    while day is not None and period.last is not None and day <= period.last:
        one = window(sow, kind, day)
        yield one
        day = one.last + DAY if one.last else None


def _between_milestones(sow: Sow, day: date) -> Period:
    """From the day after one milestone to the next; after the last one to the end."""
    due = sorted(one.due for one in sow.fixed.milestones if one.due) if sow.fixed else []
    before = [one for one in due if one < day]
    after = [one for one in due if one >= day]
    return Period(before[-1] + DAY if before else sow.days.first, after[0] if after else sow.days.last)


def overlap(one: Period, other: Period) -> Period | None:
    """The days that both have; None where there are none."""
    first, last = max(begin(one), begin(other)), min(end(one), end(other))
    return Period(first, last) if first <= last else None


def length(period: Period | None) -> int:
    """How many days there are; none in no period."""
    return (end(period) - begin(period)).days + 1 if period else 0


def begin(period: Period) -> date:
    """The first day, or the beginning of all days."""
    return period.first or date.min


def end(period: Period) -> date:
    """The last day, or the end of all days."""
    return period.last or date.max


@lru_cache(maxsize=1_000)
def named(period: Period) -> Phrase:
    """A period as a client reads it: September 2026, or 17 Sep to 16 Oct 2026."""
    if period.first is None or period.last is None:
        return phrase("the whole term")
    if period == month_of(period.first):
        return phrase("{month:%B %Y}", month=period.first)
    return phrase(
        "{begin} {first:%b} to {end} {last:%b %Y}" if period.first.year == period.last.year
        else "{begin} {first:%b} {first:%Y} to {end} {last:%b %Y}",
        begin=period.first.day, first=period.first, end=period.last.day, last=period.last,
    )  # fmt: skip
