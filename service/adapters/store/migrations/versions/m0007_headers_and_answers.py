"""Room for the headers that were agreed, and for what people answered to findings."""

import sqlalchemy as sa
from alembic import op

from service.adapters.store.migrations.columns import moment, number, text

revision = "0007"
down_revision = "0006"

metadata = sa.MetaData()

sa.Table(
    "header_agreed",
    metadata,
    text("book", 400, primary_key=True),
    text("tab", 200, primary_key=True),
    text("key", 40, primary_key=True),
    text("header"),
)

sa.Table(
    "answer_given",
    metadata,
    number(),
    text("row_id", 40, index=True),
    text("check", 60),
    text("reason"),
    text("who", 254),
    moment("at"),
)


def upgrade() -> None:
    """Make the tables."""
    metadata.create_all(op.get_bind(), checkfirst=True)
