"""What a client adds or orders later, out of a file: change orders and purchase orders."""

from collections.abc import Mapping, Sequence
from typing import Any

from service.adapters.sows.hours import day_of
from service.adapters.sows.limits import acting
from service.adapters.sows.people import days
from service.adapters.sows.register import Register
from service.adapters.sows.shape import Steps
from service.domain.terms.cap import Cap, ChangeOrder, PurchaseOrder


def change_orders(register: Register, caps: Sequence[Cap]) -> tuple[ChangeOrder, ...]:
    """What the `change_orders:` of a file say."""
    register.refuse_twins("change order", "change_orders")
    parts = {cap.id: [part.id for part in acting(cap)] for cap in caps}
    return tuple(_change(register, where, said, parts) for where, said in register.page.each("change_orders"))


def _change(
    register: Register, where: Steps, said: Mapping[str, Any], parts: Mapping[str, Sequence[str]]
) -> ChangeOrder:
    """The order; what it does to a cap it does to the thresholds of the cap that act."""
    added = register.only_one_of(said, ("hours", "money"), *where)
    if "line" in said:
        register.checked("line", said["line"], *where, "line")
    lifts, outside = (register.all("limit", *where, key) for key in ("lifts", "outside"))
    for cap in (one for one in lifts if added):
        _look_at_measure(register, where, cap, str(added))
    return ChangeOrder(
        said["id"],
        days(register.page, said, "from", "to", *where),
        said.get("hours"),
        said.get("money"),
        said.get("line", ""),
        day_of(said.get("signed", {}).get("at")),
        tuple(one for cap in lifts for one in (cap, *parts.get(cap, ()))),
        tuple(one for cap in outside for one in (cap, *parts.get(cap, ()))),
        said.get("clause", ""),
    )


def _look_at_measure(register: Register, where: Steps, cap: str, added: str) -> None:
    for _, one in register.page.each("caps"):
        counts = "money" if one.get("measure") == "money" else "hours"
        if one.get("id") == cap and counts != added:
            why = f"it adds {added}, and the cap {cap} counts {counts}; name what is added in {counts}"
            register.page.say(why, *where, "lifts")


def purchase_orders(register: Register) -> tuple[PurchaseOrder, ...]:
    """What the `purchase_orders:` of a file say."""
    register.refuse_twins("purchase order", "purchase_orders")
    return tuple(_order(register, where, said) for where, said in register.page.each("purchase_orders"))


def order_required(register: Register) -> bool:
    """Whether nothing may be billed without an order."""
    return any(said.get("required") for _, said in register.page.each("purchase_orders"))


def _order(register: Register, where: Steps, said: Mapping[str, Any]) -> PurchaseOrder:
    return PurchaseOrder(
        said["number"],
        days(register.page, said, "from", "to", *where),
        said.get("limit"),
        said.get("used", PurchaseOrder("").used),
        register.all("project", *where, "projects"),
    )
