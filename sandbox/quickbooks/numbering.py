"""Document numbers: given by the service, kept empty, or taken as sent, depending on a setting."""

from sandbox.quickbooks.company import Company
from sandbox.quickbooks.refusal import Refusal
from sandbox.quickbooks.wire import Body

FRENCH = {"Invoice": "Facture", "Estimate": "Devis"}
ON_REQUEST = "AUTO_GENERATE"


def number(company: Company, entity: str, wanted: Body, old: Body | None, duplicates_allowed: bool) -> str | None:
    """The document number of a transaction, or None where it stays empty."""
    sent = wanted.get("DocNumber")
    if sent == ON_REQUEST:
        return generated(company, entity)
    if sent:
        if not duplicates_allowed:
            refuse_duplicate(company, entity, sent, old)
        return str(sent)
    if old or company.switches.custom_txn_numbers:
        return None
    return generated(company, entity)


def generated(company: Company, entity: str) -> str:
    """The next number that nobody uses."""
    taken = {body.get("DocNumber") for body in company.books[entity].values()}
    while (candidate := company.next(f"{entity} number")) in taken:
        continue
    return candidate


def refuse_duplicate(company: Company, entity: str, sent: str, old: Body | None) -> None:
    """6140 fires only where the company numbers by hand and a person asked to be warned."""
    if not (company.switches.custom_txn_numbers and company.switches.warn_duplicate_number):
        return
    own = old["Id"] if old else ""
    for other in company.books[entity].values():
        if other.get("DocNumber") == sent and other["Id"] != own:
            raise duplicate(company, entity, sent, other["Id"])


def duplicate(company: Company, entity: str, sent: str, other: str) -> Refusal:
    """The refusal that names the other document, in the language of the company."""
    kind = FRENCH[entity] if company.switches.french else entity
    start = "Numéro de document en double" if company.switches.french else "Duplicate Document Number Error"
    named = f"DocNumber={sent} is assigned to TxnType={kind} with TxnId={other}"
    return Refusal("6140", f"{start} : This number has already been used. {named}")
