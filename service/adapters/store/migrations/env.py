"""What Alembic runs to carry a database on; the connection comes from whoever asks."""

from alembic import context

from service.adapters.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
