"""Room for questions that somebody was asked about a row."""

import sqlalchemy as sa
from alembic import op

from service.adapters.store.migrations.columns import moment, text

revision = "0014"
down_revision = "0013"

metadata = sa.MetaData()

sa.Table(
    "question_asked",
    metadata,
    text("row_id", 40, primary_key=True),
    text("code", 10, primary_key=True),
    text("fingerprint", 64),
    text("whom", 200),
    text("who", 254),
    moment("at"),
)


def upgrade() -> None:
    """Make the table."""
    metadata.create_all(op.get_bind(), checkfirst=True)
