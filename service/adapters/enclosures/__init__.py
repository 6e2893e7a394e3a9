"""The timesheet of an invoice as files: a table for programs, a page for people."""

import re

from service.adapters.enclosures.page import page
from service.adapters.enclosures.table import table
from service.domain.invoicing.enclosure import Enclosed, Paper
from service.domain.invoicing.invoice import DraftInvoice

UNSAFE = re.compile(r"[^A-Za-z0-9.]+")


def papers(draft: DraftInvoice) -> tuple[Paper, ...]:
    """The files that go with a draft; none where no row stands behind it."""
    if not draft.appendix:
        return ()
    rows = Enclosed(draft.sow, draft.client, draft.customer, draft.period_text, draft.appendix)
    parts = (draft.client, draft.sow, draft.part, draft.period_text)
    name = "-".join(clean for part in parts if (clean := UNSAFE.sub("-", part).strip("-.")))
    return (
        Paper(f"{name}.csv", "text/csv", table(rows), draft.appendix_promised),
        Paper(f"{name}.pdf", "application/pdf", page(rows), draft.appendix_promised),
    )


__all__ = ["papers"]
