"""How the company has set up its QuickBooks, as far as it changes an invoice."""

from datetime import date
from typing import Any, NamedTuple

HOME = ("US", "USA", "UNITED STATES", "")


class Company(NamedTuple):
    """The settings that decide which fields an invoice carries."""

    country: str
    currency: str
    """The home currency; blank where QuickBooks does not say."""
    many_currencies: bool
    own_numbers: bool
    """Invoices carry the number that is sent; otherwise QuickBooks counts by itself."""
    estimates: bool
    service_dates: bool
    closed_until: date | None
    classes: str = ""
    """Where classes stand: on each `line`, on the whole `transaction`, or nowhere."""

    @property
    def american(self) -> bool:
        """Whether lines say TAX or NON; elsewhere they name a tax code of the company."""
        return self.country.upper() in HOME


def company_of(preferences: dict[str, Any], info: dict[str, Any]) -> Company:
    """The company as Preferences and CompanyInfo describe it."""
    sales, books, money = (
        preferences.get(part) or {} for part in ("SalesFormsPrefs", "AccountingInfoPrefs", "CurrencyPrefs")
    )
    closed = str(books.get("BookCloseDate") or "")
    return Company(
        country=str(info.get("Country") or ""),
        currency=str((money.get("HomeCurrency") or {}).get("value") or ""),
        many_currencies=bool(money.get("MultiCurrencyEnabled")),
        own_numbers=bool(sales.get("CustomTxnNumbers")),
        estimates=sales.get("AllowEstimates") is not False,
        service_dates=sales.get("AllowServiceDate") is not False,
        closed_until=date.fromisoformat(closed[:10]) if closed else None,
        classes=_classes(books),
    )


def _classes(books: dict[str, Any]) -> str:
    if books.get("ClassTrackingPerTxnLine"):
        return "line"
    return "transaction" if books.get("ClassTrackingPerTxn") else ""
