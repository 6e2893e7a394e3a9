"""Purchase orders: which one a draft names, and what is left on it."""

from datetime import date
from decimal import Decimal

from service.domain.terms.cap import PurchaseOrder
from service.domain.terms.sow import Sow


def order_for(sow: Sow, day: date, project: str = "") -> PurchaseOrder | None:
    """The order in force on this day: the project's own before one for everything, the newest before an older."""
    fitting = [one for one in sow.purchase_orders if day in one.days and (not one.projects or project in one.projects)]
    return max(fitting, key=lambda one: (bool(one.projects), one.days.first or date.min), default=None)


def order_named(sow: Sow, number: str) -> PurchaseOrder | None:
    """The order with this number."""
    return next((one for one in sow.purchase_orders if one.number == number), None)


def left_on(order: PurchaseOrder, billed: Decimal) -> Decimal | None:
    """What may still be billed on an order after so much; None where it has no limit."""
    return None if order.limit is None else order.limit - order.used - billed
