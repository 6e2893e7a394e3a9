"""A tab of a workbook read as a timesheet: its header, its columns, its rows, or why it is none."""
