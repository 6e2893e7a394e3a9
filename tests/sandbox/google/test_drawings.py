"""A SPARKLINE of one number is drawn as a bar, however its options are parted."""

import pytest

from sandbox.google.book import Book
from sandbox.google.drawings import bar
from sandbox.google.results import Standing
from sandbox.google.tab import Tab


@pytest.mark.parametrize(
    ("formula", "drawn"),
    [
        ('=SPARKLINE(30,{"charttype","bar";"max",120})', {"share": 0.25, "color": "#3366cc"}),
        ('=SPARKLINE(MIN(100;130);{TRANSPOSE({"charttype";"bar"});TRANSPOSE({"max";100})})', {"share": 1.0}),
        ('=SPARKLINE(90,{"charttype","bar";"max",100;"color1",IF(90>80,"#b26a00","blue")})', {"color": "#b26a00"}),
        ('=SPARKLINE(1/0,{"charttype","bar";"max",100})', None),
        ('=SPARKLINE(30,{"charttype","line";"max",100})', None),
        ("=SUM(1,2)", None),
    ],
)
def test_a_bar_is_as_long_as_its_number_is_of_the_most(formula: str, drawn: dict[str, object] | None) -> None:
    found = bar(formula, Standing(Book("1", "Months"), Tab(0, "Month")))
    assert found == drawn if drawn is None else found is not None and found.items() >= drawn.items()
