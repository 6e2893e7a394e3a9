"""Room for what each review found, in figures."""

import sqlalchemy as sa
from alembic import op

from service.adapters.store.migrations.columns import moment, number, text

revision = "0010"
down_revision = "0009"

metadata = sa.MetaData()

sa.Table("review_summary", metadata, number(), text("sheet", 120, index=True), moment("at"), text("facts"))


def upgrade() -> None:
    """Make the table."""
    metadata.create_all(op.get_bind(), checkfirst=True)
