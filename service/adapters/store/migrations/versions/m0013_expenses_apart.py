"""Room in a claim for what of its money is an expense, and of which kind: limits count it apart from hours."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Make what is missing; of earlier claims nobody knows."""
    op.add_column("billing_claim", sa.Column("expense_minor", sa.BigInteger))
    op.add_column("billing_claim", sa.Column("expense_kind", sa.String(80)))
