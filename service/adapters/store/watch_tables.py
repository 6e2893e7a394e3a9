"""The tables with which we watch over sheets, requests and ourselves."""

from sqlalchemy import Column, Integer, LargeBinary, String, Table, Text, UniqueConstraint

from service.adapters.store.moment import Moment
from service.adapters.store.tables import metadata

row_sighting = Table(
    "row_sighting",
    metadata,
    Column("sheet", String(400), primary_key=True),
    Column("tab", String(200), primary_key=True),
    Column("row_id", String(40), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("first_seen", Moment, nullable=False),
    Column("last_seen", Moment, nullable=False),
    Column("missing_since", Moment),
)
"""Row ids by tab, with what the row said; `last_seen` moves when the row changes or is missed."""

projection = Table(
    "projection",
    metadata,
    Column("sheet", String(400), primary_key=True),
    Column("row_id", String(120), primary_key=True),
    Column("want_version", Integer, nullable=False),
    Column("shown_version", Integer, nullable=False),
)
"""The outbox to the sheets: what the ledger says of a row has a version, and the sheet shows one."""

sheet_write = Table(
    "sheet_write",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sheet", String(400), nullable=False, index=True),
    Column("what", String(40), nullable=False),
    Column("sent_at", Moment, nullable=False),
    Column("before_json", Text, nullable=False),
    Column("outcome", String(12), nullable=False),
    Column("verify_at", Moment),
)
"""Each write to a sheet with our whole block as it stood before, by Row ID."""

idempotency_key = Table(
    "idempotency_key",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("caller", String(254), nullable=False),
    Column("key", String(120), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("status", Integer, nullable=False),
    Column("response", LargeBinary, nullable=False),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("caller", "key", name="one_key_a_caller"),
)
"""Requests by the caller's own key, with the answer that each got; status 0 is one that still runs."""

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("actor", String(254), nullable=False),
    Column("what", Text, nullable=False),
    Column("before_sha", String(64), nullable=False),
    Column("after_sha", String(64), nullable=False),
    Column("prev_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)
"""What was done to exports and claims, each line holding the hash of the one before it."""

audit_head = Table(
    "audit_head",
    metadata,
    Column("one", Integer, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
)
"""The end of the chain: one row, which is locked while a line is added."""

watermark = Table(
    "watermark",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("at", Moment, nullable=False),
)
"""How far we have looked, by what was looked at."""
