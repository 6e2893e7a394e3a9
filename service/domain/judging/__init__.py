"""What rules say about a row, where the row stands between logged and billed, and who was asked about it."""
