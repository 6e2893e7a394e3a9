"""The outside world, one thing a file: sheets, files, SOWs, Claude, QuickBooks, the ledger."""
