"""Rules about a draft as a whole: judged before anything is made, and answered in the Reason cells of its rows."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from service.domain.hours.reason import read_reason
from service.domain.judging.case import Case
from service.domain.judging.finding import Finding, Flag, Risk, gravest_first
from service.domain.terms.agency import Agency
from service.domain.terms.check import Level, Terms, settle
from service.rules.rule import Promise, enter

DraftJudge = Callable[[Case, Terms], Iterable[Flag]]


@dataclass(frozen=True, slots=True)
class DraftRule(Promise):
    """One promise about drafts."""

    def findings(self, case: Case, agency: Agency) -> Iterator[Finding]:
        """What the rule says about a draft, at the level that holds; nothing where it is switched off."""
        client = agency.client_of(case.draft.client)
        layers = [part.layer for part in (agency, client, case.sow) if part is not None]
        terms = settle(self.name, self.level, self.fixed, self.parameters, layers)
        for flag in self.judge(case, terms) if terms.level is not Level.OFF else ():
            asked = flag.level is not None and terms.sources["level"] == "built-in"
            level = flag.level if asked and flag.level is not None else terms.level
            answer = _answer(case, self) if level is Level.ACKNOWLEDGE else ""
            yield Finding(
                self.code, self.name, level, flag.entry, flag.message, flag.suggestion, flag.stake,
                terms.sources["level"], case.sow.named, flag.numbers, flag.risk if flag.stake else Risk.NONE, answer,
            )  # fmt: skip


def _answer(case: Case, rule: Promise) -> str:
    """What somebody wrote about this very check in a Reason cell."""
    said = (read_reason(reason).for_check(rule.code, rule.name) for reason in case.reasons)
    return next(filter(None, said), "")


def draft_rule(
    code: str, name: str, level: Level, *, fixed: bool = False, **parameters: Any
) -> Callable[[DraftJudge], DraftJudge]:
    """Enter a function about drafts into the catalogue under its code and the name of the offence."""

    def entered(judge: DraftJudge) -> DraftJudge:
        enter(DraftRule(code, name, level, fixed, parameters, judge))
        return judge

    return entered


def judged(case: Case, rules: Iterable[Promise], agency: Agency) -> tuple[Finding, ...]:
    """What the rules about drafts say about one, gravest first."""
    about_drafts = (rule for rule in rules if isinstance(rule, DraftRule))
    return gravest_first(finding for rule in about_drafts for finding in rule.findings(case, agency))
