"""Terms of the invented engagement that only rules about limits ask for."""

from datetime import date, time
from decimal import Decimal

from service.domain.terms.cap import Cap, ChangeOrder, Threshold
from service.domain.terms.ratecard import Multiplier, Rounding
from service.domain.terms.retainer import Prepaid, Retainer, Rollover
from service.domain.terms.sow import ScopeLine

BREAKWATER = {
    "lines": tuple(ScopeLine(f"BW0{n}", name) for n, name in enumerate(("Lamps", "Buoys", "Photos", "Tides"), 1)),
    "caps": (
        Cap("BW01", "line", Decimal(10), "term", "notify", subject="BW01", kind="estimate"),
        Cap("BW03", "line", Decimal(0), "term", "notify", subject="BW03"),
        Cap("BW04", "line", Decimal(10), "term", "clip", subject="BW04"),
        Cap("breakwater", "sow", Decimal(20), "month", "notify", thresholds=(Threshold(Decimal(75)),)),
    ),
    "change_orders": (ChangeOrder("CO-2", hours=Decimal(20), line="BW04"),),
}
BEACON = {"retainer": Retainer(Decimal(10), Decimal(900), Decimal(100), name="Beacon care", preapproved=Decimal(5))}
FOG_HORN = {"prepaid": (Prepaid("thirty", Decimal(30), Decimal(2850), date(2026, 9, 1), date(2026, 10, 8)),)}
LIGHTHOUSE = {
    "multipliers": (Multiplier("evenings", Decimal("1.5"), starts=time(18), ends=time(8), needs_approval=True),)
}
"""By the project that they hold for."""
HARBOUR = {
    "retainer": Retainer(Decimal(10), Decimal(900), Decimal(100), name="Harbour care",
                         rollover=Rollover(Decimal(1), expires_after_periods=1)),
}  # fmt: skip
QUAY = {"rounding": (Rounding(Decimal("0.5"), "nearest", done=True),)}
MORE = {
    "PF-011": ("breakwater", BREAKWATER),
    "PF-012": ("beacon", BEACON),
    "PF-013": ("fog-horn", FOG_HORN),
    "PF-014": ("lighthouse", LIGHTHOUSE),
    "PF-015": ("quay", QUAY),
    "PF-016": ("harbour", HARBOUR),
}
