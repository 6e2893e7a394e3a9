"""Draft invoices: what is due, their lines, what changes their sums, and how they are handed over."""
