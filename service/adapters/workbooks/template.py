"""An empty timesheet for agencies that start afresh: the schema's headers, with the agency's names to choose from."""

from collections.abc import Iterable, Mapping
from datetime import date

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from service.adapters.tabs.columns import Column, declared
from service.domain.terms.agency import Agency
from service.words import say

WIDTHS: Mapping[str, int] = {"date": 12, "person": 20, "client": 24, "project": 24, "description": 56, "hours": 9}
"""The columns that a team needs, in the order in which people fill them, with their widths in characters."""

FORMATS: Mapping[str, str] = {"date": "yyyy-mm-dd", "hours": "0.00"}
ROWS = 1000
LONGEST = 255
"""Characters that a list of choices may have in a workbook."""

EARLIEST = date(2000, 1, 1)
HEAD = PatternFill("solid", start_color="E8EEF7")


def template(agency: Agency) -> Workbook:
    """A workbook with one tab, ready for hours and for a month after the other."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = say("template.tab")
    columns = {column.key: column for column in declared()}
    choices = choices_of(agency)
    for place, key in enumerate(WIDTHS, 1):
        dress(sheet, place, columns[key], choices.get(key, ()))
    sheet.freeze_panes = "A2"
    return book


def choices_of(agency: Agency) -> dict[str, list[str]]:
    """The names that go into columns."""
    return {
        "person": [person.name for person in agency.people],
        "client": [client.name for client in agency.clients],
        "project": list(dict.fromkeys(project.name for project in agency.projects())),
    }


def dress(sheet: Worksheet, place: int, column: Column, choices: Iterable[str]) -> None:
    """A header with what it means, the look of the cells below it, and what may be chosen there."""
    letter = get_column_letter(place)
    head = sheet.cell(1, place, column.header)
    head.font, head.fill = Font(bold=True), HEAD
    head.comment = Comment(f"{column.meaning[:1].upper()}{column.meaning[1:]}.", "Tickmark", height=60, width=240)
    sheet.column_dimensions[letter].width = WIDTHS[column.key]
    if form := FORMATS.get(column.key):
        for row in range(2, ROWS + 1):
            sheet.cell(row, place).number_format = form
    if rule := rule_of(column.key, list(choices)):
        rule.add(f"{letter}2:{letter}{ROWS}")
        sheet.add_data_validation(rule)


def rule_of(key: str, choices: list[str]) -> DataValidation | None:
    """What a column takes. Names are offered and not demanded: whoever is new is typed in, and Tickmark asks."""
    if key == "date":
        first = (EARLIEST - date(1899, 12, 30)).days
        rule = DataValidation(type="date", operator="greaterThan", formula1=str(first), allow_blank=True)
        rule.error = say("template.date")
        return rule
    if key == "hours":
        rule = DataValidation(type="decimal", operator="between", formula1="0", formula2="24", allow_blank=True)
        rule.error = say("template.hours")
        return rule
    text = ",".join(choices)
    if not choices or len(text) > LONGEST or any("," in name or '"' in name for name in choices):
        return None
    return DataValidation(type="list", formula1=f'"{text}"', allow_blank=True, errorStyle="warning")
