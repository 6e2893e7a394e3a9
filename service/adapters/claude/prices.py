"""What tokens cost, from prices.csv: US dollars for a million, with the day on which somebody read the price list."""

import csv
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

from service.words import say

PRICES = Path(__file__).with_name("prices.csv")
MILLION = Decimal(1_000_000)
ROW, ANSWER = 50, 10
"""Tokens of a full row of an answer, and of what stands around the rows."""
HALF = Decimal("0.5")
"""What a batch costs of the price of its cached tokens."""


class Tokens(NamedTuple):
    """What one answer is billed for."""

    input: int = 0
    output: int = 0
    cache_read: int = 0
    cache_write: int = 0

    @property
    def prompt(self) -> int:
        """All that was sent; its size decides which price holds."""
        return self.input + self.cache_read + self.cache_write


class Price(NamedTuple):
    """The price list of one model from a size of the prompt on."""

    from_tokens: int
    input: Decimal
    output: Decimal
    cache_write: Decimal
    cache_read: Decimal
    batch_input: Decimal
    batch_output: Decimal
    read_on: date

    def of(self, tokens: Tokens, batch: bool) -> Decimal:
        """What these tokens cost."""
        fresh, said = (self.batch_input, self.batch_output) if batch else (self.input, self.output)
        kept = tokens.cache_read * self.cache_read + tokens.cache_write * self.cache_write
        return (tokens.input * fresh + tokens.output * said + kept * (HALF if batch else 1)) / MILLION


@cache
def price_list() -> Mapping[str, tuple[Price, ...]]:
    """The prices of each model, those of the longest prompts first."""
    found: dict[str, list[Price]] = {}
    with PRICES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["model"], []).append(_price(row))
    return {model: tuple(sorted(prices, reverse=True)) for model, prices in found.items()}


def _price(row: Mapping[str, str]) -> Price:
    fresh, said, written, read, batch_fresh, batch_said = (Decimal(row[name]) for name in Price._fields[1:-1])
    read_on = date.fromisoformat(row["read_on"])
    return Price(int(row["from_tokens"]), fresh, said, written, read, batch_fresh, batch_said, read_on)


def cost(model: str, tokens: Tokens, batch: bool = False) -> Decimal:
    """What an answer costs. Raises KeyError for a model without a price: nothing is free."""
    prices = price_list()[model]
    return next(price for price in prices if tokens.prompt >= price.from_tokens).of(tokens, batch)


def without_price(*models: str) -> str:
    """A sentence about the first model that has no price; blank where all have one."""
    unknown = next((model for model in models if model and model not in price_list()), "")
    return say("claude.noPrice", model=unknown, file=PRICES.name) if unknown else ""


def estimate(model: str, sent: str, texts: int, batch: bool = False) -> Decimal:
    """About what a request will cost: its length in tokens, and rows of the usual length."""
    return cost(model, Tokens(len(sent) * 2 // 5, ANSWER + ROW * texts), batch)
