"""What a rule is, and the catalogue of all of them."""

import importlib
import pkgutil
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from service.domain.hours.layers import layers_in, layers_of
from service.domain.hours.timesheet import Timesheet, Work, place_of
from service.domain.judging.finding import Finding, Flag, Risk
from service.domain.terms.agency import Agency
from service.domain.terms.check import Check, Level, Terms, settle
from service.rules.answer import answered
from service.rules.reach import Reach, own_row


class Ask:
    """What holds for a rule on each row; where no layer says a word, the same for all."""

    __slots__ = ("_agency", "_known", "_rule", "usual")

    def __init__(self, rule: "Rule", sheet: Timesheet) -> None:
        self._rule = rule
        self._agency = sheet.facts.agency
        self._known: dict[Hashable, Terms] = {}
        spoken = sheet.once("settings", lambda: {name for layer in layers_in(sheet.facts) for name in layer.settings})
        usual = settle(rule.name, rule.level, rule.fixed, rule.parameters, ())
        self.usual = None if rule.name in spoken else usual

    def __call__(self, work: Work) -> Terms:
        """What holds for a row."""
        if self.usual is not None:
            return self.usual
        where = tuple(part.id if part else "" for part in (work.client, work.sow, work.project))
        if where not in self._known:
            self._known[where] = self._rule.terms(self._agency, work)
        return self._known[where]

    def anywhere(self, sheet: Timesheet) -> Sequence[Terms]:
        """What holds at the places of a timesheet, so that a rule can see at once whether it has anything to do."""
        if self.usual is not None:
            return (self.usual,)
        return [self(works[0]) for works in sheet.grouped(place_of).values()]


Judge = Callable[[Timesheet, Ask], Iterable[Flag]]
FAMILIES = ("ROW", "DUP", "TIM", "PRJ", "STF", "TXT", "CAT", "RAT", "CAP", "RET", "EXP", "INV", "QBO", "WAI")
"""In the order in which they judge; a row that ROW or DUP stops goes no further."""

NEVER_WAIVED = ("CAP", "RET", "INV", "QBO", "WAI")
"""Limits need a figure and not a word; approvals, drafts and QuickBooks are no matter of one row's terms."""


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise of the SOW as a check: code, name of the offence, level, parameters, and the function that judges."""

    code: str
    name: str
    level: Level
    fixed: bool
    """A fixed level can be neither lowered nor waived."""
    parameters: Mapping[str, Any]
    judge: Callable[..., Iterable[Flag]]

    @property
    def family(self) -> str:
        """The three letters the code begins with."""
        return self.code[:3]

    @property
    def sentence(self) -> str:
        """The first line of its documentation: the promise that is broken."""
        return (self.judge.__doc__ or "").strip().splitlines()[0]

    @property
    def waivable(self) -> bool:
        """Whether a person may decide that it does not count on a row."""
        return not self.fixed and self.family not in NEVER_WAIVED

    @property
    def check(self) -> Check:
        """What a file that sets it has to know."""
        return Check(self.code, self.parameters, self.fixed)


@dataclass(frozen=True, slots=True)
class Rule(Promise):
    """A promise about rows."""

    reach: Reach = own_row
    """The rows that have to lie side by side for a right judgement."""
    instead_of: str = ""
    """The code of a rule that has nothing to add on a row where this one speaks."""

    def terms(self, agency: Agency, work: Work | None) -> Terms:
        """Level and parameters that hold for a row; without one, for the agency as a whole."""
        layers = layers_of(work, agency) if work else (agency.layer,)
        return settle(self.name, self.level, self.fixed, self.parameters, layers)

    def findings(self, sheet: Timesheet) -> Iterator[Finding]:
        """What the rule says about a timesheet, at the levels that hold; nothing where it is switched off."""
        terms = Ask(self, sheet)
        for flag in self.judge(sheet, terms):
            work = sheet.find(flag.entry)
            settled = terms(work) if work else self.terms(sheet.facts.agency, None)
            if settled.level is not Level.OFF:
                yield self._finding(flag, settled, work, sheet.facts.agency)

    def _finding(self, flag: Flag, settled: Terms, work: Work | None, agency: Agency) -> Finding:
        level = settled.level
        if flag.level is not None and settled.sources["level"] == "built-in":
            level = flag.level
        clause = flag.clause or (work.sow.named if work and work.sow else "")
        risk = flag.risk if flag.stake else Risk.NONE
        finding = Finding(self.code, self.name, level, flag.entry, flag.message, flag.suggestion, flag.stake,
                          settled.sources["level"], clause, flag.numbers, risk,
                          waiver=flag.waiver, about=flag.about)  # fmt: skip
        if flag.waiver is not None and flag.waived:
            return finding._replace(level=Level.INFO, answer=flag.waiver.told)
        return answered(finding, work, agency, self.waivable) if work and level > Level.INFO else finding


_CATALOGUE: dict[str, Promise] = {}


def enter(promise: Promise) -> None:
    """Put a promise into the catalogue under its code."""
    _CATALOGUE[promise.code] = promise


def rule(
    code: str,
    name: str,
    level: Level,
    *,
    fixed: bool = False,
    reach: Reach = own_row,
    instead_of: str = "",
    **parameters: Any,
) -> Callable[[Judge], Judge]:
    """Enter a function into the catalogue under its code and the name of the offence."""

    def entered(judge: Judge) -> Judge:
        enter(Rule(code, name, level, fixed, parameters, judge, reach, instead_of))
        return judge

    return entered


@cache
def promises() -> tuple[Promise, ...]:
    """Every rule of every family file in this folder, about rows or drafts, in judging order."""
    import service.rules as room  # the folder this file lies in

    for module in pkgutil.iter_modules(room.__path__, f"{room.__name__}."):
        importlib.import_module(module.name)
    return tuple(sorted(_CATALOGUE.values(), key=lambda one: (FAMILIES.index(one.family), one.code)))


@cache
def catalogue() -> tuple[Rule, ...]:
    """Every rule about rows, in judging order."""
    return tuple(one for one in promises() if isinstance(one, Rule))


@cache
def instead_of() -> Mapping[str, str]:
    """Rules that stand for another one on the row where both speak: code by code."""
    return {one.code: one.instead_of for one in catalogue() if one.instead_of}
