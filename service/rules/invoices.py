"""INV: approvals, and the draft as a whole."""

from collections.abc import Iterator

from service.domain.hours.bill import Bill
from service.domain.hours.timesheet import Timesheet
from service.domain.judging.finding import Flag, Risk
from service.domain.phrase import phrase
from service.domain.pricing.conditions import is_repriced, terms_of
from service.domain.terms.check import Level
from service.rules.duplicates import content_of
from service.rules.rule import Ask, rule

NO_RATE = phrase("no rate")
AN_APPROVER = phrase("an approver")


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
            wrong = phrase("{person} approved their own hours.", person=work.person.name)
            yield Flag(work.id, wrong, phrase("Ask another approver for the tick."), sheet.stake(work))


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
            yield Flag(
                work.id,
                phrase(
                    "Approved at {before}; the SOW now says {now}."
                    if is_repriced(approval.terms, now)
                    else "Approved at {before}; its start, end, task or tags make it {now}.",
                    before=approval.terms or NO_RATE, now=now or NO_RATE,
                ),
                phrase("Tick Approve again if that is right."),
                bill.total,
            )  # fmt: skip
        if approval.fingerprint != content_of(work):
            yield Flag(
                work.id,
                phrase(
                    "Changed after {who} approved it on {day:%d %B}.",
                    who=approval.who or AN_APPROVER, day=approval.at,
                ),
                phrase("Look at it again, and tick Approve if it is right."),
            )  # fmt: skip


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
                phrase(
                    "Left out when invoices were made on {day:%d %B}: {why}",
                    day=approval.left_out.at, why=approval.left_out.why,
                ),
                phrase("Settle that, and choose Generate invoices again."),
                sheet.stake(work),
                risk=Risk.UNBILLED,
            )  # fmt: skip


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
                phrase(
                    "Approve was unticked when the row was on {invoice} already, and it stays there.",
                    invoice=billed.invoice,
                ),
                phrase("Tick it again, or void or credit the invoice in QuickBooks."),
                billed.amount,
                risk=Risk.WRONG,
            )
