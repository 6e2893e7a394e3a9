"""Room for people by spreadsheet; whoever set one up before is let in as before."""

import sqlalchemy as sa
from alembic import op

from service.adapters.store.migrations.columns import moment, text

revision = "0015"
down_revision = "0014"

metadata = sa.MetaData()

member = sa.Table(
    "sheet_member", metadata, text("spreadsheet_id", 120, primary_key=True), text("who", 254, primary_key=True),
    moment("at"),
)  # fmt: skip
sa.Table(
    "sheet_challenge", metadata, text("mark", 64, primary_key=True), text("spreadsheet_id", 120), text("who", 254),
    moment("at"),
)  # fmt: skip
sheet = sa.Table(
    "sheet", sa.MetaData(), text("spreadsheet_id", 120, primary_key=True), text("registered_by", 254), moment("at")
)


def upgrade() -> None:
    """Make the tables, and carry over who set which sheet up."""
    metadata.create_all(op.get_bind(), checkfirst=True)
    if sa.inspect(op.get_bind()).has_table(sheet.name):
        before = sa.select(sheet.c.spreadsheet_id, sheet.c.registered_by, sheet.c.at)
        op.execute(sa.insert(member).from_select(["spreadsheet_id", "who", "at"], before))
