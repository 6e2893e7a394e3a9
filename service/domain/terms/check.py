"""How loud a rule is, and who said so: levels and parameters, layer upon layer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, NamedTuple

from service.domain.terms.waiver import Waiver


class Level(IntEnum):
    """What a finding asks of people, from nothing to a stop."""

    OFF = 0
    INFO = 1
    WARN = 2
    ACKNOWLEDGE = 3
    BLOCK = 4

    @classmethod
    def read(cls, text: object) -> "Level":
        """The level a SOW file names; YAML may hand over `off` as the value false. Raises KeyError for others."""
        return cls.OFF if text is False else cls[str(text).upper()]

    @property
    def symbol(self) -> str:
        """A sign that stands beside the colour for those who cannot see it."""
        return ("", "·", "●", "▲", "✖")[self]

    def __str__(self) -> str:
        return self.name.lower()


class Setting(NamedTuple):
    """What one layer says of one rule: a level, parameters, either or both."""

    level: Level | None
    parameters: Mapping[str, Any]


class Check(NamedTuple):
    """What somebody who sets a rule has to know of it."""

    code: str
    parameters: Mapping[str, Any]
    fixed: bool = False


class Layer(NamedTuple):
    """Settings by rule name, and the name of the layer that makes them (agency, client PF, SOW PF-003)."""

    name: str
    settings: Mapping[str, Setting]
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for a rule on one row: level and parameters, each with the layer it came from."""

    level: Level
    parameters: Mapping[str, Any]
    sources: Mapping[str, str]

    def __getitem__(self, parameter: str) -> Any:
        return self.parameters[parameter]


def settle(name: str, level: Level, fixed: bool, defaults: Mapping[str, Any], layers: Sequence[Layer]) -> Terms:
    """The most specific word on the rule `name`; `layers` come widest first. A fixed level stays as it is."""
    parameters, sources = dict(defaults), dict.fromkeys([*defaults, "level"], "built-in")
    for layer in layers:
        setting = layer.settings.get(name)
        if setting is None:
            continue
        if setting.level is not None and not fixed:
            level, sources["level"] = setting.level, layer.name
        parameters.update(setting.parameters)
        sources.update(dict.fromkeys(setting.parameters, layer.name))
    return Terms(level, parameters, sources)
