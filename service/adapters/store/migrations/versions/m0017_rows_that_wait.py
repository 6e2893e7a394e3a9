"""Room for open rows of each spreadsheet, so that they count in every other one."""

import sqlalchemy as sa
from alembic import op

from service.adapters.store.migrations.columns import text

revision = "0017"
down_revision = "0016"

metadata = sa.MetaData()

sa.Table("row_waiting", metadata, text("book", 400, primary_key=True), text("row_id", 40, primary_key=True),
         text("client", 80, index=True), text("work_day", 10, index=True), text("facts"))  # fmt: skip


def upgrade() -> None:
    """Make the table."""
    metadata.create_all(op.get_bind(), checkfirst=True)
