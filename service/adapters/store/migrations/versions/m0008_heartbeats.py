"""Room for the processes that carry work, and for when each was last heard of."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

metadata = sa.MetaData()

sa.Table("executor_heartbeat", metadata, sa.Column("id", sa.String(120), primary_key=True),
         sa.Column("at", sa.BigInteger, nullable=False))  # fmt: skip


def upgrade() -> None:
    """Make the table."""
    metadata.create_all(op.get_bind(), checkfirst=True)
