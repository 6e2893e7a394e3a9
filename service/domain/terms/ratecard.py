"""What an hour costs: rate cards, the order in which they are tried, tiers, and factors for unusual hours."""

from datetime import time
from decimal import Decimal
from typing import NamedTuple

from service.domain.category import Category
from service.domain.money import ZERO
from service.domain.period import ALWAYS, Period
from service.domain.phrase import Phrase, phrase

RESOLVE = ("person+project", "role+project", "line", "category", "project", "person", "role", "sow")
"""The order in which cards are tried where a SOW states none: the narrower word first."""


class RateCard(NamedTuple):
    """The price of a unit of work, between two days, for whatever it names; blank parts hold for everybody."""

    rate: Decimal
    """Money for one unit; with `factor`, nothing."""
    days: Period = ALWAYS
    role: str = ""
    person: str = ""
    category: Category | None = None
    line: str = ""
    project: str = ""
    per: str = "hour"
    """hour, quarter_hour, day, or fixed (one price an entry, however long)."""
    factor: Decimal | None = None
    """A share of the price that would hold without this card: 0.5 is half of the person's own rate."""
    needs_approval: bool = False
    """Whether the client has to agree to such work before it is done."""
    clause: str = ""
    """Where the paper says so: §4.2."""

    @property
    def named(self) -> tuple[str, ...]:
        """What the card names, as the order of resolution writes it: person+project, role, sow."""
        parts = [part for part in ("person", "role", "category", "line", "project") if getattr(self, part)]
        return tuple(parts) or ("sow",)


class Step(NamedTuple):
    """One step of a tier: up to so much of the measure (None: without end), this factor on the price."""

    up_to: Decimal | None
    factor: Decimal


class Tier(NamedTuple):
    """Prices that fall (or rise) with the volume of a window."""

    id: str
    steps: tuple[Step, ...]
    measure: str = "billed_hours"
    """billed_hours, or money at card rates."""
    window: str = "month"
    mode: str = "graduated"
    """graduated: each step at its own price. volume: all units at the step that the window reaches."""
    scope: str = "sow"
    """sow, role or project, counted apart for each."""
    clause: str = ""


class Multiplier(NamedTuple):
    """Hours that count or cost more than others; the highest that fits wins, and they never compound."""

    id: str
    factor: Decimal
    on: str = "rate"
    """rate: the price is multiplied. hours: the hours drawn from a retainer or billed are."""
    weekdays: frozenset[int] = frozenset()
    """0 is Monday; blank: every day. A window over midnight belongs to the day on which it begins."""
    starts: time | None = None
    ends: time | None = None
    """The clock time between which it holds, the end not included; an end at or before the start is the next day's."""
    spans: tuple[tuple[int, time, int, time], ...] = ()
    """Stretches of a week: Friday 17:00 to Sunday midnight is ((4, 17:00, 0, 00:00),)."""
    holidays: bool = False
    """Whether it holds on the holidays of the SOW's calendar too, all day."""
    after_hours: Decimal | None = None
    """It holds for hours of a person past so many in `after_window` (day or week)."""
    after_window: str = ""
    only_if: str = ""
    """A mark that the row must carry among its tags or in its task: unplanned."""
    roles: frozenset[str] = frozenset()
    lines: frozenset[str] = frozenset()
    needs_approval: bool = False
    """Without a recorded approval the plain rate is used."""
    clause: str = ""

    def is_meant_for(self, role: str | None, line: str | None) -> bool:
        """Whether it may hold for work of a role on a line."""
        return (not self.roles or role in self.roles) and (not self.lines or line in self.lines)

    @property
    def by_clock(self) -> bool:
        """Whether an entry without a start time cannot be judged by it."""
        return self.starts is not None or bool(self.spans)


class Rounding(NamedTuple):
    """The step that hours are rounded to, the direction, and over what they are summed first."""

    increment: Decimal
    direction: str
    """up, down or nearest."""
    tie: str = "up"
    """Where an exact half goes: up, down or even."""
    scope: str = "entry"
    """entry, task, person_day, client_day, person_week, line or invoice."""
    place: str = ""
    """Only for entries marked so: on_site, remote. Blank: for all others."""
    done: bool = False
    """Whether the timesheet is rounded to this step already; then nothing is rounded, and what is not is flagged."""
    clause: str = ""

    @property
    def told(self) -> Phrase:
        """To which step hours are rounded, and where to: up to 0.25 h."""
        step = f"{self.increment.normalize():f}"
        if self.direction == "nearest":
            return phrase("nearest to {step} h", step=step)
        return phrase("up to {step} h" if self.direction == "up" else "down to {step} h", step=step)


class Minimum(NamedTuple):
    """The least that is billed for any work at all; a row of zero hours never gets one."""

    hours: Decimal
    per: str = "entry"
    """entry, task, person_day or client_day."""
    place: str = ""
    clause: str = ""


NOTHING = RateCard(ZERO)
