"""Our own record, in a database: what was approved, claimed and exported."""

# Whoever opens the database makes every table, so every table has to be in the catalogue by then.
import service.adapters.store.connection  # noqa: F401 - adds its tables to the catalogue
