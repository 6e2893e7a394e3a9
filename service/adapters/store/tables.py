"""The tables of our own record. Every table file beside this one adds its tables to `metadata`."""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, MetaData, String, Table, Text, text

from service.adapters.store.moment import Moment

metadata = MetaData()

approval = Table(
    "approval",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("row_id", String(40), nullable=False, index=True),
    Column("kind", String(12), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("who", String(254), nullable=False),
    Column("how", String(8), nullable=False),
    Column("why", Text, nullable=False),
    Column("terms", String(60), nullable=False),
    Column("at", Moment, nullable=False),
)
"""Append only: the newest word on a row counts."""

left_out = Table(
    "left_out",
    metadata,
    Column("approval_id", ForeignKey("approval.id"), primary_key=True),
    Column("why", Text, nullable=False),
    Column("at", Moment, nullable=False),
)
"""Why no invoice came of a yes, the last time one was asked for."""

category_shown = Table(
    "category_shown",
    metadata,
    Column("row_id", String(40), primary_key=True),
    Column("category", String(40), nullable=False),
    Column("chosen", Boolean, nullable=False),
)
"""The category last seen in a row, and whether a person chose it."""

description = Table(
    "description",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("facts", Text, nullable=False),
    Column("model", String(80), nullable=False),
)
"""What texts were found to say, so that none is asked about twice."""

run_log = Table(
    "run_log",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("book", String(400), nullable=False, index=True, server_default=text("''")),
    Column("sheet", String(120), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("who", String(254), nullable=False),
    Column("what", String(40), nullable=False),
    Column("result", Text, nullable=False),
)

review_summary = Table(
    "review_summary",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("book", String(400), nullable=False, index=True, server_default=text("''")),
    Column("sheet", String(120), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("facts", Text, nullable=False),
)
"""Append only: what each review found, in figures, beside its line in the run log. A title may change, so the
spreadsheet's id says whose it is, and `sheet` what it was called then."""

sheet = Table(
    "sheet",
    metadata,
    Column("spreadsheet_id", String(120), primary_key=True),
    Column("registered_by", String(254), nullable=False),
    Column("at", Moment, nullable=False),
)

sheet_lease = Table(
    "sheet_lease",
    metadata,
    Column("sheet", String(400), primary_key=True),
    Column("lease", String(40), nullable=False),
    Column("lease_until", Moment),
)
"""One writer a spreadsheet at a time."""
