"""Local stand-ins for Google Sheets, QuickBooks and Claude, in one process on loopback."""
