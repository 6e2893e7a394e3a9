"""What stands on an invoice and when it is written, out of a file; and which expenses the client pays."""

from collections.abc import Mapping
from typing import Any

from service.adapters.sows.register import Register
from service.domain.money import exact, money
from service.domain.terms.charge import Expenses, ExpenseTerms
from service.domain.terms.sow import Invoicing

NO_TAX = "NON"
USUAL = Invoicing()


def invoicing(register: Register, currency: str) -> Invoicing:
    """What the `invoicing:` and the `tax:` of a file say."""
    said: Mapping[str, Any] = register.page.at("invoicing") or {}
    tax: Mapping[str, Any] = register.page.at("tax") or {}
    books = said.get("quickbooks", {})
    labour = NO_TAX if tax.get("exempt") else tax.get("labour", USUAL.tax_code)
    if tax.get("exempt") and tax.get("labour", NO_TAX) != NO_TAX:
        register.page.say(f"exempt clients get the code {NO_TAX}, and labour is {tax['labour']}; choose", "tax")
    return Invoicing(
        tuple(said.get("group_by", USUAL.group_by)),
        books.get("terms", said.get("terms", "")),
        books.get("items"),
        labour,
        said.get("every", USUAL.every),
        _starts(register, said),
        said.get("one_per", USUAL.one_per),
        frozenset(said.get("show", ())),
        said.get("net_days"),
        books.get("class", ""),
        NO_TAX if tax.get("exempt") else tax.get("expenses", ""),
        said.get("within_days"),
        said.get("final_within_days"),
        _late_fee(said.get("late_fee", {}), currency),
    )


def _starts(register: Register, said: Mapping[str, Any]) -> tuple[int, ...]:
    """The days of a month on which invoice periods begin."""
    every, halves = said.get("every", USUAL.every), said.get("starts_on_days")
    if halves is not None and every != "half_month":
        register.page.say("two days are for half months; write `every: half_month`", "invoicing", "starts_on_days")
    if every == "half_month" and "starts_on_day" in said:
        register.page.say("a month has two halves; name both under starts_on_days", "invoicing", "starts_on_day")
    if halves is not None and halves != sorted(set(halves)):
        register.page.say("name the earlier day first, and two different ones", "invoicing", "starts_on_days")
    if halves is None:
        return (1, 16) if every == "half_month" else (said.get("starts_on_day", 1),)
    return tuple(halves)


def _late_fee(said: Mapping[str, Any], currency: str) -> str:
    parts = [f"{exact(said['share'] * 100)} % of what is late"] if "share" in said else []
    parts += [money(said["at_least"], currency)] if "at_least" in said else []
    return " or ".join(parts) + (", whichever is more" if len(parts) > 1 else "")


def expenses(register: Register) -> Expenses | None:
    """What the `expenses:` of a file say, by kind."""
    page, said = register.page, register.page.at("expenses")
    if said is None:
        return None
    for key in ("units", "terms"):
        for kind in set(said.get(key, {})) - set(said["categories"]):
            page.say(f"{kind} is not among the categories that are paid; add it there", "expenses", key, kind)
    limit = said.get("limit", {})
    kinds = {kind: _kind(said, kind) for kind in said["categories"]}
    return Expenses(kinds, limit.get("money"), limit.get("window", "month"), said.get("clause", ""))


def _kind(said: Mapping[str, Any], kind: str) -> ExpenseTerms:
    """The terms of one kind: its own where it has some, else those of all."""
    own = said.get("terms", {}).get(kind, {})
    unit, limit = said.get("units", {}).get(kind, {}), own.get("limit", {})
    usual = ExpenseTerms(kind)
    return ExpenseTerms(
        kind,
        own.get("markup", usual.markup if unit else said.get("markup", usual.markup)),
        unit.get("per", ""),
        unit.get("rate"),
        own.get("item_limit"),
        limit.get("money"),
        limit.get("window", usual.window),
        "requires" in own or "requires" in said,
        own.get("receipt_above", said.get("receipt_above")),
    )
