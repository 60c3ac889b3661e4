"""Deliveries that are pending, and those in flight, have an index of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_NEW = {
    "ix_deliveries_pending": (["due_at", "id"], "state = 'pending'"),
    "ix_deliveries_in_flight": (["id"], "state = 'claimed' OR state = 'sending'"),
}


def upgrade() -> None:
    for name, (columns, condition) in _NEW.items():
        where = sa.text(condition)
        op.create_index(name, "deliveries", columns, sqlite_where=where, postgresql_where=where)
    op.drop_index("ix_deliveries_state_due_at", table_name="deliveries")


def downgrade() -> None:
    op.create_index("ix_deliveries_state_due_at", "deliveries", ["state", "due_at"], unique=False)
    for name in _NEW:
        op.drop_index(name, table_name="deliveries")
