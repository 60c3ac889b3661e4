"""What operators do: broadcasts, answers to feedback, counts; and which updates a webhook has brought."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_IS_BROADCAST = sa.text("kind = 'broadcast'")


def upgrade() -> None:
    op.create_table(
        "handled_updates",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("handled_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("update_id"),
    )
    op.create_table(
        "broadcasts",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("operator_id", sa.BigInteger(), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=True),
        sa.Column("cadence", sa.String(length=20), nullable=True),
        sa.Column("sealed_text", sa.LargeBinary(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("planned_up_to", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_deliveries_broadcast",
        "deliveries",
        ["slot", "state"],
        sqlite_where=_IS_BROADCAST,
        postgresql_where=_IS_BROADCAST,
    )
    op.create_index("ix_profiles_status", "profiles", ["status", "created_at"], unique=False)
    op.create_index("ix_checkins_answered_at", "checkins", ["answered_at"], unique=False)
    op.add_column("feedback", sa.Column("answer", sa.String(length=16), nullable=True))
    op.add_column("feedback", sa.Column("answered_at", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("feedback", "answered_at")
    op.drop_column("feedback", "answer")
    op.drop_index("ix_checkins_answered_at", table_name="checkins")
    op.drop_index("ix_profiles_status", table_name="profiles")
    op.drop_index("ix_deliveries_broadcast", table_name="deliveries")
    op.drop_table("broadcasts")
    op.drop_table("handled_updates")
