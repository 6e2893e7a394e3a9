"""How hours become billable hours, out of a file: rounding, minimums, and work that nobody pays for."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from service.adapters.sows.people import days
from service.adapters.sows.register import Register
from service.adapters.sows.shape import Steps
from service.domain.category import Category
from service.domain.money import ZERO
from service.domain.period import ALWAYS
from service.domain.terms.ratecard import Minimum, Rounding
from service.domain.terms.sow import Exemption

UNPAID = frozenset({Category.ADM, Category.SAL, Category.TRN, Category.OFF})
"""What a client does not pay for where no file says anything."""


def roundings(register: Register) -> tuple[Rounding, ...]:
    """What the `rounding:` of a file says; one for each place, and one for everywhere else."""
    page = register.page
    found = tuple(_rounding(register, where, said) for where, said in page.each("rounding"))
    for number, rounding in enumerate(found):
        if any(rounding.place == other.place for other in found[:number]):
            where = f"for {rounding.place.replace('_', ' ')}" if rounding.place else "for everything"
            page.say(f"there is a rounding {where} already; keep the one that counts", "rounding", number)
    return found


def _rounding(register: Register, where: Steps, said: Mapping[str, Any]) -> Rounding:
    place, clause = said.get("place", ""), said.get("clause", "")
    if "already_rounded" in said:
        if said.keys() - {"already_rounded", "place", "clause"}:
            register.page.say("already_rounded stands alone: what is rounded already is not rounded again", *where)
        return Rounding(said["already_rounded"], "nearest", place=place, done=True, clause=clause)
    lacking = [key for key in ("increment", "direction", "scope") if key not in said]
    if lacking:
        register.page.say(f"rounding lacks {', '.join(lacking)}; say step, direction and what is rounded", *where)
    direction = said.get("direction", "up")
    if direction == "nearest" and "tie" not in said:
        why = "nearest does not say where an exact half goes; ask the client, then add `tie: up`"
        register.page.say(why, *where)
    if direction != "nearest" and "tie" in said:
        register.page.say(f"tie says where an exact half goes, and {direction} knows no half; take it away", *where)
    increment, scope = said.get("increment", ZERO), said.get("scope", "entry")
    return Rounding(increment, direction, said.get("tie", "up"), scope, place, clause=clause)


def minimums(register: Register, rounded: tuple[Rounding, ...]) -> tuple[Minimum, ...]:
    """What the `minimums:` of a file say, each a multiple of the step it will be rounded to."""
    found = []
    for where, said in register.page.each("minimums"):
        minimum = Minimum(said["hours"], said["per"], said.get("place", ""), said.get("clause", ""))
        found.append(minimum)
        for number, rounding in enumerate(rounded):
            meets = rounding.place in ("", minimum.place) or not minimum.place
            if meets and rounding.increment and minimum.hours % rounding.increment:
                why = f"the minimum of {minimum.hours} h is no multiple of the step of {rounding.increment} h"
                here = where if register.page.line(*where) else ("rounding", number)
                register.page.say(f"{why}, so nobody could say what is billed; make one fit the other", *here)
    return tuple(found)


def unpaid(register: Register) -> frozenset[Category]:
    """Kinds of work that are never paid for."""
    said = register.page.at("non_billable", "categories")
    return UNPAID if said is None else register.categories("non_billable", "categories")


def exemptions(register: Register) -> tuple[Exemption, ...]:
    """Work that is not paid for though its kind is: by phrase, by line, or for a time."""
    page = register.page
    phrases = [Exemption(phrase=phrase) for _, phrase in page.each("non_billable", "phrases")]
    lines = [Exemption(line=line) for line in register.all("line", "non_billable", "lines")]
    rules = [_exemption(register, where, said) for where, said in page.each("non_billable", "rules")]
    return (*phrases, *lines, *rules)


def _exemption(register: Register, where: Steps, said: Mapping[str, Any]) -> Exemption:
    if "line" in said:
        register.checked("line", said["line"], *where, "line")
    span = days(register.page, said, "from", "until", *where) if said.keys() & {"from", "until"} else ALWAYS
    category = Category[said["category"]] if "category" in said else None
    return Exemption(category, said.get("phrase", ""), said.get("line", ""), span)


def day_of(text: str | None) -> date | None:
    """The day that a text names; None where there is none."""
    return date.fromisoformat(text) if text else None
