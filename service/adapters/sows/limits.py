"""Limits on hours and money, out of a file: caps, lines with hours, and thresholds with an action of their own."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from service.adapters.sows.register import Register
from service.adapters.sows.scopes import scope_of
from service.adapters.sows.shape import Steps
from service.domain.terms.cap import NARROW_TO_WIDE, Cap, Threshold
from service.domain.terms.sow import ScopeLine

HUNDRED = Decimal(100)
WINDOW = re.compile(r"\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?")
HOLDS = {"clip", "carry", "block"}
"""Actions that let nothing past a limit, so that no more than all of it is ever reached."""


def lines(register: Register) -> tuple[ScopeLine, ...]:
    """What the `lines:` of a file say."""
    page = register.page
    register.refuse_twins("line", "lines")
    defaults = [where for where, said in page.each("lines") if said.get("default")]
    for where in defaults[1:]:
        line = page.line(*defaults[0])
        page.say(f"a second default line, beside that of line {line}; hours that name no line go to one", *where)
    return tuple(_line(register, where, said) for where, said in page.each("lines"))


def _line(register: Register, where: Steps, said: Mapping[str, Any]) -> ScopeLine:
    page, kind = register.page, said.get("kind", "estimate")
    if kind == "cap" and "action" not in said and said.get("hours"):
        page.say("kind is cap, but no action says what happens past it; add one, such as `action: block`", *where)
    if kind == "estimate" and said.get("action", "notify") != "notify":
        page.say(f"an estimate is only said when it is passed; write `kind: cap` for {said['action']}", *where)
    return ScopeLine(said["id"], said.get("name", said["id"]), said.get("hours"), kind, bool(said.get("default")))


def caps(register: Register, usual: tuple[Threshold, ...]) -> tuple[Cap, ...]:
    """Every limit of a file, narrow before wide: its caps, its lines with hours, and their thresholds that act."""
    register.refuse_twins("cap", "caps")
    _refuse_cap_named_like_line(register)
    found = [cap for where, said in register.page.each("lines") for cap in _cap_of_line(register, where, said, usual)]
    found += [cap for where, said in register.page.each("caps") for cap in _cap(register, where, said, usual)]
    every = [part for cap in found for part in (cap, *acting(cap))]
    return tuple(sorted(every, key=lambda cap: (NARROW_TO_WIDE.index(cap.scope), cap.order)))


def _refuse_cap_named_like_line(register: Register) -> None:
    of_lines = set(register.known("line"))
    for where, said in register.page.each("caps"):
        if said.get("id") in of_lines:
            register.page.say(f"{said['id']} is a line, which is a limit of its own; give the cap another id", *where)


def _cap_of_line(
    register: Register, where: Steps, said: Mapping[str, Any], usual: tuple[Threshold, ...]
) -> Iterator[Cap]:
    """A line with hours is a limit over the whole term; one at 0 bills nothing."""
    hours, clause = said.get("hours"), said.get("clause", "")
    if hours is None:
        return
    kind = said.get("kind", "estimate") if hours else "cap"
    action = said.get("action", "notify") if hours else "clip"
    line = Cap(said["id"], "line", hours, "term", action, subject=said["id"], kind=kind, clause=clause)
    yield _with_extras(register, where, said, line, usual)


def _cap(register: Register, where: Steps, said: Mapping[str, Any], usual: tuple[Threshold, ...]) -> Iterator[Cap]:
    limits = _limits(register, where, said)
    limit = limits.pop("default", said.get("limit"))
    name, measure = said.get("id") or _name(register, said), said.get("measure", "billed_hours")
    filters, notice = said.get("filter", {}), said.get("notice", {})
    cap = scope_of(register, where, said["scope"], Cap(
        name, "sow", limit, said["window"], said["action"], measure,
        limits=limits,
        funded=said.get("funded"),
        only=register.categories(*where, "filter", "only"),
        without=register.categories(*where, "filter", "without"),
        with_expenses=filters.get("expenses", False),
        order=said.get("order", 0),
        kind=said.get("kind", "cap"),
        notice_days=notice.get("days_before_reached", 0),
        clause=said.get("clause", ""),
    ))  # fmt: skip
    _look_at_sense(register, where, cap)
    if limit is not None or limits or cap.funded is not None:
        yield _with_extras(register, where, said, cap, usual)


def _name(register: Register, said: Mapping[str, Any]) -> str:
    """What a cap without an id goes by: senior_developer-week, and the next one like it senior_developer-week-2."""

    def words(one: Mapping[str, Any]) -> str:
        scope = one["scope"]
        parts = scope.values() if isinstance(scope, Mapping) else [scope]
        texts = (text for part in parts for text in ([part] if isinstance(part, str) else part))
        return "-".join([*texts, one["window"]])

    alike = [one for _, one in register.page.each("caps") if "id" not in one and words(one) == words(said)]
    number = next(place for place, one in enumerate(alike, 1) if one is said)
    return words(said) if number == 1 else f"{words(said)}-{number}"


def _limits(register: Register, where: Steps, said: Mapping[str, Any]) -> dict[str, Decimal]:
    limits = dict(said.get("limits", {}))
    if limits and said.get("limit") is not None:
        register.page.say("limit and limits both say the limit; write limits: {…, default: …} alone", *where, "limits")
    for key in limits:
        if key != "default" and not WINDOW.fullmatch(key):
            why = f"limits names {key}; write the month (2026-12), the day a window begins with, or default"
            register.page.say(why, *where, "limits", key)
    return limits


def _look_at_sense(register: Register, where: Steps, cap: Cap) -> None:
    """What the parts of a cap ask of each other."""
    say = register.page.say
    if cap.action == "carry" and cap.window in {"term", "rolling_24h"}:
        kind = "the term" if cap.window == "term" else "twenty-four hours that roll on"
        say(f"there is no window after {kind} to carry hours into; choose another window or action", *where)
    if cap.measure == "money" and cap.action in {"carry", "rate"}:
        say(f"money cannot go by the action {cap.action}, which is for hours; write block, clip or acknowledge", *where)
    if cap.measure != "money" and cap.with_expenses:
        say("expenses are money; they count towards a cap with `measure: money`", *where, "filter")
    if cap.only and cap.without:
        say("only and without both choose kinds of work; keep one of them", *where, "filter")


def _with_extras(
    register: Register, where: Steps, said: Mapping[str, Any], cap: Cap, usual: tuple[Threshold, ...]
) -> Cap:
    """The cap with its thresholds and the price past it."""
    if ("over_rate" in said) != (cap.action == "rate"):
        why = "the action rate and over_rate, the price past the limit, belong together; write both or neither"
        register.page.say(why, *where)
    marks = thresholds(register, where, usual)
    for place, mark in enumerate(marks if "thresholds" in said else ()):
        _look_at_mark(register, (*where, "thresholds", place), mark, cap)
    return replace(cap, over_rate=said.get("over_rate"), thresholds=marks if cap.limit != 0 else ())


def _look_at_mark(register: Register, where: Steps, mark: Threshold, cap: Cap) -> None:
    say = register.page.say
    if cap.limit == 0:
        say("the limit is 0, of which there is no share; take the threshold away", *where)
    elif mark.at is not None and mark.at > HUNDRED and cap.action in HOLDS:
        say(f"{mark.at} % is never reached, because past the limit itself the action is {cap.action}", *where)
    _look_at_what_is_left(register, where, mark, "cap", cap.measure)


def _look_at_what_is_left(register: Register, where: Steps, mark: Threshold, whose: str, measure: str) -> None:
    said = register.page.at(*where)
    if mark.left is not None and ("left_money" in said) != (measure == "money"):
        why = f"what is left is counted as the {whose} counts, which is {measure.replace('_', ' ')}"
        register.page.say(why, *where)


def thresholds(register: Register, where: Steps, usual: tuple[Threshold, ...]) -> tuple[Threshold, ...]:
    """The thresholds at a place of a file, or the usual ones where it says none."""
    if register.page.at(*where, "thresholds") is None:
        return usual
    return tuple(_threshold(register, steps, said) for steps, said in register.page.each(*where, "thresholds"))


def telling_thresholds(
    register: Register, where: Steps, usual: tuple[Threshold, ...], measure: str = "billed_hours"
) -> tuple[Threshold, ...]:
    """The thresholds of a sum paid ahead: they only tell, and what happens past it is said elsewhere."""
    marks = thresholds(register, where, usual)
    for place, mark in enumerate(marks if register.page.at(*where, "thresholds") is not None else ()):
        at = (*where, "thresholds", place)
        if mark.action != "notify":
            why = f"thresholds under `{where[0]}` only tell, and {mark.action} would do more; take the action away"
            register.page.say(why, *at)
        if mark.at is not None and mark.at > HUNDRED:
            register.page.say(f"{mark.at} % is never reached, because hours past it are counted apart", *at)
        _look_at_what_is_left(register, at, mark, str(where[0]), measure)
    return marks


def _threshold(register: Register, where: Steps, said: Any) -> Threshold:
    if not isinstance(said, Mapping):
        return Threshold(said)
    register.only_one_of(said, ("at", "left_hours", "left_money"), *where)
    left = said.get("left_hours", said.get("left_money"))
    return Threshold(said.get("at"), left, said.get("action", "notify"), said.get("within_working_days", 0))


def usual_thresholds(register: Register) -> tuple[Threshold, ...]:
    """The thresholds of whatever names none itself."""
    return tuple(Threshold(percent) for _, percent in register.page.each("default_thresholds"))


def acting(cap: Cap) -> Iterator[Cap]:
    """A threshold that does more than announce is a limit of its own, lower or higher than the cap's."""
    for mark in cap.thresholds:
        if mark.action != "notify":
            share = f"{mark.at}" if mark.at is not None else f"{mark.left}-left"
            yield replace(
                cap,
                id=f"{cap.id}-{share}",
                limit=_reached(cap.limit, mark),
                limits={window: _at(limit, mark) for window, limit in cap.limits.items()},
                funded=_reached(cap.funded, mark),
                action=mark.action,
                kind="cap",
                thresholds=(),
            )


def _reached(limit: Decimal | None, mark: Threshold) -> Decimal | None:
    return None if limit is None else _at(limit, mark)


def _at(limit: Decimal, mark: Threshold) -> Decimal:
    """How much is used when a threshold is reached."""
    if mark.at is not None:
        return limit * mark.at / HUNDRED
    return max(Decimal(0), limit - (mark.left or 0))
