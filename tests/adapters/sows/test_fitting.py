"""A paper that passes without the standard validator is one that the validator has nothing to say about."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from service.adapters.sows.document import Unreadable, compose
from service.adapters.sows.fitting import fits
from service.adapters.sows.sentences import broken
from service.adapters.sows.shape import shaped
from tests.adapters.sows.folders import AGENCY, CLIENT
from tests.adapters.sows.test_clauses import HEAD, clauses
from tests.adapters.sows.test_refusals import gallery

HOUSE = Path(__file__).parents[3]
PAPERS = [("agency", AGENCY), ("client", CLIENT), *(("sow", f"{HEAD}{terms}\n") for _, terms in clauses())]
ODD: tuple[Any, ...] = (
    None, True, 0, -1, 10**9, Decimal("0.5"), Decimal("-0.5"), "", " ", "x", "2026-02-30", "2026-10-31", "2026-10-31\n",
    "sow", [], ["x", "x"], [1, 2, 3], [{}], {}, {"zzz": 1}, {"id": "x"}, {"from": "2026-10-31"},
)  # fmt: skip
READ = "import sys; from pathlib import Path; from service.adapters.sows import load; load(Path('sows'));"


def values_of(kind: str, text: str) -> tuple[Any, dict[str, str]]:
    """The values of a file, and the schema it has to follow."""
    wanted = {"$ref": f"#/$defs/{kind}-file"}
    return shaped(compose(text), wanted).values, wanted


def changed(value: Any) -> Iterator[Any]:
    """A value with one thing in it that is odd, lacking or too much, for each place and each way."""
    yield from ODD
    places = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for place, inner in places:
        for other in changed(inner):
            yield {**value, place: other} if isinstance(value, dict) else [*value[:place], other, *value[place + 1 :]]
    if isinstance(value, dict):
        yield from ({key: one for key, one in value.items() if key != left} for left in value)
        yield {**value, "zzz": "x"}


@pytest.mark.parametrize(("kind", "text"), PAPERS)
def test_what_passes_is_nothing_that_the_validator_refuses(kind: str, text: str) -> None:
    values, wanted = values_of(kind, text)
    assert fits(values, wanted)
    passing = [one for one in changed(values) if fits(one, wanted)]
    assert [one for one in passing if list(broken(one, wanted))] == []


def test_no_file_of_the_gallery_that_the_validator_refuses_passes() -> None:
    for text, _ in gallery():
        with suppress(Unreadable):
            values, wanted = values_of("sow", text)
            assert not (fits(values, wanted) and list(broken(values, wanted))), text


def test_a_keyword_that_is_not_known_here_is_left_to_the_validator() -> None:
    assert not fits("x", {"type": "string", "contentEncoding": "base64"})


def test_papers_in_order_are_read_without_the_validator() -> None:
    asked = f"{READ} sys.exit('jsonschema' in sys.modules)"
    subprocess.run([sys.executable, "-c", asked], cwd=HOUSE, check=True, timeout=60)
