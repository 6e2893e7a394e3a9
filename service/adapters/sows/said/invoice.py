"""What the last chapters say: invoices, payment, tax, checks."""

from collections.abc import Iterator

from service.adapters.sows.said.words import Names, count, listed
from service.domain.terms.sow import Invoicing

EVERY = {
    "month": "month",
    "half_month": "half month",
    "contract_month": "month of the contract",
    "milestone": "milestone",
}
SHOWN = {
    "written_down": "hours written down, at 0", "goodwill": "free hours, at 0", "names": "who worked",
    "burn": "how much of each limit is used", "appendix": "every entry, in an appendix",
}  # fmt: skip


def invoice(names: Names) -> Iterator[str]:
    """When there is an invoice, what stands on it, and when it is paid."""
    terms = names.sow.invoicing
    yield from _cadence(terms)
    yield f"An invoice has one line for each {listed(terms.group_by)}."
    if terms.show:
        yield f"It also shows {listed(words for key, words in SHOWN.items() if key in terms.show)}."
    if terms.within_days is not None:
        yield f"It is out within {count(terms.within_days, 'day')} after its period."
    if terms.final_within_days is not None:
        yield f"The last one is out within {count(terms.final_within_days, 'day')} after the SOW's last day."
    if terms.terms:
        yield f"Payment terms are {terms.terms}."
    if terms.net_days is not None:
        yield f"It is to be paid within {count(terms.net_days, 'day')}."
    if terms.late_fee:
        yield f"Late payment costs {terms.late_fee}."
    if terms.tax_code != Invoicing().tax_code:
        yield f"Hours carry the tax code {terms.tax_code}."
    if terms.expense_tax_code and terms.expense_tax_code != terms.tax_code:
        yield f"Expenses carry the tax code {terms.expense_tax_code}."


def _cadence(terms: Invoicing) -> Iterator[str]:
    usual = Invoicing()
    if (terms.every, terms.starts_on_days, terms.one_per) == (usual.every, usual.starts_on_days, usual.one_per):
        return
    per = {"sow": "", "project": " and project", "purchase_order": " and purchase order"}[terms.one_per]
    days = listed(_ordinal(day) for day in terms.starts_on_days)
    begins = f", beginning on the {days}" if terms.starts_on_days != usual.starts_on_days else ""
    yield f"There is an invoice for each {EVERY[terms.every]}{per}{begins}."


def _ordinal(day: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th") if day not in (11, 12, 13) else "th"
    return f"{day}{ending}"


def checks(names: Names) -> Iterator[str]:
    """How loud checks are here."""
    for name, setting in names.sow.layer.settings.items():
        said = [str(setting.level)] if setting.level is not None else []
        said += [f"{key.replace('_', ' ')} {value}" for key, value in setting.parameters.items()]
        yield f"The check {name} is set to {', '.join(said)}."
