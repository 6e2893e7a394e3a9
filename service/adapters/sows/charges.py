"""What is billed beside hours, out of a file: fixed fees, deposits, discounts, retention, minimum spend."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from service.adapters.sows.hours import day_of
from service.adapters.sows.people import days
from service.adapters.sows.register import Register
from service.adapters.sows.shape import Steps
from service.domain.money import CENT, half_up, money
from service.domain.terms.charge import Commitment, Deposit, Discount, Fixed, Milestone, Retention

ONE = Decimal(1)


def fixed(register: Register, currency: str) -> Fixed | None:
    """What the `fixed:` of a file says; the milestones add up to the fee."""
    page, said = register.page, register.page.at("fixed")
    if said is None:
        return None
    units = {register.only_one_of(one, ("amount", "share"), *where) for where, one in page.each("fixed", "milestones")}
    if len(units) > 1:
        page.say("some milestones are amounts and some are shares; write all of them in one way", "fixed")
    amounts = _amounts(said["fee"], said["milestones"])
    _look_at_sum(register, said, amounts, currency)
    milestones = zip(page.each("fixed", "milestones"), amounts, strict=True)
    found = tuple(_milestone(register, where, one, amount) for (where, one), amount in milestones)
    return Fixed(said["fee"], found, said.get("clause", ""))


def _amounts(fee: Decimal, milestones: Sequence[Mapping[str, Any]]) -> list[Decimal]:
    """What each milestone comes to; the last one by share takes the odd cent."""
    amounts = [one["amount"] if "amount" in one else half_up(fee * one.get("share", 0), CENT) for one in milestones]
    if all("share" in one for one in milestones) and sum(one["share"] for one in milestones) == ONE:
        amounts[-1] = fee - sum(amounts[:-1], Decimal(0))
    return amounts


def _look_at_sum(register: Register, said: Mapping[str, Any], amounts: Sequence[Decimal], currency: str) -> None:
    total = sum(amounts, Decimal(0))
    if total != said["fee"]:
        why = f"the milestones come to {money(total, currency)}, and the fee is {money(said['fee'], currency)}"
        register.page.say(f"{why}; make them add up", "fixed", "milestones")


def _milestone(register: Register, where: Steps, said: Mapping[str, Any], amount: Decimal) -> Milestone:
    trigger, met = said["trigger"], day_of(said.get("met"))
    if trigger in {"acceptance", "by_hand"}:
        return Milestone(said["id"], amount, met, said.get("name", ""), trigger)
    if met is not None:
        register.page.say("a milestone that falls due on a day needs no `met`; take it away", *where, "met")
    return Milestone(said["id"], amount, _day(register, trigger, *where, "trigger"), said.get("name", ""))


def _day(register: Register, text: str, *where: str | int) -> Any:
    try:
        return day_of(text)
    except ValueError:
        register.page.say(f"{where[-1]} is {text}, which is no day of the calendar; correct it", *where)
        return None


def deposits(register: Register) -> tuple[Deposit, ...]:
    """What the `deposits:` of a file say."""
    register.refuse_twins("deposit", "deposits")
    return tuple(
        Deposit(said["id"], said["amount"], day_of(said.get("due")), said.get("set_off", ONE))
        for _, said in register.page.each("deposits")
    )


def discounts(register: Register) -> tuple[Discount, ...]:
    """What the `discounts:` of a file say."""
    register.refuse_twins("discount", "discounts")
    return tuple(_discount(register, where, said) for where, said in register.page.each("discounts"))


def _discount(register: Register, where: Steps, said: Mapping[str, Any]) -> Discount:
    page, target = register.page, said["applies_to"]
    register.only_one_of(said, ("share", "amount"), *where)
    if "confirmed" in said and "condition" not in said:
        page.say("confirmed says that a condition is met, and there is none; add the condition", *where, "confirmed")
    role = register.checked("role", target["role"], *where, "applies_to", "role") if isinstance(target, dict) else ""
    return Discount(
        said.get("id", f"discount-{int(where[-1]) + 1}"),
        days(page, said, "from", "to", *where),
        said.get("share"),
        said.get("amount"),
        "role" if role else target,
        role,
        bool(said.get("once")),
        said.get("condition", ""),
        "condition" not in said or "confirmed" in said,
        said.get("clause", ""),
    )


def retention(register: Register) -> Retention | None:
    """What the `retention:` of a file says."""
    said = register.page.at("retention")
    if said is None:
        return None
    if said["release"] == "acceptance":
        return Retention(said["share"], said.get("up_to"), day_of(said.get("released")))
    if "released" in said:
        why = "release names the day already; `released` is for the day of an acceptance, so take it away"
        register.page.say(why, "retention", "released")
    return Retention(said["share"], said.get("up_to"), _day(register, said["release"], "retention", "release"))


def commitments(register: Register) -> tuple[Commitment, ...]:
    """What the `commitments:` of a file say."""
    register.refuse_twins("commitment", "commitments")
    return tuple(
        Commitment(said["id"], said["minimum"], said["window"]) for _, said in register.page.each("commitments")
    )
