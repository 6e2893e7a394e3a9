"""A timesheet as PDF. The texts go to the page as data, so nothing that somebody typed can become markup."""

import json
from pathlib import Path

from service.domain.invoicing.enclosure import Enclosed
from service.domain.money import exact
from service.words import heads, say

FORM = Path(__file__).with_name("page.typ")
EPOCH = 0
"""The file says nothing of when it was made, so that the same rows give the same bytes."""


def page(enclosed: Enclosed) -> bytes:
    """The page, with the fonts that come with the program: Latin, Greek and Cyrillic letters."""
    import typst

    told = {
        "customer": enclosed.customer,
        "sow": enclosed.sow,
        "period": enclosed.period,
        "people": enclosed.names_people,
        "rows": [
            [row.day.isoformat(), row.person, row.project, row.description, exact(row.hours)] for row in enclosed.rows
        ],
        "hours": exact(enclosed.hours),
        "title": say("timesheet.title", period=enclosed.period),
        "name": say("timesheet.name", sow=enclosed.sow, period=enclosed.period),
        "heads": heads("timesheet.heads"),
        "total": say("timesheet.total"),
        "language": say.language.partition("-")[0],
    }
    compiler = typst.Compiler(FORM.read_bytes(), ignore_system_fonts=True, sys_inputs={"told": json.dumps(told)})
    made = compiler.compile(format="pdf", timestamp=EPOCH)
    assert isinstance(made, bytes)
    return made
