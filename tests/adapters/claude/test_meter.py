"""Every token is counted and priced, and nothing is asked once the month's limit is reached."""

import logging
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from sandbox.serving import Running
from service.adapters.claude import Claude, ClaudeSettings
from service.adapters.claude.prices import Tokens, cost, estimate, price_list, without_price
from service.adapters.claude.record import Forgetful
from service.domain.texts.spending import Spending
from tests.adapters.claude.conftest import asks, month, settings

NOVEMBER = datetime(2026, 11, 25, 20, 0, tzinfo=UTC)
FULL_PACKET = Tokens(input=870, output=808, cache_read=2983)

COSTS = [
    # model, tokens, batch, USD
    ("claude-haiku-5-5", Tokens(input=1_000_000), False, "0.50"),  # a prompt over 100,000 tokens costs more
    ("claude-haiku-5-5", Tokens(input=100_000), False, "0.010"),
    ("claude-haiku-5-5", FULL_PACKET, False, "0.00052083"),
    ("claude-haiku-5-5", FULL_PACKET, True, "0.000260415"),
    ("claude-haiku-5-5", Tokens(cache_write=3000), False, "0.000375"),
    ("claude-haiku-5-5", Tokens(50_000, 0, 50_001), False, "0.02750005"),
    ("claude-sonnet-5-5", Tokens(3403, 328), False, "0.010086"),
    ("claude-opus-5-5", Tokens(0, 1_000_000), False, "20"),
]


@pytest.mark.parametrize(("model", "tokens", "batch", "dollars"), COSTS)
def test_an_answer_costs_what_the_price_list_says(model: str, tokens: Tokens, batch: bool, dollars: str) -> None:
    assert cost(model, tokens, batch) == Decimal(dollars)


def test_every_price_was_read_on_a_day_and_every_model_of_ours_has_one() -> None:
    assert all(price.read_on >= date(2026, 11, 1) for prices in price_list().values() for price in prices)
    assert without_price(ClaudeSettings().small_model, ClaudeSettings().large_model, "") == ""


def test_an_estimate_is_not_far_off() -> None:
    assert estimate("claude-haiku-5-5", "x" * 9_600, 25) == cost("claude-haiku-5-5", Tokens(3840, 1260))


def claude_at(sandbox: Running, record: Forgetful, **other: Any) -> Claude:
    return Claude(settings(sandbox, **other), record, lambda: NOVEMBER)


def test_a_model_without_a_price_is_not_asked(sandbox: Running, sent: Any) -> None:
    reader = claude_at(sandbox, Forgetful(), small_model="claude-opus-4-8")
    assert reader.describe(asks(["Logo"]), 10) == {}
    assert reader.problem.startswith("There is no price for the model claude-opus-4-8: add it to prices.csv")
    assert sent() == []


def test_what_was_spent_is_written_down_by_month_purpose_and_model(sandbox: Running) -> None:
    record = Forgetful()
    claude_at(sandbox, record).describe(asks(month(30)), 20)
    (line,) = record.spending("2026-11")
    assert (line.purpose, line.model, line.requests) == ("descriptions", "claude-haiku-5-5", 2)
    assert line.money == cost(line.model, Tokens(*line[4:8])) > 0
    assert record.spending("2026-10") == []


def spent(dollars: str) -> Forgetful:
    """A record of a month in which so much was spent by others."""
    record = Forgetful()
    record.note_spending([Spending("2026-11", "notes", "claude-haiku-5-5", 1, 1, 1, 0, 0, Decimal(dollars))])
    return record


def test_at_the_limit_nothing_is_asked_and_a_sentence_says_what_to_do(sandbox: Running, sent: Any) -> None:
    reader = claude_at(sandbox, spent("10.004"))
    assert reader.describe(asks(month(30)), 20) == {}
    assert reader.problem == (
        "30 descriptions were not read by Claude. Claude has cost 10.00 of the 10.00 USD that it may cost in a month: "
        "raise CLAUDE_MONTHLY_LIMIT, or wait for the next month."
    )
    assert sent() == []


def test_a_run_stops_where_the_limit_is_reached(sandbox: Running, script: Any, sent: Any) -> None:
    reader = claude_at(sandbox, spent("9.9"), requests_at_once=1)
    script({"kind": "usage", "tokens": {"output_tokens": 100_000}, "times": 99})
    found = reader.describe(asks(month(150)), 30)
    assert (len(found), len(sent())) == (50, 2)
    assert "100 descriptions were not read" in reader.problem and "CLAUDE_MONTHLY_LIMIT" in reader.problem


@pytest.fixture
def warnings(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    with caplog.at_level(logging.WARNING, "tickmark"):
        yield caplog


def test_near_the_limit_the_log_warns(sandbox: Running, warnings: pytest.LogCaptureFixture) -> None:
    claude_at(sandbox, spent("7.9")).describe(asks(["Logo"]), 10)
    assert warnings.messages == []
    claude_at(sandbox, spent("8")).describe(asks(["Logo"]), 10)
    assert warnings.messages == ["Claude, 2026-11: 8.00 of 10.00 USD: four fifths of the limit are spent."]


def test_a_cache_that_is_never_read_is_noticed(
    sandbox: Running, script: Any, warnings: pytest.LogCaptureFixture
) -> None:
    script({"kind": "usage", "tokens": {"cache_read_input_tokens": 0}, "times": 99})
    claude_at(sandbox, Forgetful()).describe(asks(month(125)), 30)
    assert warnings.messages == ["Claude's prompt cache was not used once in 5 requests."]
