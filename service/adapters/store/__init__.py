"""Our own record, in a database: what was approved, claimed and exported."""
