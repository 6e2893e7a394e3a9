"""The companies as they are at the start: a small studio, with its price list and without customers."""

from decimal import Decimal
from typing import Any

from sandbox.quickbooks import lists, reading
from sandbox.quickbooks.company import Company
from sandbox.quickbooks.refusal import Refusal
from sandbox.quickbooks.switches import Switches
from sandbox.quickbooks.wire import Body

REALM = "9130350000000001"
OTHER_REALM = "9130350000000002"
ADDRESS = {"Id": "1", "Line1": "48 Harbor Street", "City": "Oakland", "CountrySubDivisionCode": "CA",
           "PostalCode": "94607", "Country": "US"}  # fmt: skip
ACCOUNTS = (
    ("79", "Sales of Services", "Revenue", "Income", "ServiceFeeIncome"),
    ("84", "Accounts Receivable (A/R)", "Asset", "Accounts Receivable", "AccountsReceivable"),
    ("86", "Discounts given", "Revenue", "Income", "DiscountsRefundsGiven"),
)
TERMS = (("Net 15", 15), ("Net 30", 30), ("Due on receipt", 0), ("Net 45", 45))
ITEMS = (
    "Services", "Design", "Development", "Project management", "Strategy", "Content", "QA", "Research",
    "Account management", "Consulting", "Retainer", "Expenses",
)  # fmt: skip
CLASSES = ("Web", "Brand", "Product", "Retainers")
LOCATIONS = ("Main office", "Remote")
EMPLOYEES = ("Emily Platt", "John Johnson", "Inés Prieto")
US_CODES = (("TAX", "TAX", "Taxable", ()), ("NON", "NON", "Nontaxable", ()), ("2", "California", "State tax", ("21",)))
US_RATES = (("21", "California", "8.5"), ("22", "New York", "8.875"), ("23", "Texas", "8.25"), ("24", "Seattle", "10"))
OTHER_CODES = (
    ("2", "20.0% S", "Standard rate", ("31",)), ("3", "5.0% R", "Reduced rate", ("32",)),
    ("4", "0.0% Z", "Zero rate", ("33",)), ("5", "No VAT", "Outside the scope", ()),
    ("6", "17.5% S", "Standard rate until 2010", ("34",)),
)  # fmt: skip
OTHER_RATES = (("31", "20.0% S", "20"), ("32", "5.0% R", "5"), ("33", "0.0% Z", "0"), ("34", "17.5% S", "17.5"))
RETIRED = ("6",)
HOME = {"GB": "GBP", "FR": "EUR", "DE": "EUR", "ES": "EUR", "CA": "CAD", "AU": "AUD", "US": "USD"}
TABLES = {"customers": "Customer", "items": "Item", "terms": "Term", "classes": "Class", "departments": "Department",
          "employees": "Employee", "vendors": "Vendor"}  # fmt: skip


def companies() -> dict[str, Company]:
    """The studio of the demo, and a second company that nobody should connect by mistake."""
    studio, other = Company(REALM, "Sandbox Studio LLC"), Company(OTHER_REALM, "Somebody Else Inc.")
    for company in (studio, other):
        fill(company)
    return {company.realm: company for company in (studio, other)}


def fill(company: Company) -> None:
    """A company gets its lists."""
    company.add("CompanyInfo", company_info(company), "1")
    for number, name, classification, kind, sub in ACCOUNTS:
        company.add("Account", account(name, classification, kind, sub), number)
    tax_tables(company)
    for entity, bodies in LISTS.items():
        for body in bodies:
            lists.write(company, entity, reading.entity(entity, body))


def company_info(company: Company) -> Body:
    """What the company says about itself."""
    return {
        "CompanyName": company.name, "LegalName": company.name, "CompanyAddr": ADDRESS, "LegalAddr": ADDRESS,
        "CustomerCommunicationAddr": ADDRESS, "CompanyStartDate": "2024-01-02", "FiscalYearStartMonth": "January",
        "Country": company.switches.country, "Email": {"Address": "books@studio.example"}, "WebAddr": {},
        "SupportedLanguages": "en", "DefaultTimeZone": "America/Los_Angeles", "CustomField": [],
        "NameValue": [{"Name": "OfferingSku", "Value": "QuickBooks Online Plus"},
                      {"Name": "SubscriptionStatus", "Value": "SUBSCRIBED"}],
    }  # fmt: skip


def account(name: str, classification: str, kind: str, sub: str) -> Body:
    """An account of the ledger."""
    return {
        "Name": name, "SubAccount": False, "FullyQualifiedName": name, "Active": True, "Classification": classification,
        "AccountType": kind, "AccountSubType": sub, "CurrentBalance": Decimal(0),
        "CurrencyRef": {"value": "USD", "name": "United States Dollar"},
    }  # fmt: skip


def tax_tables(company: Company) -> None:
    """The tax codes and rates of the company's country."""
    american = company.switches.country == "US"
    company.books["TaxCode"].clear()
    company.books["TaxRate"].clear()
    for number, name, percent in US_RATES if american else OTHER_RATES:
        rate = {"Name": name, "Description": name, "Active": True, "RateValue": Decimal(percent)}
        company.add("TaxRate", {**rate, "SpecialTaxType": "NONE", "DisplayType": "ReadOnly"}, number)
    for number, name, text, rates in US_CODES if american else OTHER_CODES:
        company.add("TaxCode", tax_code(company, number, name, text, rates), number)


def tax_code(company: Company, number: str, name: str, text: str, rates: tuple[str, ...]) -> Body:
    """A tax code with the rates behind it."""
    details = [
        {"TaxRateRef": {"value": rate, "name": company.books["TaxRate"][rate]["Name"]},
         "TaxTypeApplicable": "TaxOnAmount", "TaxOrder": 0}
        for rate in rates
    ]  # fmt: skip
    active = company.switches.country == "US" or number not in RETIRED
    body = {"Name": name, "Description": text, "Active": active, "Taxable": number not in ("NON", "5")}
    return {**body, "TaxGroup": bool(rates), "SalesTaxRateList": {"TaxRateDetail": details}}


def move(company: Company, country: str) -> None:
    """The company keeps its books in another country, with its tax codes and its currency."""
    switches: Switches = company.switches
    switches.country, switches.home_currency = country, HOME.get(country, switches.home_currency)
    company.books["CompanyInfo"]["1"]["Country"] = country
    tax_tables(company)


def sow(company: Company, wish: dict[str, Any]) -> dict[str, list[Body]]:
    """More customers, items, terms and so on, as a person would have typed them in."""
    unknown = wish.keys() - TABLES.keys()
    if unknown:
        raise Refusal("2010", f"there is no list {sorted(unknown)}; there are {', '.join(TABLES)}")
    grown: dict[str, list[Body]] = {}
    for table, bodies in wish.items():
        entity = TABLES[table]
        grown[table] = [seed(company, entity, {**DEFAULTS.get(entity, {}), **body}) for body in bodies]
    return grown


def seed(company: Company, entity: str, body: Body) -> Body:
    """One more entry; one that has the same name already is left as it is."""
    key = "DisplayName" if entity in lists.PEOPLE else "Name"
    same = [one for one in company.books[entity].values() if one[key].casefold() == str(body.get(key)).casefold()]
    return same[0] if same else lists.write(company, entity, reading.entity(entity, body))


DEFAULTS: dict[str, Body] = {
    "Item": {"Type": "Service", "IncomeAccountRef": {"value": "79"}},
}
LISTS: dict[str, list[Body]] = {
    "Term": [{"Name": name, "DueDays": days} for name, days in TERMS],
    "Item": [{"Name": name, **DEFAULTS["Item"]} for name in ITEMS],
    "Class": [{"Name": name} for name in CLASSES],
    "Department": [{"Name": name} for name in LOCATIONS],
    "Employee": [{"DisplayName": name} for name in EMPLOYEES],
    "Vendor": [{"DisplayName": "Freelance Desk"}],
}
