"""A timesheet as CSV that spreadsheet programs open as text and never as a formula."""

import csv
import io
import unicodedata
from collections.abc import Iterator

from service.domain.enclosure import Enclosed, Worked
from service.domain.money import exact

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|")


def table(enclosed: Enclosed) -> bytes:
    """The rows under a header, in UTF-8 with the mark by which Excel knows it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([*(["Date", "Person"] if enclosed.names_people else ["Date"]), "Project", "Description", "Hours"])
    writer.writerows(list(_cells(row, enclosed)) for row in enclosed.rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _cells(row: Worked, enclosed: Enclosed) -> Iterator[str]:
    yield row.day.isoformat()
    if enclosed.names_people:
        yield harmless(row.person)
    yield harmless(row.project)
    yield harmless(row.description)
    yield exact(row.hours)


def harmless(text: str) -> str:
    """The text, with a quote before it where a program would take it for a formula; wide forms count as well."""
    seen = unicodedata.normalize("NFKC", text).lstrip(" \u200b\ufeff")
    return f"'{text}" if seen.startswith(BEGINS_A_FORMULA) or text.startswith(BEGINS_A_FORMULA) else text
