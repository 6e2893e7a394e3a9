"""All tables together: what has been imported here is made and carried on with the others."""

from service.adapters.store import arrivals, connection, export_tables, recollection, watch_tables
from service.adapters.store.tables import metadata

ROOMS = (arrivals, connection, export_tables, recollection, watch_tables)
"""The files that declare tables of their own."""

NEWEST = "0002"
"""The last step in migrations/versions."""

__all__ = ["NEWEST", "ROOMS", "metadata"]
