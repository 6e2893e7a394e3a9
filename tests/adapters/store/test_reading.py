"""What reading cost, which batches are under way and what people decided is kept in the database."""

from datetime import UTC, datetime
from decimal import Decimal

from service.adapters.store.store import Store
from service.domain.category import Category
from service.domain.texts.decision import Decision
from service.domain.texts.spending import Spending
from service.domain.texts.underway import Underway

MOMENT = datetime(2026, 11, 25, 20, 11, tzinfo=UTC)


def spending(model: str, money: str, month: str = "2026-11") -> Spending:
    return Spending(month, "descriptions", model, 1, 10, 20, 30, 40, Decimal(money))


def test_a_month_is_the_sum_of_what_every_instance_wrote() -> None:
    one, other = Store.at("sqlite://"), None
    one.note_spending([spending("small", "0.000789"), spending("large", "0.01")])
    other = Store(one.engine)
    other.note_spending([spending("small", "0.000000001"), spending("small", "5", "2026-12")])
    assert one.spending("2026-11") == [
        Spending("2026-11", "descriptions", "small", 2, 20, 40, 60, 80, Decimal("0.000789001")),
        spending("large", "0.01"),
    ]
    assert one.spending("2026-10") == []


def test_a_batch_is_kept_until_its_results_are_taken() -> None:
    store = Store.at("sqlite://")
    batch = Underway("msgbatch_1", MOMENT, {"p0": '{"canary": true}'}, ("Ana Ōe",))
    store.keep_batch(batch)
    assert store.batches() == [batch]
    store.end_batch("msgbatch_1")
    assert store.batches() == []


def test_decisions_come_back_as_they_were() -> None:
    store = Store.at("sqlite://")
    changed = Decision("k1", "Logo “2”", "Penhallow", "Site", Category.OFF, "ana@x.example", MOMENT,
                       Category.DES, Decimal("0.85"), "1 small")  # fmt: skip
    typed = Decision("k2", "Call", "", "", Category.MTG, "", MOMENT)
    store.keep_decisions([changed, typed, changed])
    assert store.lessons() == [changed, typed, changed]
    assert store.decided(["k1", "k3"]) == {"k1": [changed, changed]}
    assert (changed.kept, typed.kept) == (False, False)
