"""The product's own limits, in units of parsing the same rows by columns; and one edit beside all rules."""

from __future__ import annotations

from datetime import date
from functools import partial

import orjson

from service.adapters.tabs.context import Context
from service.adapters.tabs.timesheets import read_workbook
from service.domain.hours.timesheet import Timesheet
from service.domain.pricing import price
from service.rules.judge import judge, judge_again
from service.rules.rule import catalogue
from tests.adapters.tabs import test_speed as reading
from tests.bench.board import Line, Part, at_least, at_most
from tests.bench.rounds import turns
from tests.domain.pricing import test_speed as pricing
from tests.rules import test_speed as judging

ROUNDS = 3
EPOCH = date(1899, 12, 30)
SENTENCES = "A finding is an exact figure and a sentence with the reader's own numbers, made where a limit is passed."


def board() -> Part:
    """Reading, rules, prices and one edit."""
    lines = [*_rules(), *_prices(), *_reading()]
    how = (
        "The unit is orjson.loads of the same rows as plain values by columns, the leanest answer that Google gives;"
        " the rules, the edit and the prices are over 100,000 rows, the reading is over 24,000."
    )
    return Part("The product's own limits", how, tuple(lines))


def unit(sheet: Timesheet) -> bytes:
    """The rows of a sheet as plain values by columns, twelve to a row."""
    rows = (
        ((entry.date or EPOCH).toordinal(), entry.person, "", entry.client, entry.project, "", entry.description,
         float(entry.worked), "", "", True, entry.id) for entry in (work.entry for work in sheet)
    )  # fmt: skip
    return orjson.dumps([list(column) for column in zip(*rows, strict=True)])


def _rules() -> list[Line]:
    before = judge(judging.sheet())
    works, facts, bills = before.sheet.works, before.sheet.facts, before.sheet.bills
    text = unit(before.sheet)
    changed = works[5000].entry._replace(description="Something else entirely")

    def all_rules() -> object:
        fresh = Timesheet(works, facts).priced(bills)
        return [list(rule.findings(fresh)) for rule in catalogue()]

    found = turns({
        "unit": partial(orjson.loads, text), "rules": all_rules, "all": lambda: judge(Timesheet(works, facts)),
        "edit": lambda: judge_again(before, facts, [changed]),
    }, ROUNDS)  # fmt: skip
    rules, edit, faster = found.ratio("rules", "unit"), found.ratio("edit", "rules"), found.ratio("all", "edit")
    each = found.milliseconds("rules") * 1e6 / len(works) / len(catalogue())
    why = "An edit looks again at what its client's rows share, and prices them; no state is kept between requests."
    return [
        at_most("all rules", rules.middle, 4, str(rules), "at most 4 x", SENTENCES),
        Line(f"nanoseconds for an entry and one of {len(catalogue())} rules, here", f"{each:.0f}", "about 40"),
        at_most("one edit beside all rules", edit.middle, 0.05, f"{edit.middle:.3f} x", "at most 0.05 x", why),
        at_least("judging all, prices too, beside one edit", faster.middle, 300, str(faster), "at least 300 x", why),
    ]


def _prices() -> list[Line]:
    sheet = pricing.year()
    text = unit(sheet)
    found = turns({"unit": partial(orjson.loads, text), "price": lambda: price(sheet)}, ROUNDS)
    mine = found.ratio("price", "unit")
    why = "A price keeps every step as a sentence, exact decimals, and what each limit had used before the row."
    return [at_most("prices, limits and explanations", mine.middle, 1, str(mine), "at most 1 x", why)]


def _reading() -> list[Line]:
    months, tabs, _ = reading.year()
    text = orjson.dumps([[list(column) for column in zip(*month, strict=True)] for month in months])
    found = turns({
        "unit": partial(orjson.loads, text), "read": lambda: read_workbook(tabs, "Year", Context()),
    }, ROUNDS)  # fmt: skip
    mine = found.ratio("read", "unit")
    why = "Every cell is understood by its column's kind, and ids, twins and people's decisions are looked up."
    return [at_most("cells to entries", mine.middle, 3, str(mine), "at most 3 x", why)]
