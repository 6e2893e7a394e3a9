"""Texts taken apart together have the same words as each of them alone."""

from hypothesis import given
from hypothesis import strategies as st

from service.domain.spelling import bared, words


@given(
    st.lists(
        st.one_of(st.text(max_size=20), st.sampled_from(["Fare table, 2nd", "Fährplan", "a\x1fb", "", "İstanbul"]))
    )
)
def test_many_texts_have_the_words_of_each(texts: list[str]) -> None:
    assert [text.split() for text in bared(texts)] == [words(text) for text in texts]
