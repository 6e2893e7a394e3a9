"""Room for why no invoice came of an approval."""

import sqlalchemy as sa
from alembic import op

from service.adapters.store.migrations.columns import moment, text

revision = "0011"
down_revision = "0010"

metadata = sa.MetaData()

sa.Table("approval", metadata, sa.Column("id", sa.Integer, primary_key=True))
sa.Table("left_out", metadata, sa.Column("approval_id", sa.ForeignKey("approval.id"), primary_key=True), text("why"),
         moment("at"))  # fmt: skip


def upgrade() -> None:
    """Make the table."""
    metadata.create_all(op.get_bind(), checkfirst=True)
