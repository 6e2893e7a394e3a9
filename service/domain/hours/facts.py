"""What is known beside the rows of a timesheet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from service.domain.bookkeeping import Remark
from service.domain.category import Category
from service.domain.hours.approval import Approval, Billed
from service.domain.hours.description import Description
from service.domain.hours.elsewhere import Elsewhere
from service.domain.hours.work import Work
from service.domain.period import Period
from service.domain.phrase import Saying
from service.domain.terms.agency import Agency
from service.domain.terms.sow import Sow


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known beside the rows: the agency, its SOWs, the day, and what was decided before."""

    agency: Agency
    sows: tuple[Sow, ...]
    today: date
    period: Period
    """The month being billed."""
    descriptions: Mapping[str, Description] = field(default_factory=dict)
    """By row id."""
    approvals: Mapping[str, Approval] = field(default_factory=dict)
    billed: Mapping[str, Billed] = field(default_factory=dict)
    invoiced: Mapping[str, Billed] = field(default_factory=dict)
    """By fingerprint: what open rows say and an invoice bills already, under the id of another row."""
    elsewhere: tuple[Elsewhere, ...] = ()
    """What invoices bill of rows that are not in this workbook: it uses limits, retainers and tiers first."""
    waiting: tuple[Work, ...] = ()
    """Rows of other spreadsheets that no invoice bills yet, in judging order: each keeps its place among these rows."""
    chosen: Mapping[str, Category] = field(default_factory=dict)
    """Categories that a person put into the cell, by row id."""
    arrivals: Mapping[str, int] = field(default_factory=dict)
    """The order in which rows came to us, by row id."""
    missing_partners: Mapping[str, str] = field(default_factory=dict)
    """What QuickBooks lacks, as a sentence by SOW id."""
    remarks: Mapping[str, tuple[Remark, ...]] = field(default_factory=dict)
    """What QuickBooks, or the way there, says about rows, by row id."""
    gone: Mapping[str, Billed] = field(default_factory=dict)
    """By row id: what an invoice bills and the sheet no longer holds."""
    changed_headers: Mapping[str, Saying] = field(default_factory=dict)
    """By tab: how its header differs from the one agreed at set-up, as a sentence."""
