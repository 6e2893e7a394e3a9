"""All tables together: what has been imported here is made and carried on with the others.

A new table, or a new column, is declared in its file and made by a new step in migrations/versions.
"""

from service.adapters.store import (
    arrivals,
    connection,
    decisions,
    enclosures,
    export_tables,
    heartbeats,
    mails,
    members,
    oversight,
    questions,
    reading,
    recollection,
    waiting,
    watch_tables,
)
from service.adapters.store.tables import metadata

ROOMS = (
    arrivals, connection, decisions, enclosures, export_tables, heartbeats, mails, members, oversight, questions,
    reading, recollection, waiting, watch_tables,
)  # fmt: skip
"""The files that declare tables of their own."""

NEWEST = "0018"
"""The last step in migrations/versions."""

__all__ = ["NEWEST", "ROOMS", "metadata"]
