"""The product's own limits, in units of parsing the text of the same rows; and one edit beside all rules."""

from __future__ import annotations

import json
from functools import partial

from service.adapters.tabs.context import Context
from service.adapters.tabs.timesheets import read_workbook
from service.domain.hours.attribution import edited
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


def board() -> Part:
    """Reading, rules, prices and one edit."""
    lines = [*_rules(), *_prices(), *_reading()]
    how = "json.loads of the same rows is the unit; the rules and the edit over 100,000 rows, the reading over 24,000."
    return Part("The product's own limits", how, tuple(lines))


def _rules() -> list[Line]:
    before = judge(judging.sheet())
    works, facts, bills = before.sheet.works, before.sheet.facts, before.sheet.bills
    text = judging.as_json(before.sheet)
    changed = works[5000].entry._replace(description="Something else entirely")

    def all_rules() -> object:
        fresh = Timesheet(works, facts).priced(bills)
        return [list(rule.findings(fresh)) for rule in catalogue()]

    found = turns({
        "json": partial(json.loads, text), "rules": all_rules, "all": lambda: judge(Timesheet(works, facts)),
        "edit": lambda: judge_again(before, edited(before.sheet, facts, [changed]), {changed.id}),
    }, ROUNDS)  # fmt: skip
    rules, edit, faster = found.ratio("rules", "json"), found.ratio("edit", "rules"), found.ratio("all", "edit")
    each = found.milliseconds("rules") * 1e6 / len(works) / len(catalogue())
    why = "An edit looks again at what its client's rows share, and prices them; no state is kept between requests."
    return [
        at_most("all rules", rules.middle, 4, str(rules), "at most 4 x"),
        Line("nanoseconds for a rule and an entry, here", f"{each:.0f}"),
        at_most("one edit beside all rules", edit.middle, 0.05, f"{edit.middle:.3f} x", "at most 0.05 x", why),
        at_least("judging all, prices too, beside one edit", faster.middle, 300, str(faster), "at least 300 x", why),
    ]


def _prices() -> list[Line]:
    sheet = pricing.year()
    text = judging.as_json(sheet)
    found = turns({"json": partial(json.loads, text), "price": lambda: price(sheet)}, ROUNDS)
    mine = found.ratio("price", "json")
    return [at_most("prices, limits and explanations", mine.middle, 4, str(mine), "at most 4 x")]


def _reading() -> list[Line]:
    months, tabs, _ = reading.year()
    text = json.dumps(months)
    found = turns({
        "json": partial(json.loads, text), "read": lambda: read_workbook(tabs, "Year", Context()),
    }, ROUNDS)  # fmt: skip
    mine = found.ratio("read", "json")
    why = "Every cell is understood by its column's kind, and ids, twins and people's decisions are looked up."
    return [at_most("cells to entries", mine.middle, 3, str(mine), "at most 3 x", why)]
