"""Texts looked through as one are those that tell a time when each is looked at alone."""

import re

from hypothesis import given
from hypothesis import strategies as st

from service.rules.durations import durations_in, telling_time

TOLD = ["call 2h, notes 1h", "30 min", "5\tMINUTES", "٣h", "2\0h", "ends in 7", "hours", "", "1\u00a0h", "x"]


@given(st.lists(st.one_of(st.sampled_from(TOLD), st.text("19 hms.\0\x1f٣é", max_size=8)), max_size=9))
def test_texts_are_told_apart_together_as_one_by_one(texts: list[str]) -> None:
    assert list(telling_time(texts)) == [place for place, text in enumerate(texts) if re.search(r"\d\s?[hmsHMS]", text)]


@given(st.text("1290 hmrinsu,.", max_size=12))
def test_no_duration_is_passed_over(text: str) -> None:
    assert not durations_in(text) or list(telling_time([text])) == [0]
