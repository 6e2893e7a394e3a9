"""Room for what people decide about categories, for what reading costs, and for what webhooks say."""

import sqlalchemy as sa
from alembic import op

from service.adapters.store.migrations.columns import big, moment, number, text

revision = "0003"
down_revision = "0002"

metadata = sa.MetaData()

sa.Table("category_decision", metadata, number(), text("key", 64, index=True), text("text"), text("client"),
         text("project"), text("decided", 3), text("by", 254), moment("at"), sa.Column("proposed", sa.String(3)),
         text("stated", 30), text("version", 120))  # fmt: skip
sa.Table("reading_spending", metadata, number(), text("month", 7, index=True), text("purpose", 20), text("model", 80),
         number("requests"), number("input"), number("output"), number("cache_read"), number("cache_write"),
         text("money", 30))  # fmt: skip
sa.Table("reading_batch", metadata, text("id", 80, primary_key=True), moment("at"), text("parts"), text("people"))
sa.Table("qbo_event", metadata, text("event_sha", 64, primary_key=True), text("doc_type", 10), text("document_id", 20),
         big("heard_at"), big("looked_at", known=False))  # fmt: skip


def upgrade() -> None:
    """Make what is missing."""
    metadata.create_all(op.get_bind(), checkfirst=True)
