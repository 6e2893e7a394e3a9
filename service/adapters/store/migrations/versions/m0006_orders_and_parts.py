"""Room for the purchase order that an invoice names, and for which of several invoices of a period it is."""

import sqlalchemy as sa
from alembic import op

from service.adapters.store.migrations.columns import text

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make what is missing; an earlier invoice names no order."""
    for name in ("part", "order_number"):
        op.add_column("invoice_intent", text(name, 80, server_default=sa.text("''")))
