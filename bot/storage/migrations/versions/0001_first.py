"""The first tables: profiles, dialogues, check-ins, feedback, deliveries."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "facts",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "profiles",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("consent_given", sa.Integer(), nullable=True),
        sa.Column("consent_version", sa.Integer(), nullable=True),
        sa.Column("consent_at", sa.BigInteger(), nullable=True),
        sa.Column("zone", sa.String(length=64), nullable=True),
        sa.Column("tip_minute", sa.Integer(), nullable=True),
        sa.Column("checkin_minute", sa.Integer(), nullable=False),
        sa.Column("cadence", sa.String(length=20), nullable=False),
        sa.Column("started_on", sa.String(length=10), nullable=True),
        sa.Column("paused_until", sa.BigInteger(), nullable=True),
        sa.Column("missed_checkins", sa.Integer(), nullable=False),
        sa.Column("next_tip_at", sa.BigInteger(), nullable=True),
        sa.Column("next_checkin_at", sa.BigInteger(), nullable=True),
        sa.Column("source", sa.String(length=64), nullable=True),
        sa.Column("sealed_health", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_taste", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_profiles_next_checkin_at", "profiles", ["next_checkin_at"], unique=False)
    op.create_index("ix_profiles_next_tip_at", "profiles", ["next_tip_at"], unique=False)
    op.create_table(
        "checkins",
        sa.Column("profile_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=False),
        sa.Column("sealed_answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["profile_id"], ["profiles.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("profile_id", "day"),
    )
    op.create_table(
        "deliveries",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("profile_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("slot", sa.String(length=40), nullable=False),
        sa.Column("slot_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("unsure_sends", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("error_id", sa.String(length=16), nullable=True),
        sa.Column("settled_at", sa.BigInteger(), nullable=True),
        sa.Column("sealed_choice", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["profile_id"], ["profiles.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("profile_id", "kind", "slot", name="uq_deliveries_slot"),
    )
    op.create_index("ix_deliveries_settled_at", "deliveries", ["settled_at"], unique=False)
    op.create_index("ix_deliveries_state_due_at", "deliveries", ["state", "due_at"], unique=False)
    op.create_table(
        "dialogues",
        sa.Column("profile_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("sealed_state", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["profile_id"], ["profiles.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("profile_id"),
    )
    op.create_table(
        "feedback",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("profile_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("written_at", sa.BigInteger(), nullable=False),
        sa.Column("sealed_text", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["profile_id"], ["profiles.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_feedback_profile_id", "feedback", ["profile_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_feedback_profile_id", table_name="feedback")
    op.drop_table("feedback")
    op.drop_table("dialogues")
    op.drop_index("ix_deliveries_state_due_at", table_name="deliveries")
    op.drop_index("ix_deliveries_settled_at", table_name="deliveries")
    op.drop_table("deliveries")
    op.drop_table("checkins")
    op.drop_index("ix_profiles_next_tip_at", table_name="profiles")
    op.drop_index("ix_profiles_next_checkin_at", table_name="profiles")
    op.drop_table("profiles")
    op.drop_table("facts")
