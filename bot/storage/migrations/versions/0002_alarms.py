"""What follows an alarm: quiet, records, tallies; and the country whose numbers are named."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("profiles", sa.Column("quiet_until", sa.BigInteger(), nullable=True))
    op.add_column("profiles", sa.Column("country", sa.String(length=16), nullable=True))
    op.create_table(
        "assessments",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("profile_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("sealed_assessment", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["profile_id"], ["profiles.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_assessments_profile_id", "assessments", ["profile_id"], unique=False)
    op.create_table(
        "tallies",
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("sealed_counts", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("day"),
    )


def downgrade() -> None:
    op.drop_table("tallies")
    op.drop_index("ix_assessments_profile_id", table_name="assessments")
    op.drop_table("assessments")
    op.drop_column("profiles", "country")
    op.drop_column("profiles", "quiet_until")
