"""After an edit only what it can reach is judged again, and nobody can tell."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from service.domain.hours.entry import Entry
from service.rules.judge import Judged, judge, judge_again
from tests.rules.months import facts_of, month, months, rows

approvals = st.frozensets(st.sampled_from([f"r_{number}" for number in range(30)]), max_size=3)


def after(before: Judged, old: list[Entry], new: list[Entry], approved: frozenset[str]) -> Judged:
    """What is said after an edit that makes `new` of `old`."""
    facts = facts_of(new, approved)
    was, now = ({one.id: one for one in entries} for entries in (old, new))
    known = before.sheet.facts.approvals.keys() ^ facts.approvals.keys()
    changed = {row for row in was.keys() | now.keys() if was.get(row) != now.get(row)} | known
    return judge_again(before, facts, [now[row] for row in changed if row in now], was.keys() - now.keys())


def assert_same(one: Judged, other: Judged) -> None:
    assert one.sheet.works == other.sheet.works
    assert one.sheet.bills == other.sheet.bills
    assert one.findings == other.findings


@given(months, st.lists(rows, max_size=3, unique_by=lambda one: one.id), st.integers(0, 3), approvals)
@settings(max_examples=250)
def test_an_edit_leads_to_what_judging_everything_would_say(
    old: list[Entry], typed: list[Entry], deleted: int, approved: frozenset[str]
) -> None:
    ids, places = {one.id for one in typed}, {(one.tab, one.row) for one in typed}
    kept = [one for one in old[deleted:] if one.id not in ids and (one.tab, one.row) not in places]
    new = [*kept, *(one for number, one in enumerate(typed) if (one.tab, one.row) not in _places(typed[:number]))]
    assert_same(after(judge(month(old)), old, new, approved), judge(month(new, approved)))


@given(months, st.integers(1, 9))
@settings(max_examples=60)
def test_it_does_not_matter_in_how_many_runs_a_month_comes_in(entries: list[Entry], size: int) -> None:
    seen, judged = list[Entry](), judge(month([]))
    for first in range(0, len(entries), size):
        more = [*seen, *entries[first : first + size]]
        seen, judged = more, after(judged, seen, more, frozenset())
    assert_same(judged, judge(month(entries)))


@given(months, st.randoms(use_true_random=False))
@settings(max_examples=60)
@example([], None)
def test_the_order_of_rows_and_tabs_changes_nothing(entries: list[Entry], dice) -> None:  # type: ignore[no-untyped-def]  # hypothesis' own
    shuffled = list(entries)
    if dice is not None:
        dice.shuffle(shuffled)
    assert_same(judge(month(shuffled)), judge(month(entries)))


def _places(entries: list[Entry]) -> set[tuple[str, int]]:
    return {(one.tab, one.row) for one in entries}
