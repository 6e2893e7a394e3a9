"""The tab that an import keeps: in a Google spreadsheet, or in a workbook file."""

from service.adapters.logbook.spreadsheet import SheetLogbook
from service.adapters.logbook.workbook import FileLogbook

__all__ = ["FileLogbook", "SheetLogbook"]
