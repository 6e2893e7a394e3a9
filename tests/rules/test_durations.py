"""Texts looked through as one are those that tell a time when each is looked at alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.rules.durations import counted_in, telling_time

TOLD = ["call 2h, notes 1h", "30 min", "5\tMINUTES", "٣h", "2\0h", "ends in 7", "hours", "", "1\u00a0h", "x"]


@given(st.lists(st.one_of(st.sampled_from(TOLD), st.text("19 hms.\0\x1f٣é", max_size=8)), max_size=9))
def test_texts_are_told_apart_together_as_one_by_one(texts: list[str]) -> None:
    assert list(telling_time(texts)) == [place for place, text in enumerate(texts) if re.search(r"\d\s?[hmsHMS]", text)]


@given(st.text("1290 hmrinsu,.", max_size=12))
def test_no_duration_is_passed_over(text: str) -> None:
    assert not counted_in(text) or list(telling_time([text])) == [0]


COUNTED = [
    # text, the hours that it counts
    ("call 2h, notes 1h", "2 1"),
    ("2h call + 1,5h notes", "2 1.5"),
    ("Call (2h) and notes (30m)", "2 0.5"),
    ("Call 30 min. Notes 15 min.", "0.5 0.25"),
    ("Research 24h ticket and 48h ticket rules", ""),
    ("Poll each 30 min instead of 2h", ""),
    ("Fix 5 m and 10 m markers on the pier map", ""),
]


@pytest.mark.parametrize(("text", "hours"), COUNTED)
def test_a_text_counts_its_work_where_every_duration_begins_or_ends_a_part(text: str, hours: str) -> None:
    assert [str(one.normalize()) for one in counted_in(text)] == hours.split()
