"""An invoice is read in the language of the agency; its lines, their order and their sums are the same in each."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from service.domain.invoicing.invoice import DraftInvoice
from service.domain.period import ALWAYS
from service.domain.phrase import Saying
from service.domain.terms.cap import Cap
from service.domain.terms.charge import Commitment, Deposit, Discount, Retention
from service.domain.terms.ratecard import Minimum, RateCard, Rounding, Step, Tier
from service.domain.terms.retainer import Retainer
from service.domain.terms.sow import Invoicing
from service.words import put
from tests.domain.invoicing.charges import TERM, drafted, with_terms
from tests.tongue import SENTENCE, speak, untold

D = Decimal
SHOWN = frozenset({"burn", "written_down", "goodwill", "names"})
LINES = Invoicing(group_by=("role",), show=SHOWN)
HOURS = """
    date       | person | hours | text
    2026-09-02 | Ines   | 2.10  | fares
    2026-09-07 | Ines   | 9.00  | seats
    2026-09-21 | Petra  | 5.00  | icons
"""
TERMS = {
    "hours": {"rounding": (Rounding(D("0.25"), "up"),), "minimums": (Minimum(D(6)),)},
    "together": {"rounding": (Rounding(D("0.5"), "nearest", scope="person_week", clause="§2"),)},
    "limits": {"caps": (Cap("week", "client", D(5), "week", "clip", clause="§4"),
                        Cap("sum", "sow", D(700), "term", "clip", "money"))},
    "volume": {"tiers": (Tier("more", (Step(D(4), D(1)), Step(None, D("0.9")))),)},
    "fee": {"retainer": Retainer(D(5), D(500), D(120), name="Care")},
    "adjusted": {"discounts": (Discount("d", ALWAYS, D("0.1")), Discount("e", ALWAYS, amount=D(9), confirmed=False)),
                 "retention": Retention(D("0.05"), D(900)), "deposits": (Deposit("first", D(300)),),
                 "commitments": (Commitment("least", D(5000)),)},
    "dated": {"invoicing": replace(LINES, group_by=("date", "role"))},
    "prices": {"rates": (RateCard(D(100), TERM), RateCard(D(80), TERM, role="designer", per="day"))},
}  # fmt: skip


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    speaking = speak(tmp_path, monkeypatch)
    next(speaking)
    yield
    next(speaking, None)


def drafts(name: str) -> list[DraftInvoice]:
    return drafted(HOURS, with_terms(**{"invoicing": LINES, **TERMS[name]}))


def sayings(made: list[DraftInvoice]) -> Iterator[Saying]:
    """All that people read of drafts."""
    for draft in made:
        yield from (*draft.notes, *draft.memo)
        for line in draft.lines:
            yield from (line.description, *line.steps)


@pytest.mark.parametrize("name", TERMS)
def test_whatever_an_invoice_says_is_put_into_the_language(name: str, elsewhere: None) -> None:
    told = list(map(put, sayings(drafts(name))))
    assert len(told) > 5
    assert [one for one in told if SENTENCE.search(untold(one))] == []


def test_the_same_lines_are_made_in_each_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    made = {name: drafts(name) for name in TERMS}
    speaking = speak(tmp_path, monkeypatch)
    next(speaking)
    assert {name: drafts(name) for name in TERMS} == made
    next(speaking, None)
