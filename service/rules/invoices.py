"""INV: approvals, and the draft as a whole."""

from collections.abc import Iterator

from service.domain.hours.bill import Bill
from service.domain.hours.timesheet import Timesheet
from service.domain.judging.finding import Flag, Risk
from service.domain.pricing.conditions import is_repriced, terms_of
from service.domain.terms.check import Level
from service.rules.duplicates import content_of
from service.rules.rule import Ask, rule


@rule("INV002", "self-approved-row", Level.BLOCK, allow_single_person_agency=False)
def self_approved_row(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """Somebody approved their own hours.

    Reads `allow_single_person_agency`: whether the only person of an agency may.

        date       | person | hours | text            | approved by      | finding
        2026-09-03 | Owen   | 2.00  | Sprint planning | owen@row.example | INV002
        2026-09-03 | Ines   | 2.00  | Fare import     | owen@row.example |
    """
    alone = len(sheet.facts.agency.people) == 1
    for work in sheet.open() if sheet.facts.approvals else ():
        approval = sheet.facts.approvals.get(work.id)
        if approval is None or work.person is None or approval.kind not in ("yes", "refused"):
            continue
        own = {email.casefold() for email in work.person.emails}
        if approval.who.casefold() in own and not (alone and terms(work)["allow_single_person_agency"]):
            wrong = f"{work.person.name} approved their own hours."
            yield Flag(work.id, wrong, "Ask another approver for the tick.", sheet.stake(work))


@rule("INV003", "approval-overtaken-by-change", Level.BLOCK)
def approval_overtaken_by_change(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The row was changed after it was approved; the tick is taken back and a new one is needed.

    date       | person | hours | text            | approved by           | finding
    2026-09-03 | Ines   | 2.50  | Fare import     | owen@row.example 2.00 | INV003
    2026-09-03 | Tomas  | 2.00  | Seat map import | owen@row.example      |
    """
    for work in sheet.open() if sheet.facts.approvals else ():
        approval = sheet.facts.approvals.get(work.id)
        if approval is None or approval.kind not in ("yes", "voided"):
            continue
        bill = sheet.bills.get(work.id, Bill())
        now = terms_of(work, bill)
        if approval.fingerprint == content_of(work) and approval.terms != now:
            made = "the SOW now says" if is_repriced(approval.terms, now) else "its start, end, task or tags make it"
            yield Flag(
                work.id,
                f"Approved at {approval.terms or 'no rate'}; {made} {now or 'no rate'}.",
                "Tick Approve again if that is right.",
                bill.total,
            )
        if approval.fingerprint != content_of(work):
            yield Flag(
                work.id,
                f"Changed after {approval.who or 'an approver'} approved it on {approval.at:%d %B}.",
                "Look at it again, and tick Approve if it is right.",
            )


@rule("INV008", "left-out-of-last-run", Level.WARN)
def left_out_of_last_run(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The row is ready, and when invoices were last made it was left out: the reason stays until it is billed.

    It also goes when the row or its tick changes. Nothing keeps the row from the next run.

    date       | person | hours | text            | approved by      | left out                   | finding
    2026-09-03 | Ines   | 2.00  | Fare import     | owen@row.example | The books of May are shut. | INV008
    2026-09-03 | Tomas  | 2.00  | Seat map import | owen@row.example |                            |
    """
    facts = sheet.facts
    for work in sheet.open() if facts.approvals else ():
        approval = facts.approvals.get(work.id)
        if approval is None or approval.left_out is None or work.id in facts.remarks:
            continue
        if work.sow is not None and work.sow.id in facts.missing_partners:
            continue  # the same is said there
        if approval.holds_for(content_of(work), terms_of(work, sheet.bills.get(work.id, Bill()))):
            yield Flag(
                work.id,
                f"Left out when invoices were made on {approval.left_out.at:%d %B}: {approval.left_out.why}",
                "Settle that, and choose Generate invoices again.",
                sheet.stake(work),
                risk=Risk.UNBILLED,
            )


@rule("INV009", "invoiced-row-unticked", Level.WARN)
def invoiced_row_unticked(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """Somebody took the tick away after the row went on an invoice; the invoice stays.

    date       | person | hours | text            | billed | ticked | finding
    2026-09-03 | Ines   | 2.00  | Fare import     | 1043   | no     | INV009
    2026-09-03 | Tomas  | 2.00  | Seat map import | 1043   | yes    |
    """
    for work in sheet if sheet.facts.billed else ():
        billed = sheet.facts.billed.get(work.id)
        if billed is not None and work.entry.ticked is False:
            yield Flag(
                work.id,
                f"Approve was unticked when the row was on {billed.invoice} already, and it stays there.",
                "Tick it again, or void or credit the invoice in QuickBooks.",
                billed.amount,
                risk=Risk.WRONG,
            )
