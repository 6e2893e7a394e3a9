"""A SOW file that would unfold without end, or say one thing twice, is refused at once."""

import time

import pytest

from service.adapters.sows.document import Unreadable, compose


def laughs(layers: int) -> str:
    """A few lines that would unfold to ten to the power of `layers` words."""
    lines = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, layers)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(laughs(9), id="aliases of aliases"),
        pytest.param("a: &a {b: *a}", id="an alias of itself"),
        pytest.param("base: &base {rate: 1}\nline: {<<: *base}", id="merged keys"),
        pytest.param("a: 1\na: 2", id="a key twice"),
        pytest.param("[" * 5000 + "]" * 5000, id="very deep brackets"),
        pytest.param("a: " + "{a: " * 500 + "1" + "}" * 500, id="deep mappings"),
        pytest.param("a: 1\n---\nb: 2", id="a second document"),
    ],
)
def test_a_bomb_is_refused_in_a_sentence(text: str) -> None:
    began = time.process_time()
    with pytest.raises(Unreadable):
        compose(text)
    assert time.process_time() - began < 5
