"""The `checks:` and `waive:` of a file become a layer: levels, parameters and waivers by the name of the rule."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, TypeAlias

from service.adapters.sows.page import Page
from service.domain.period import Period
from service.domain.terms.agency import nearest
from service.domain.terms.check import Check, Layer, Level, Setting
from service.domain.terms.steps import Steps
from service.domain.terms.waiver import Waiver

Known: TypeAlias = Mapping[str, Check]
"""Every rule by its name."""
LIKE_ENOUGH = Decimal("0.6")
NEED_ROOM = ("CAP", "RET")
"""Families in which a waiver says how much more may be billed, and that the client agreed."""
LIMITS = (*(f"CAP00{number}" for number in range(1, 8)), "RET001", "RET002")
"""The checks of them past which a waiver can let anything."""
IN_HOURS = ("RET001", "RET002")


def layer(page: Page, name: str, known: Known | None, *where: str | int) -> Layer:
    """The layer that the `checks:` and `waive:` at a place of a file make."""
    checks = page.at(*where, "checks") or {}
    if known is not None:
        for check, said in checks.items():
            _look_up(page, check, said, known, (*where, "checks", check))
    waive = page.at(*where, "waive") or ()
    waivers = tuple(_waiver(page, said, known, (*where, "waive", place)) for place, said in enumerate(waive))
    return Layer(name, {check: _setting(said) for check, said in checks.items()}, waivers)


def _look_up(page: Page, check: str, said: object, known: Known, where: tuple[str | int, ...]) -> None:
    if not _is_known(page, check, known, where):
        return
    parameters = known[check].parameters
    for parameter in said if isinstance(said, Mapping) else ():
        if parameter != "level" and parameter not in parameters:
            has = f"it has {', '.join(parameters)}" if parameters else "it has none, only a level"
            perhaps = _perhaps(parameter, parameters, has)
            page.say(f"{check} has no parameter called {parameter}; {perhaps}", *where, parameter)
        elif isinstance(said, Mapping) and parameter in ("pattern", "patterns"):
            _look_at_patterns(page, said[parameter], (*where, parameter))
    level = said.get("level") if isinstance(said, Mapping) else said
    if known[check].fixed and level is not None:
        page.say(f"{check} has a fixed level: without it a row has no meaning or an invoice is wrong", *where)


def _is_known(page: Page, check: str, known: Known, where: tuple[str | int, ...]) -> bool:
    if check not in known:
        otherwise = "`python -m service rules` lists them"
        page.say(f"there is no check called {check}; {_perhaps(check, known, otherwise)}", *where)
    return check in known


def _look_at_patterns(page: Page, said: object, where: tuple[str | int, ...]) -> None:
    for pattern in said if isinstance(said, list) else [said]:
        try:
            re.compile(str(pattern))
        except re.error as error:
            page.say(
                f"{pattern} is no regular expression ({error}); put a backslash before signs meant as such", *where
            )


def _waiver(page: Page, said: Any, known: Known | None, where: tuple[str | int, ...]) -> Waiver:
    check, first, last = said["check"], *(date.fromisoformat(said[key]) for key in ("from", "until"))
    if last < first:
        page.say(f"until is {last}, which is before from, {first}; swap them or correct one", *where, "until")
    if known is not None and _is_known(page, check, known, (*where, "check")):
        if known[check].fixed:
            page.say(f"{check} cannot be waived: correct the row, the list or the SOW", *where, "check")
        else:
            _look_at_room(page, said, known[check].code, where)
    if len(where) < 3 and page.name.endswith("agency.yaml") and not {"row", "person", "project", "sow"} & said.keys():
        page.say("names no rows; add row, person, project or sow, for nobody waives a check everywhere", *where)
    scopes = {key: str(said.get(key, "")) for key in ("row", "person", "project", "line", "sow", "cap")}
    source = f"{page.name}, line {page.line(*where)}"
    hours, sum_of_money = (Decimal(str(said[key])) if key in said else None for key in ("hours", "money"))
    agreed = said.get("client_approval", "")
    return Waiver(check, Period(first, last), said["by"], said["reason"], source, **scopes, hours=hours,
                  money=sum_of_money, client_approval=agreed)  # fmt: skip


def _look_at_room(page: Page, said: Mapping[str, Any], code: str, where: tuple[str | int, ...]) -> None:
    """A waiver of a limit says how much the client agreed to let past it, in the file of that client; no other does."""
    check, room = said["check"], {"cap", "hours", "money", "client_approval"} & said.keys()
    if code[:3] not in NEED_ROOM:
        if room:
            page.say(f"{check} is no limit, so nothing is let past it; take out {sorted(room)[0]}", *where)
    elif code not in LIMITS:
        page.say(
            f"{check} cannot be waived, for nothing is let past it; change the limit or its order", *where, "check"
        )
    elif page.name.endswith("agency.yaml"):
        page.say(f"{check} is about a client's limit; write the waiver into the client's file or the SOW's", *where)
    elif len({"hours", "money"} & said.keys()) != 1 or (code in IN_HOURS and "hours" not in said):
        kinds = "hours" if code in IN_HOURS else "hours or money"
        page.say(f"{check} is a limit; say how much is let past it, in {kinds}", *where)
    elif "client_approval" not in said:
        page.say(f"{check} is a limit of the client's; add client_approval, how and when the client agreed", *where)


def _perhaps(text: str, names: Collection[str], otherwise: str) -> str:
    close = nearest(text, names, LIKE_ENOUGH)
    return f"perhaps {close} is meant" if close else otherwise


def _setting(said: Any) -> Setting:
    if isinstance(said, str):
        return Setting(Level.read(said), {})
    parameters = {name: _parameter(name, value) for name, value in said.items() if name != "level"}
    return Setting(Level.read(said["level"]) if "level" in said else None, MappingProxyType(parameters))


def _parameter(name: str, value: Any) -> Any:
    """A parameter in the form that rules read; lists are made tuples, so that no rule can change what a file says."""
    if name == "steps":
        return Steps.of(*((step["over"], step["level"]) for step in value))
    if name == "closed_until":
        return date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value
