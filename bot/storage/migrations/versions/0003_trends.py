"""The journal of sessions; check-ins with a rhythm of their own; since when somebody is gone."""

import sqlalchemy as sa
from alembic import op

from bot.clock import Clock

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sessions",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("profile_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("sealed_session", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["profile_id"], ["profiles.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_sessions_profile_id", "sessions", ["profile_id"], unique=False)
    op.add_column(
        "profiles", sa.Column("checkin_cadence", sa.String(length=20), nullable=False, server_default="daily")
    )
    op.add_column("profiles", sa.Column("inactive_since", sa.BigInteger(), nullable=True))
    op.create_index("ix_profiles_inactive_since", "profiles", ["inactive_since"], unique=False)
    profiles = sa.table(
        "profiles",
        *map(sa.column, ("cadence", "checkin_cadence", "status", "inactive_since", "created_at")),
    )
    op.execute(sa.update(profiles).values(checkin_cadence=profiles.c.cadence))
    # Since when they are gone was not kept, so it counts from now.
    now = int(Clock().now().timestamp())
    gone = profiles.c.status.in_(["stopped", "blocked"])
    op.execute(sa.update(profiles).where(gone).values(inactive_since=now))
    joining = profiles.c.status == "joining"
    op.execute(sa.update(profiles).where(joining).values(inactive_since=profiles.c.created_at))


def downgrade() -> None:
    op.drop_index("ix_profiles_inactive_since", table_name="profiles")
    op.drop_column("profiles", "inactive_since")
    op.drop_column("profiles", "checkin_cadence")
    op.drop_index("ix_sessions_profile_id", table_name="sessions")
    op.drop_table("sessions")
