"""Nobody reads a list of ids that were made: what a row said is remembered under its id in another place."""

from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Take the table away."""
    op.drop_table("id_minted")
