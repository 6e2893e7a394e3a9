"""Room for the timesheets that are to hang on invoices."""

import sqlalchemy as sa
from alembic import op

from service.adapters.store.migrations.columns import number, text, yes_or_no

revision = "0005"
down_revision = "0004"

metadata = sa.MetaData()

sa.Table("enclosure", metadata, number(), text("marker", 40), text("name", 200), text("content_type", 40),
         sa.Column("content", sa.LargeBinary, nullable=False), yes_or_no("travels"), text("attached_as", 40),
         text("trouble"), sa.UniqueConstraint("marker", "name", name="one_paper_a_name"))  # fmt: skip


def upgrade() -> None:
    """Make the table."""
    metadata.create_all(op.get_bind(), checkfirst=True)
