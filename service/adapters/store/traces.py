"""What counts billed work where its row is not at hand: kept with each claim, and looked up for other workbooks."""

from collections.abc import Collection, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from sqlalchemy import Engine, Row, Select, select

from service.adapters.store.engine import for_reading
from service.adapters.store.export_tables import billing_claim, invoice_intent
from service.adapters.store.figures import major, quantity, ten_millionths
from service.domain.hours.approval import Billed
from service.domain.hours.elsewhere import Elsewhere, Trace
from service.domain.period import Period

claim, intent = billing_claim.c, invoice_intent.c
OURS = claim.active.is_(True)
TEXTS = ("person", "role", "project", "line", "category", "expense_kind")
FIGURES = ("worked", "rounded", "free", "drawn", "carried")


class Traces:
    """Claims as they count in other workbooks."""

    engine: Engine

    def elsewhere(
        self, present: Collection[str], clients: Collection[str], days: Period, but: Collection[int] = ()
    ) -> list[Elsewhere]:
        """Claims of rows that are not among these: for these clients whenever it was, for others on these days."""
        on_a_day = claim.work_day.between(f"{days.first or date.min}", f"{days.last or date.max}")
        query = holding().where(OURS, claim.work_day.is_not(None), claim.intent_id.not_in(but))
        query = query.where(intent.client.in_(sorted(clients)) | on_a_day).order_by(claim.work_day, claim.id)
        with for_reading(self.engine).connect() as connection:
            return [
                Elsewhere(billed_by(row)._replace(row_id=row.claim_key), _trace(row))
                for row in connection.execute(query)
                if row.row_id not in present
            ]


def holding() -> Select[Any]:
    """Claims with what is to be said of their invoices."""
    shown = (intent.sow, intent.state, intent.number, intent.url, intent.flag, intent.currency)
    return select(*claim, *shown).join(invoice_intent)


def billed_by(row: Row[Any]) -> Billed:
    """What an invoice says of a row, out of a claim and what is shown of its invoice."""
    known = row.work_day is not None
    return Billed(
        row.row_id, row.fingerprint, row.sow, quantity(row.quantity_e7), major(row.amount_minor, row.currency),
        row.state, row.number, row.url, row.flag, quantity(row.in_fee_e7),
        rounded=quantity(row.rounded_e7) if known else None,
        free=quantity(row.free_e7) if known else Decimal(0),
        drawn=quantity(row.drawn_e7) if known else None,
        carried=quantity(row.carried_e7) if known else Decimal(0),
        expense=None if row.expense_minor is None else major(row.expense_minor, row.currency),
        expense_kind=row.expense_kind or "",
    )  # fmt: skip


def kept(trace: Trace | None) -> Mapping[str, str | int | None]:
    """The columns in which a trace is kept."""
    if trace is None:
        return {}
    texts: dict[str, str | int | None] = {name: getattr(trace, name) for name in TEXTS}
    figures = {f"{name}_e7": ten_millionths(getattr(trace, name)) for name in FIGURES}
    return {**texts, **figures, "work_day": f"{trace.day}", "started": _clock(trace.start), "ended": _clock(trace.end)}


def _trace(row: Row[Any]) -> Trace:
    said: dict[str, Any] = {name: getattr(row, name) or "" for name in TEXTS}
    said |= {name: quantity(getattr(row, f"{name}_e7")) for name in FIGURES}
    return Trace(date.fromisoformat(row.work_day), start=_time(row.started), end=_time(row.ended), **said)


def _clock(at: time | None) -> str | None:
    return at.isoformat() if at else None


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None
