"""Room in a claim for whose work it was and what it took of limits, so that it counts where its row is not at hand."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

TEXTS = {
    "work_day": 10,
    "person": 80,
    "role": 80,
    "project": 80,
    "line": 80,
    "category": 12,
    "started": 12,
    "ended": 12,
}
FIGURES = ("worked_e7", "rounded_e7", "free_e7", "drawn_e7", "carried_e7")


def upgrade() -> None:
    """Make what is missing; of earlier claims nobody knows."""
    for name, length in TEXTS.items():
        op.add_column("billing_claim", sa.Column(name, sa.String(length)))
    for name in FIGURES:
        op.add_column("billing_claim", sa.Column(name, sa.BigInteger))
