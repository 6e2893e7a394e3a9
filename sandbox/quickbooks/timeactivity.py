"""Hours that a person worked, as QuickBooks keeps them."""

from decimal import Decimal

from sandbox.quickbooks import clock, refs, versions
from sandbox.quickbooks.company import Company
from sandbox.quickbooks.refusal import Refusal, business, missing
from sandbox.quickbooks.wire import Body

REFS = {"CustomerRef": "Customer", "ItemRef": "Item", "ClassRef": "Class", "DepartmentRef": "Department"}


def write(company: Company, sent: Body) -> Body:
    """Create or change a time entry; only an invoice makes it billed."""
    return versions.write(company, "TimeActivity", sent, derive)


def derive(company: Company, wanted: Body, old: Body | None) -> Body:
    """A time entry as the service completes it."""
    if "NameOf" not in wanted:
        raise missing("NameOf")
    refuse_billing(wanted, old)
    key = f"{wanted['NameOf']}Ref"
    person = refs.required(company, wanted["NameOf"], wanted.get(key), key)
    named = {name: refs.named(company, entity, wanted.get(name), name) for name, entity in REFS.items()}
    billable = wanted.get("BillableStatus", "NotBillable")
    if billable == "Billable" and named["CustomerRef"] is None:
        raise business("billable time needs a customer")
    derived: Body = {"TxnDate": clock.today(), "Hours": 0, "Minutes": 0, "Taxable": False, "HourlyRate": Decimal(0)}
    return {**derived, **wanted, "BillableStatus": billable, key: refs.to(person), **named}


def refuse_billing(wanted: Body, old: Body | None) -> None:
    """An app may keep a time entry billed, but not make it so."""
    before = old["BillableStatus"] if old else ""
    if wanted.get("BillableStatus") == "HasBeenBilled" != before:
        raise Refusal("2170", "Invalid Enumeration : HasBeenBilled", "BillableStatus")
