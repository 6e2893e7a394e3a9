"""What a draft names, and whether QuickBooks has it: nothing is sent while a partner is missing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from service.adapters.quickbooks.company import Company
from service.adapters.quickbooks.names import CLASS, ITEM, KINDS, Shelf
from service.adapters.quickbooks.queries import Ask, Row
from service.domain.invoicing.invoice import DraftInvoice, Line
from service.domain.money import money
from service.words import say

SOLD_BY_THE_HOUR = ("Service", "NonInventory", "")
AMERICAN_CODES = ("TAX", "NON")


class Missing(NamedTuple):
    """Something a draft needs that QuickBooks does not have. The message is a whole sentence for the sheet."""

    sow: str
    kind: str
    """customer, item, terms, class, tax code, currency, date or document."""
    name: str
    message: str


@dataclass(frozen=True, slots=True)
class Partners:
    """The ids behind the names of one draft; blank where the field stays out of the invoice."""

    customer: str
    currency: str
    terms: str
    tax_codes: Mapping[str, str]
    items: Mapping[str, str]
    work_class: str = ""


@dataclass(slots=True)
class Found:
    """Partners as far as they are found, and a sentence for each that is not."""

    draft: DraftInvoice
    missing: list[Missing] = field(default_factory=list)

    def lacks(self, kind: str, name: str, message: str) -> str:
        """Note what is missing; its id is blank."""
        self.missing.append(Missing(self.draft.sow, kind, name, message))
        return ""

    def id_of(self, kind: str, name: str, partner: Row | str) -> str:
        """The id of a partner, or blank with a note."""
        return self.lacks(kind, name, partner) if isinstance(partner, str) else str(partner["Id"])


class Directory:
    """The company's names, asked for once."""

    def __init__(self, ask: Ask, company: Company, doc_type: str) -> None:
        self.shelves = {kind: Shelf(kind, ask) for kind in KINDS}
        self._customers, self._items, self._terms, self._classes, self._taxes = self.shelves.values()
        self.company = company
        self._doc_type = doc_type

    def learn(self, drafts: Sequence[DraftInvoice]) -> None:
        """Ask for everything these drafts name, with as few questions as will do."""
        self._customers.learn(draft.customer for draft in drafts)
        self._items.learn(line.item for draft in drafts for line in draft.lines)
        self._terms.learn(draft.terms for draft in drafts)
        self._classes.learn(draft.quickbooks_class for draft in drafts)
        if not self.company.american:
            self._taxes.learn(code for draft in drafts for code in tax_codes_of(draft))

    def partners(self, draft: DraftInvoice) -> tuple[Partners, list[Missing]]:
        """The ids behind a draft's names, and what has none."""
        found = Found(draft)
        customer = self._customers.partner(draft.customer)
        partners = Partners(
            customer=found.id_of("customer", draft.customer, customer),
            currency=self._currency(found, customer),
            terms=found.id_of("terms", draft.terms, self._terms.partner(draft.terms)) if draft.terms else "",
            tax_codes={code: self._tax(found, code) for code in tax_codes_of(draft)},
            work_class=self._class(found),
            items={name: self._item(found, name) for name in items_of(draft)},
        )
        self._occasion(found)
        return partners, found.missing

    def _item(self, found: Found, name: str) -> str:
        item = self._items.partner(name)
        if isinstance(item, str):
            lines = [line for line in found.draft.lines if line.item == name]
            sum_of_them = money(sum((line.amount for line in lines), Decimal(0)), found.draft.currency)
            return found.lacks("item", name, say("books.needed", why=item, lines=len(lines), amount=sum_of_them))
        if str(item.get("Type") or "") not in SOLD_BY_THE_HOUR:
            told = say("books.noService", name=name, type=item["Type"], where=ITEM.where)
            return found.lacks("item", name, told)
        return str(item["Id"])

    def _currency(self, found: Found, customer: Row | str) -> str:
        if isinstance(customer, str):
            return ""
        draft, company = found.draft, self.company
        theirs = str((customer.get("CurrencyRef") or {}).get("value") or company.currency)
        if not company.many_currencies:
            theirs = company.currency or theirs
        if theirs != draft.currency:
            known = {"theirs": theirs or say("books.someCurrency"), "ours": draft.currency}
            told = say("books.otherCurrency", customer=draft.customer, sow=draft.sow, **known)
            return found.lacks("currency", draft.currency, told)
        return draft.currency if company.many_currencies else ""

    def _class(self, found: Found) -> str:
        name = found.draft.quickbooks_class
        if name and not self.company.classes:
            told = say("books.noClasses", sow=found.draft.sow, name=name, where=CLASS.where)
            return found.lacks("class", name, told)
        return found.id_of("class", name, self._classes.partner(name)) if name else ""

    def _tax(self, found: Found, code: str) -> str:
        if not self.company.american:
            return found.id_of("tax code", code, self._taxes.partner(code))
        if code in AMERICAN_CODES:
            return code
        return found.lacks("tax code", code, say("books.american", code=code, where=self._taxes.kind.where))

    def _occasion(self, found: Found) -> None:
        day, closed = found.draft.day, self.company.closed_until
        if closed and day <= closed:
            found.lacks("date", day.isoformat(), say("books.closed", until=closed, day=day))
        if self._doc_type == "Estimate" and not self.company.estimates:
            found.lacks("document", "Estimate", say("books.noEstimates"))


def tax_code_of(draft: DraftInvoice, line: Line) -> str:
    """The tax code that a line names, or its draft for it."""
    return line.tax_code or draft.tax_code


def tax_codes_of(draft: DraftInvoice) -> Iterable[str]:
    """The tax codes a draft names, each once, in the order of its lines."""
    return dict.fromkeys(tax_code_of(draft, line) for line in draft.lines)


def items_of(draft: DraftInvoice) -> Iterable[str]:
    """The items a draft names, each once, in the order of its lines."""
    return dict.fromkeys(line.item for line in draft.lines)


def each_missing(directory: Directory, drafts: Sequence[DraftInvoice]) -> Iterator[Missing]:
    """What the drafts need and QuickBooks does not have."""
    directory.learn(drafts)
    for draft in drafts:
        yield from directory.partners(draft)[1]
