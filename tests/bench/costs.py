"""Money to the cent, questions to Claude, and whether the answers are right at all."""

from __future__ import annotations

import math
import random
import tempfile
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from sandbox.serving import Running
from service.adapters.claude import Claude, ClaudeSettings
from service.adapters.store.store import Store
from service.domain.money import half_up
from service.review import review
from tests.bench import log, ours, plain
from tests.bench.board import Line, Part, at_most
from tests.bench.rounds import turns
from tests.rules.engagement import NOW
from tests.walks import test_a_month_of_texts as texts
from tests.walks.desk import PaperSheet, desk_at

LINES = 100_000
BATCH = 25
"""Texts that one request to Claude holds."""

AGENCIES, ROWS = 10, 12_000


def money() -> Part:
    """Hours times rate, half up, by several means."""
    import numpy as np
    import pandas as pd

    dice = random.Random(log.SEED)
    minutes = [dice.randrange(1, 300) * 3 for _ in range(LINES)]
    cents = [dice.randrange(4000, 30_000, 25) for _ in range(LINES)]
    hours, rates = [Decimal(one) / 60 for one in minutes], [Decimal(one) / 100 for one in cents]
    as_minutes, as_cents = np.array(minutes), np.array(cents)
    frame = pd.DataFrame({"hours": hours, "rate": rates})
    floats = [(one / 60, other / 100) for one, other in zip(minutes, cents, strict=True)]
    acts: dict[str, Callable[[], list[int]]] = {
        "numpy": lambda: list(((as_minutes * as_cents + 30) // 60).tolist()),
        "Tickmark": lambda: [int(half_up(one * other) * 100) for one, other in zip(hours, rates, strict=True)],
        "Decimal in pandas": lambda: [int(one * 100) for one in (frame["hours"] * frame["rate"]).map(_quantized)],
        "float": lambda: [round(round(one * other, 2) * 100) for one, other in floats],
    }
    right = [math.floor(Fraction(one * other, 60) + Fraction(1, 2)) for one, other in zip(minutes, cents, strict=True)]
    off = {name: sum(a != b for a, b in zip(act(), right, strict=True)) for name, act in acts.items()}
    found = turns(acts, 3)
    mine = found.ratio("Tickmark", "numpy")
    why = "Decimal carries currency steps, negative lines and seven decimals as they are; a row needs two or three."
    return Part(
        "Money",
        f"{LINES:,} products of hours and rates, held to exact fractions.",
        (
            at_most("lines that are off by a cent, Tickmark", off["Tickmark"], 0, str(off["Tickmark"]), "0"),
            Line("lines that are off by a cent, float", f"{off['float']:,}"),
            at_most("Tickmark beside numpy's whole numbers", mine.middle, 2, str(mine), "at most 2 x", why),
            Line("Decimal in pandas beside numpy", str(found.ratio("Decimal in pandas", "numpy"))),
        ),
    )


def _quantized(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def questions() -> Part:
    """A month of two thousand entries described, and looked at again."""
    with Running() as sandbox, tempfile.TemporaryDirectory() as folder:
        store = Store.at(f"sqlite:///{folder}/ledger.db")
        sheet = PaperSheet(texts.a_month())

        def looked() -> tuple[int, Decimal]:
            review(
                desk_at(store, Claude(ClaudeSettings(key="k", url=f"{sandbox.root}/claude"), store, lambda: NOW)), sheet
            )
            lines = store.spending(f"{NOW:%Y-%m}")
            return sum(line.requests for line in lines), sum((line.money for line in lines), Decimal(0))

        (asked, paid), (again, _) = looked(), looked()
        store.engine.dispose()
    least = math.ceil(texts.DIFFERENT / BATCH)
    return Part(
        "Questions to Claude",
        f"{texts.ENTRIES:,} entries with {texts.DIFFERENT:,} different texts, answered by the stand-in; list prices.",
        (
            at_most("requests of the first review", asked, 1.1 * least, str(asked), f"at most 1.1 x {least}",
                    "Odd answers and canaries are asked a second time, and people's own texts go in smaller batches."),
            at_most("requests of the second review", again - asked, 0, str(again - asked), "0"),
            Line("dollars for 1,000 entries", f"{paid * 1000 / texts.ENTRIES:.4f}"),
            Line("requests, beside one an entry", f"1 in {texts.ENTRIES / asked:.0f}"),
        ),
    )  # fmt: skip


def right() -> Part:
    """Many small agencies, each judged by the product and by the slow, plain way."""
    wrong = 0
    for seed in range(AGENCIES):
        rows, known = log.made(ROWS, seed), ours.facts(ROWS)
        wrong += any(True for _ in plain.differences(ours.judged(rows, known), plain.judged(rows)))
    return Part(
        "Right answers",
        f"{AGENCIES} invented agencies of {ROWS:,} rows: flags, minutes past limits, cents and twins of every row.",
        (at_most("agencies with any difference from the plain way", wrong, 0, str(wrong), "0"),),
    )
