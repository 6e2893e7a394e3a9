"""How often each rule speaks, and what people made of it: a rule that nobody heeds is noise."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from service.domain.hours.approval import Approval
from service.domain.hours.reason import Answer
from service.domain.judging.finding import Finding
from service.domain.judging.verdict import Status
from service.domain.money import half_up
from service.domain.terms.check import Level
from service.domain.texts.decision import Decision
from service.reports.row import Row
from service.rules.rule import Rule

STANDS = (Status.READY, Status.DRAFTED)
SHARE = Decimal("0.001")
AS_IT_WAS, REASON, CHANGED = "approved_as_it_was", "reason_given", "changed"
UNCERTAIN = "CAT001"


class Kept(NamedTuple):
    """Everything that the ledger has kept of people's decisions about these rows."""

    words: Sequence[Approval] = ()
    """Each word on each row's tick, the oldest first."""
    answers: Sequence[Answer] = ()
    """Why findings were let pass."""
    categories: Sequence[Decision] = ()
    """Proposals of a category that somebody changed, or approved as they were."""


NOTHING = Kept()


class Verdict(NamedTuple):
    """What somebody made of a rule on a row."""

    code: str
    about: str
    """The row, or the text where the decision holds for all that read the same."""
    what: str
    who: str = ""
    at: datetime | None = None


def measured(rows: Sequence[Row], rules: Sequence[Rule], kept: Kept = NOTHING) -> dict[str, Any]:
    """Counts for every rule that flagged a row, or that somebody has decided about."""
    flagged = Counter[str]()
    for row in rows:
        flagged.update({finding.code for finding in row.findings if finding.level > Level.INFO or finding.answer})
    said: dict[tuple[str, str, str], Verdict] = {}
    for one in _verdicts(rows, rules, kept):
        before = said.get(one[:3])
        said[one[:3]] = before if before is not None and before.at is not None else one
    by_rule: dict[str, list[Verdict]] = {}
    for one in said.values():
        by_rule.setdefault(one.code, []).append(one)
    counted = [_counts(rule, flagged[rule.code], len(rows), by_rule.get(rule.code, [])) for rule in rules]
    return {"rows": len(rows), "rules": [one for one in counted if one["flagged"] or one["agreed"] is not None]}


def told_noise(noise: Mapping[str, Any]) -> Iterator[str]:
    """The counts as a table for people."""
    yield f"{noise['rows']} rows."
    yield ""
    heads = f"{'approved as it was':>20}{'reason given':>14}{'changed':>9}{'agreed':>9}{'by':>4}  {'last':<10}"
    yield f"{'code':<8}{'rows':>6}{'share':>9}{heads}  rule"
    for one in noise["rules"]:
        agreed = f"{Decimal(one['agreed']) * 100:.0f} %" if one["agreed"] is not None else "-"
        yield (
            f"{one['code']:<8}{one['flagged']:>6}{Decimal(one['share']) * 100:>7.1f} %{one[AS_IT_WAS]:>20}"
            f"{one[REASON]:>14}{one[CHANGED]:>9}{agreed:>9}{one['people'] or '-':>4}  {(one['last'] or '-')[:10]:<10}"
            f"  {one['name']}"
        )


def _counts(rule: Rule, flagged: int, rows: int, said: Sequence[Verdict]) -> dict[str, Any]:
    counts = Counter(one.what for one in said)
    moments = [one.at for one in said if one.at is not None]
    return {
        "code": rule.code,
        "name": rule.name,
        "flagged": flagged,
        "share": _share(flagged, rows),
        **{what: counts[what] for what in (AS_IT_WAS, REASON, CHANGED)},
        "agreed": _share(counts[CHANGED], len(said)) if said else None,
        "people": len({one.who.casefold() for one in said if one.who}),
        "last": max(moments).isoformat(timespec="seconds") if moments else None,
    }


def _share(part: int, whole: int) -> str:
    return str(half_up(Decimal(part) / Decimal(whole or 1), SHARE))


def _verdicts(rows: Sequence[Row], rules: Sequence[Rule], kept: Kept) -> Iterator[Verdict]:
    """What people made of the rules, by all that they have ever done about these rows."""
    codes = {rule.name: rule.code for rule in rules}
    for answer in kept.answers:
        if answer.check in codes:
            yield Verdict(codes[answer.check], answer.row_id, REASON, answer.who, answer.at)
    yield from _of_categories(kept.categories, rules)
    words: dict[str, list[Approval]] = {}
    for word in kept.words:
        words.setdefault(word.row_id, []).append(word)
    for row in rows:
        own = words.get(row.work.id) or ([row.approval] if row.approval is not None else [])
        yes = next((word for word in reversed(own) if word.kind == "yes"), None)
        for finding in row.findings:
            yield from _on_standing(row, finding, yes)
        yield from _put_right(row, own, rules)


def _on_standing(row: Row, finding: Finding, yes: Approval | None) -> Iterator[Verdict]:
    """What somebody made of a finding that still stands; nothing where nobody has decided."""
    if finding.answer:
        who = finding.waiver.by if finding.waiver is not None else ""
        yield Verdict(finding.code, row.work.id, REASON, who)
    elif row.status in STANDS and finding.level > Level.INFO:
        yield Verdict(finding.code, row.work.id, AS_IT_WAS, *((yes.who, yes.at) if yes else ()))


def _put_right(row: Row, words: Sequence[Approval], rules: Sequence[Rule]) -> Iterator[Verdict]:
    """Rules for which a tick on the row was once refused, where somebody changed the row before it passed.

    The next word on it names who looked after that, and when.
    """
    standing = {finding.code for finding in row.findings if finding.level > Level.INFO or finding.answer}
    for place, word in enumerate(words):
        later = words[place + 1 :]
        if word.kind != "refused" or not _is_changed(row, word, later):
            continue
        after = next(iter(later), word)
        for rule in rules:
            if rule.code not in standing and f" {rule.code}" in word.why:
                yield Verdict(rule.code, row.work.id, CHANGED, after.who or word.who, after.at)


def _is_changed(row: Row, word: Approval, later: Sequence[Approval]) -> bool:
    """Whether the row says something else than when the tick was refused; drafted as it was, it does not."""
    yes = next((one for one in reversed(later) if one.kind == "yes"), None)
    return row.status is not Status.DRAFTED if yes is None else yes.fingerprint != word.fingerprint


def _of_categories(decisions: Sequence[Decision], rules: Sequence[Rule]) -> Iterator[Verdict]:
    """Categories that were proposed without being sure: kept as they were, or put right."""
    rule = next((rule for rule in rules if rule.code == UNCERTAIN), None)
    for one in decisions if rule else ():
        if rule and one.proposed is not None and one.stated < Decimal(rule.parameters["threshold"]):
            yield Verdict(rule.code, one.key, AS_IT_WAS if one.kept else CHANGED, one.by, one.at)
