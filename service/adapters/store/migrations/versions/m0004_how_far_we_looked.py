"""Room for how far we have looked through what changes elsewhere."""

import sqlalchemy as sa
from alembic import op

from service.adapters.store.migrations.columns import moment, text

revision = "0004"
down_revision = "0003"

metadata = sa.MetaData()

sa.Table("watermark", metadata, text("name", 40, primary_key=True), moment("at"))


def upgrade() -> None:
    """Make the table."""
    metadata.create_all(op.get_bind(), checkfirst=True)
