"""How often each rule speaks, and what people made of it: a rule that nobody heeds is noise."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from service.domain.approval import Approval
from service.domain.check import Level
from service.domain.finding import Finding
from service.domain.money import half_up
from service.domain.verdict import Status
from service.reports.row import Row
from service.rules.rule import Rule

STANDS = (Status.READY, Status.DRAFTED)
SHARE = Decimal("0.001")


def measured(rows: Sequence[Row], rules: Sequence[Rule]) -> dict[str, Any]:
    """Counts for every rule that flagged a row or led to a change."""
    flagged, decided = Counter[str](), Counter[tuple[str, str]]()
    for row in rows:
        codes = {finding.code: finding for finding in row.findings if finding.level > Level.INFO or finding.answer}
        flagged.update(codes.keys())
        decided.update((code, word) for code, finding in codes.items() if (word := _decision(row, finding)))
        decided.update((code, "changed") for code in _put_right(row, rules) - codes.keys())
    counted = [_counts(rule, flagged[rule.code], len(rows), decided) for rule in rules]
    return {"rows": len(rows), "rules": [one for one in counted if one["flagged"] or one["changed"]]}


def told_noise(noise: Mapping[str, Any]) -> Iterator[str]:
    """The counts as a table for people."""
    yield f"{noise['rows']} rows."
    yield ""
    heads = f"{'approved as it was':>20}{'reason given':>14}{'changed':>9}{'agreed':>9}"
    yield f"{'code':<8}{'rows':>6}{'share':>9}{heads}  rule"
    for one in noise["rules"]:
        agreed = f"{Decimal(one['agreed']) * 100:.0f} %" if one["agreed"] is not None else "-"
        yield (
            f"{one['code']:<8}{one['flagged']:>6}{Decimal(one['share']) * 100:>7.1f} %{one['approved_as_it_was']:>20}"
            f"{one['reason_given']:>14}{one['changed']:>9}{agreed:>9}  {one['name']}"
        )


def _counts(rule: Rule, flagged: int, rows: int, decided: Mapping[tuple[str, str], int]) -> dict[str, Any]:
    as_it_was, reason, changed = (decided[rule.code, word] for word in ("as it was", "reason", "changed"))
    total = as_it_was + reason + changed
    return {
        "code": rule.code,
        "name": rule.name,
        "flagged": flagged,
        "share": _share(flagged, rows),
        "approved_as_it_was": as_it_was,
        "reason_given": reason,
        "changed": changed,
        "agreed": _share(changed, total) if total else None,
    }


def _share(part: int, whole: int) -> str:
    return str(half_up(Decimal(part) / Decimal(whole or 1), SHARE))


def _decision(row: Row, finding: Finding) -> str:
    """What somebody made of a finding that still stands; blank where nobody has decided."""
    if finding.answer:
        return "reason"
    return "as it was" if row.status in STANDS else ""


def _put_right(row: Row, rules: Sequence[Rule]) -> set[str]:
    """Codes for which a tick on the row was once refused; whoever changed the row afterwards agreed with them."""
    word: Approval | None = row.approval
    if word is None or word.kind != "refused":
        return set()
    return {rule.code for rule in rules if f" {rule.code}" in word.why}
