"""What a rule is, and the catalogue of all of them."""

import importlib
import pkgutil
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from service.domain.check import Level, Terms, settle
from service.domain.finding import Finding, Flag
from service.domain.timesheet import Timesheet, Work, layers_of

Judge = Callable[[Timesheet, Callable[[Work], Terms]], Iterable[Flag]]
FAMILIES = ("ROW", "DUP", "TIM", "PRJ", "STF", "TXT", "CAT", "RAT", "CAP", "RET", "EXP", "INV", "QBO")
"""In the order in which they judge; a row that ROW or DUP stops goes no further."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One promise of the SOW as a check: code, name of the offence, level, parameters, and the function that judges."""

    code: str
    name: str
    level: Level
    fixed: bool
    """A fixed level can be neither lowered nor waived."""
    parameters: Mapping[str, Any]
    judge: Judge

    @property
    def family(self) -> str:
        """The three letters the code begins with."""
        return self.code[:3]

    @property
    def sentence(self) -> str:
        """The first line of its documentation: the promise that is broken."""
        return (self.judge.__doc__ or "").strip().splitlines()[0]

    def terms(self, sheet: Timesheet, work: Work) -> Terms:
        """Level and parameters that hold for a row."""
        return settle(self.name, self.level, self.fixed, self.parameters, layers_of(work, sheet.facts.agency))

    def findings(self, sheet: Timesheet) -> Iterator[Finding]:
        """What the rule says about a timesheet, at the levels that hold; nothing where it is switched off."""
        known: dict[Hashable, Terms] = {}

        def terms(work: Work) -> Terms:
            where = tuple(part.id if part else "" for part in (work.client, work.sow, work.project))
            if where not in known:
                known[where] = self.terms(sheet, work)
            return known[where]

        for flag in self.judge(sheet, terms):
            settled = terms(sheet.work(flag.entry))
            asked = flag.level is not None and settled.sources["level"] == "built-in"
            level = flag.level if asked and flag.level is not None else settled.level
            if settled.level is not Level.OFF:
                yield Finding(self.code, self.name, level, flag.entry, flag.message, flag.suggestion, flag.stake,
                              settled.sources["level"])  # fmt: skip


_CATALOGUE: dict[str, Rule] = {}


def rule(code: str, name: str, level: Level, *, fixed: bool = False, **parameters: Any) -> Callable[[Judge], Judge]:
    """Enter a function into the catalogue under its code and the name of the offence."""

    def enter(judge: Judge) -> Judge:
        _CATALOGUE[code] = Rule(code, name, level, fixed, parameters, judge)
        return judge

    return enter


@cache
def catalogue() -> tuple[Rule, ...]:
    """Every rule of every family file in this folder, in judging order."""
    import service.rules as room  # the folder this file lies in

    for module in pkgutil.iter_modules(room.__path__, f"{room.__name__}."):
        importlib.import_module(module.name)
    return tuple(sorted(_CATALOGUE.values(), key=lambda one: (FAMILIES.index(one.family), one.code)))
