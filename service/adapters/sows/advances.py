"""Sums paid ahead that cover work, out of a file: the retainer and prepaid blocks."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from service.adapters.sows.hours import day_of
from service.adapters.sows.limits import telling_thresholds
from service.adapters.sows.register import Register
from service.adapters.sows.shape import Steps
from service.domain.money import CENT, half_up
from service.domain.period import Period
from service.domain.terms.cap import Threshold
from service.domain.terms.retainer import Prepaid, Retainer, Rollover

NONE, ALL = Rollover(), Rollover(Decimal(1))


def retainer(register: Register, usual: tuple[Threshold, ...]) -> Retainer | None:
    """What the `retainer:` of a file says."""
    said = register.page.at("retainer")
    if said is None:
        return None
    register.only_one_of(said, ("hours", "money"), "retainer")
    overage = said.get("overage", {})
    if "beyond" in overage and "preapproved_hours" not in overage:
        why = "beyond says what happens past the pre-approved hours, and there are none; add preapproved_hours"
        register.page.say(why, "retainer", "overage", "beyond")
    covers = ("retainer", "covers")
    return Retainer(
        said.get("hours"),
        said.get("fee"),
        overage.get("rate"),
        register.all("project", *covers, "projects"),
        said.get("name", "Retainer"),
        register.all("line", *covers, "lines"),
        register.categories(*covers, "categories"),
        said.get("money"),
        said.get("period", "month"),
        _rollover(said.get("rollover", "none")),
        said.get("deficit") == "carried",
        said.get("free_band_hours", NONE.share),
        overage.get("preapproved_hours"),
        overage.get("beyond", "block"),
        "requires" in overage,
        said.get("billed") != "in_arrears",
        bool(said.get("prorated")),
        said.get("opening_hours", NONE.share),
        telling_thresholds(register, ("retainer",), usual, "money" if "money" in said else "billed_hours"),
        said.get("clause", ""),
    )


def _rollover(said: str | Mapping[str, Any]) -> Rollover:
    if isinstance(said, str):
        return ALL if said == "all" else NONE
    return Rollover(
        said["share"],
        said.get("cap_hours"),
        said.get("expires_after_periods"),
        said.get("use") != "oldest_last",
        said.get("only_if_hours_over", NONE.only_if_hours_over),
    )


def prepaid(register: Register, term: Period, usual: tuple[Threshold, ...]) -> tuple[Prepaid, ...]:
    """What the `prepaid:` of a file says: its one block, or those under `blocks`."""
    said = register.page.at("prepaid")
    if said is None:
        return ()
    if "hours" in said and "blocks" in said:
        register.page.say("one block stands beside `blocks`; move it among them", "prepaid", "hours")
    if not said.keys() & {"hours", "blocks", "price_table"}:
        register.page.say("prepaid names no hours; write hours and price, blocks, or a price_table", "prepaid")
    blocks = list(register.page.each("prepaid", "blocks"))
    if "hours" in said:
        blocks.insert(0, (("prepaid",), {"id": "prepaid", **said}))
    return tuple(_block(register, where, block, term, usual) for where, block in blocks)


def _block(
    register: Register, where: Steps, block: Mapping[str, Any], term: Period, usual: tuple[Threshold, ...]
) -> Prepaid:
    said = register.page.at("prepaid")
    bought = day_of(block.get("bought")) or term.first or date.min
    months = said.get("valid_months")
    price = block["price"] if "price" in block else _by_size(register, where, block["hours"])
    return Prepaid(
        block["id"],
        block["hours"],
        price,
        bought,
        months_on(bought, months) if months else None,
        said.get("rest", "forfeit"),
        register.all("project", "prepaid", "covers", "projects"),
        telling_thresholds(register, ("prepaid",), usual),
        bool(block.get("billed")),
        said.get("clause", ""),
    )


def _by_size(register: Register, where: Steps, hours: Decimal) -> Decimal:
    """The price of a block at the rate of the largest size that it reaches."""
    table: Sequence[Mapping[str, Decimal]] = register.page.at("prepaid", "price_table") or ()
    reached = [step for step in table if step["hours"] <= hours]
    if not reached:
        why = f"nothing says what a block of {hours} h costs; add its price, or its size to price_table"
        register.page.say(why, *where)
        return NONE.share
    return half_up(hours * max(reached, key=lambda step: step["hours"])["rate"], CENT)


def months_on(day: date, months: int) -> date:
    """The last day of so many months that begin with `day`."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return min(first.replace(day=min(day.day, last.day)), last) - timedelta(days=1)
