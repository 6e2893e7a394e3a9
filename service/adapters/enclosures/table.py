"""A timesheet as CSV that spreadsheet programs open as text and never as a formula."""

import csv
import io
from collections.abc import Iterator

from service.adapters.workbooks.formulas import harmless
from service.domain.invoicing.enclosure import Enclosed, Worked
from service.domain.money import exact
from service.words import heads


def table(enclosed: Enclosed) -> bytes:
    """The rows under a header, in UTF-8 with the mark by which Excel knows it."""
    text = io.StringIO()
    writer = csv.writer(text)
    day, person, *others = heads("timesheet.heads")
    writer.writerow([day, *([person] if enclosed.names_people else []), *others])
    writer.writerows(list(_cells(row, enclosed)) for row in enclosed.rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _cells(row: Worked, enclosed: Enclosed) -> Iterator[str]:
    yield row.day.isoformat()
    if enclosed.names_people:
        yield harmless(row.person)
    yield harmless(row.project)
    yield harmless(row.description)
    yield exact(row.hours)
