"""Hours rounded and raised to their minimum: what the contract does to them, and the sentence about it."""

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from service.domain.hours.timesheet import Work
from service.domain.money import half_up, plain, to_step
from service.domain.phrase import Phrase, joined, phrase
from service.domain.spelling import normal
from service.domain.terms.ratecard import Minimum, Rounding
from service.domain.terms.sow import Sow

BREADTH = ("entry", "task", "person_day", "client_day", "person_week", "line", "invoice")

Step = Rounding | Minimum


def hangs_on_others(sow: Sow) -> bool:
    """Whether a row's hours hang on more than the row's own: on other rows, or on where it was worked."""
    scopes = [(step.scope, step.place) for step in sow.rounding] + [(step.per, step.place) for step in sow.minimums]
    return any(scope != "entry" or place for scope, place in scopes)


PLACES = {"on site": "on_site", "onsite": "on_site", "remote": "remote"}


def place_of(work: Work) -> str:
    """Where the work was done, as far as a tag or the task says so."""
    entry = work.entry
    if not (entry.tags or entry.task):
        return ""
    return next(filter(None, (PLACES.get(normal(text), "") for text in (*entry.tags, entry.task))), "")


def steps_for(sow: Sow, place: str) -> list[Step]:
    """What is done to the hours of a row, narrow before wide."""
    found: list[Step] = [*_of_place(sow.rounding, place), *_of_place(sow.minimums, place)]
    return sorted(found, key=turn_of)


def _of_place(steps: Sequence[Rounding] | Sequence[Minimum], place: str) -> list[Rounding | Minimum]:
    """The steps of a place; those for everywhere where it has none of its own."""
    own = [step for step in steps if step.place and step.place == place]
    return list(own or [step for step in steps if not step.place])


def scope_of(step: Step) -> str:
    """What is summed before the step is done."""
    return step.scope if isinstance(step, Rounding) else step.per


def turn_of(step: Step) -> tuple[int, bool]:
    """Narrow before wide; a rounding comes before the minimum of the same breadth."""
    return BREADTH.index(scope_of(step)), isinstance(step, Minimum)


def alone(sow: Sow, raw: Decimal) -> tuple[Decimal, Phrase]:
    """The hours of a row whose steps all look at the row alone, and the sentence about them."""
    hours = shown(raw, sow.hours_decimals)
    told: list[Phrase] = []
    for step in steps_for(sow, ""):
        changed = after(step, hours if told and isinstance(step, Rounding) else raw, hours)
        if changed != hours or isinstance(step, Rounding):
            told.append(step.told if isinstance(step, Rounding) else at_least(step))
        hours = changed
    return hours, sentence(raw, hours, tuple(told))


def after(step: Step, raw: Decimal, hours: Decimal) -> Decimal:
    """What a step makes of hours; nothing stays nothing."""
    if isinstance(step, Minimum):
        return max(hours, step.hours) if raw > 0 else hours
    return hours if step.done else to_step(raw, step.increment, step.direction, step.tie)


@lru_cache(maxsize=10_000)
def shown(hours: Decimal, decimals: int) -> Decimal:
    """Hours with the decimals that are shown."""
    return half_up(hours, Decimal(1).scaleb(-decimals))


def sentence(raw: Decimal, hours: Decimal, told: tuple[Phrase, ...]) -> Phrase:
    """2.30 h logged, 2.50 h after rounding up to 0.25 h."""
    logged = plain(shown(raw, 4))
    if not told:
        return phrase("{logged} h logged.", logged=logged)
    how = told[0] if len(told) == 1 else joined(", ", told)
    return phrase("{logged} h logged, {hours} h after rounding {how}.", logged=logged, hours=plain(hours), how=how)


def at_least(step: Minimum) -> Phrase:
    """What a minimum has done, for a sentence."""
    return phrase("at least {hours} h", hours=plain(step.hours))
