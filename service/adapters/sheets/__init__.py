"""Google Sheets: one read, one atomic write, and nothing written where nothing changed."""

from service.adapters.sheets.client import SheetClient
from service.adapters.sheets.spreadsheet import GoogleSheet

__all__ = ["GoogleSheet", "SheetClient"]
