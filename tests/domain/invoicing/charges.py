"""Drafts of a drawn timesheet under a SOW with terms of its own, told as short texts."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from service.domain.hours.timesheet import Timesheet
from service.domain.invoicing.drafting import drafts
from service.domain.invoicing.invoice import DraftInvoice
from service.domain.money import exact
from service.domain.period import month_of
from service.domain.pricing import price
from service.domain.terms.ratecard import RateCard
from service.domain.terms.sow import Invoicing, Sow
from tests.domain.pricing.test_pricing import sheet_of
from tests.rules.engagement import TERM

D = Decimal
Claims = Mapping[str, Decimal]
ROLE = Invoicing(group_by=("role",))
HOURLY = Sow("S", "Ferries", "penhallow", TERM, "EUR", rates=(RateCard(D(100), TERM),), invoicing=ROLE)
"""One rate for everybody, one line a role."""

TEN_HOURS = """
    date       | person | hours | text
    2026-09-07 | Ines   | 10.00 | fares
"""


def under(table: str, *sows: Sow, month: str = "2026-09", today: str = "2026-10-05", **facts: object) -> Timesheet:
    """A priced timesheet, billed for a month on a day."""
    billed = {"period": month_of(date.fromisoformat(f"{month}-01")), "today": date.fromisoformat(today), **facts}
    sheet = sheet_of(table, *sows, **billed)
    return sheet.priced(price(sheet))


def all_of(sheet: Timesheet) -> dict[str, str]:
    """Every row that is not on an invoice, approved as it stands."""
    return {work.id: f"seen {work.id}" for work in sheet.open()}


def drafted(table: str, terms: Sow, claimed: Claims | None = None, **facts: object) -> list[DraftInvoice]:
    """The drafts of all rows."""
    sheet = under(table, terms, **facts)  # type: ignore[arg-type]  # facts by name
    return drafts(sheet, all_of(sheet), claimed or {})


def told(made: Iterable[DraftInvoice]) -> list[str]:
    """Every line as quantity x price = amount and its text; an amount alone where it is no product."""
    return [f"{_figures(line)} {line.description}" for draft in made for line in draft.lines]


def _figures(line) -> str:  # type: ignore[no-untyped-def]  # a line
    if line.quantity is None:
        return f"{line.amount:,.2f}"
    return f"{exact(line.quantity)} x {line.unit_price:,.2f} = {line.amount:,.2f}"


def claims_of(made: Iterable[DraftInvoice]) -> dict[str, Decimal]:
    """What a ledger would hold of these drafts beside whole rows."""
    return {share.claim: share.amount for draft in made for share in draft.claims if "/" in share.claim}


def with_terms(**terms: object) -> Sow:
    """The hourly SOW with more terms."""
    return replace(HOURLY, **terms)  # type: ignore[arg-type]  # terms by name
