"""Hours that cost or count more, out of a file."""

from collections.abc import Iterator, Mapping
from datetime import date, time
from typing import Any

from service.adapters.sows.calendar import AGENCY, holidays_of
from service.adapters.sows.register import Register
from service.adapters.sows.shape import Steps
from service.domain.period import Period
from service.domain.terms.ratecard import Multiplier

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEK = tuple(range(7))
MIDNIGHT = time(0)
WHEN = {"days", "between", "outside", "from", "holidays", "after", "only_if"}


def multipliers(register: Register) -> tuple[Multiplier, ...]:
    """What the `multipliers:` of a file say."""
    register.refuse_twins("multiplier", "multipliers")
    return tuple(_multiplier(register, where, said) for where, said in register.page.each("multipliers"))


def holidays(register: Register, own: frozenset[date], term: Period) -> frozenset[date]:
    """The holidays that the multipliers of a file speak of: those of its one calendar, and the agency's own."""
    page = register.page
    named = {str(said["holidays"]).lower(): where for where, said in page.each("multipliers") if "holidays" in said}
    public = sorted(set(named) - {AGENCY})
    for calendar in public[1:]:
        why = f"holidays is {calendar}, and {public[0]} above; one SOW goes by one calendar, so choose"
        page.say(why, *named[calendar], "holidays")
    days = holidays_of(page, public[0], term, *named[public[0]], "holidays") if public else frozenset()
    return days | own if named else frozenset()


def _multiplier(register: Register, where: Steps, said: Mapping[str, Any]) -> Multiplier:
    _look_at_when(register, where, said)
    starts, ends = map(_clock, said.get("between", (None, None)))
    after = said.get("after", {})
    clocked = "between" in said
    return Multiplier(
        said.get("id", f"multiplier-{int(where[-1]) + 1}"),
        said["factor"],
        said["applies_to"],
        frozenset(DAYS.index(day) for day in said.get("days", ())) if "outside" not in said else frozenset(),
        starts if clocked else None,
        ends if clocked else None,
        tuple(_spans(said)),
        "holidays" in said,
        after.get("hours"),
        after.get("window", ""),
        said.get("only_if", ""),
        frozenset(register.all("role", *where, "roles")),
        frozenset(register.all("line", *where, "lines")),
        "requires" in said,
        said.get("clause", ""),
    )


def _look_at_when(register: Register, where: Steps, said: Mapping[str, Any]) -> None:
    page, clocks = register.page, [key for key in ("between", "outside", "from") if key in said]
    if not said.keys() & WHEN:
        page.say(f"a multiplier says when it holds, by one of {', '.join(sorted(WHEN))}; all hours is a rate", *where)
    if len(clocks) > 1:
        page.say(f"this names {' and '.join(clocks)}; name just one of them", *where, clocks[1])
    if ("from" in said) != ("to" in said):
        page.say("a stretch of the week has both `from` and `to`; add the other", *where)
    if "from" in said and "days" in said:
        page.say("from and to name their days themselves; take `days` away", *where, "days")
    if not said["factor"]:
        page.say("factor is 0; work that is not paid for stands under non_billable", *where, "factor")


def _spans(said: Mapping[str, Any]) -> Iterator[tuple[int, time, int, time]]:
    """Stretches of the week: one from moment to moment, or each day without the hours in its middle."""
    if "from" in said and "to" in said:
        (first, starts), (last, ends) = map(_moment, (said["from"], said["to"]))
        yield first, starts, last, ends
    if "outside" in said:
        opens, closes = map(_clock, said["outside"])
        for day in sorted(map(DAYS.index, said["days"])) if "days" in said else WEEK:
            if opens != MIDNIGHT:
                yield day, MIDNIGHT, day, opens
            if closes != MIDNIGHT:
                yield day, closes, (day + 1) % 7, MIDNIGHT


def _moment(text: str) -> tuple[int, time]:
    """Day and clock time; the end of a day is the beginning of the next."""
    day, _, clock = text.partition(" ")
    return (DAYS.index(day) + (clock == "24:00")) % 7, _clock(clock)


def _clock(text: str | None) -> time:
    return MIDNIGHT if text in (None, "24:00") else time.fromisoformat(str(text))
