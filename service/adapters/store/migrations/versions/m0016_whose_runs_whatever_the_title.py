"""Room for the spreadsheet's id beside its title in what was run and found: titles change."""

import sqlalchemy as sa
from alembic import op

from service.adapters.store.migrations.columns import text

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Make the columns; the first run under a title gives its lines their id."""
    for table in ("run_log", "review_summary"):
        op.add_column(table, text("book", 400, server_default=sa.text("''")))
        op.create_index(f"ix_{table}_book", table, ["book"])
