"""Workbook files: read like a sheet, and written to another file."""
