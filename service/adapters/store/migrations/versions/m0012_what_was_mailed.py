"""Room for what people were told by mail."""

import sqlalchemy as sa
from alembic import op

from service.adapters.store.migrations.columns import moment

revision = "0012"
down_revision = "0011"

metadata = sa.MetaData()

sa.Table("mail_sent", metadata, sa.Column("name", sa.String(40), primary_key=True), moment("begun_at"),
         moment("sent_at", known=False))  # fmt: skip
sa.Table("limit_told", metadata, sa.Column("limit", sa.String(400), primary_key=True),
         sa.Column("step", sa.Integer, primary_key=True), moment("at"))  # fmt: skip


def upgrade() -> None:
    """Make the tables."""
    metadata.create_all(op.get_bind(), checkfirst=True)
