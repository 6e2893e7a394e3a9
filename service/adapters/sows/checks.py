"""The `checks:` of a file become a layer: levels and parameters by the name of the rule."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, TypeAlias

from service.adapters.sows.page import Page
from service.domain.agency import nearest
from service.domain.check import Layer, Level, Setting

Known: TypeAlias = Mapping[str, Collection[str]]
"""Names of the parameters of each rule, by the name of the rule."""
LIKE_ENOUGH = Decimal("0.6")


def layer(page: Page, name: str, known: Known | None, *where: str | int) -> Layer:
    """The layer that the `checks:` at a place of a file make."""
    checks = page.at(*where, "checks") or {}
    if known is not None:
        for check, said in checks.items():
            _look_up(page, check, said, known, (*where, "checks", check))
    return Layer(name, {check: _setting(said) for check, said in checks.items()})


def _look_up(page: Page, check: str, said: object, known: Known, where: tuple[str | int, ...]) -> None:
    if check not in known:
        otherwise = "`python -m service rules` lists them"
        page.say(f"there is no check called {check}; {_perhaps(check, known, otherwise)}", *where)
        return
    for parameter in said if isinstance(said, Mapping) else ():
        if parameter != "level" and parameter not in known[check]:
            has = f"it has {', '.join(known[check])}" if known[check] else "it has none, only a level"
            perhaps = _perhaps(parameter, known[check], has)
            page.say(f"{check} has no parameter called {parameter}; {perhaps}", *where, parameter)


def _perhaps(text: str, names: Collection[str], otherwise: str) -> str:
    close = nearest(text, names, LIKE_ENOUGH)
    return f"perhaps {close} is meant" if close else otherwise


def _setting(said: Any) -> Setting:
    if isinstance(said, str):
        return Setting(Level.read(said), {})
    parameters = {name: frozen(value) for name, value in said.items() if name != "level"}
    return Setting(Level.read(said["level"]) if "level" in said else None, MappingProxyType(parameters))


def frozen(value: Any) -> Any:
    """The value with lists made tuples, so that no rule can change what a file says."""
    if isinstance(value, list):
        return tuple(frozen(item) for item in value)
    return {key: frozen(item) for key, item in value.items()} if isinstance(value, dict) else value
