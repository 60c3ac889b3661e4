"""The tables. Instants are UTC seconds; a column named `sealed…` is encrypted JSON.

The migrations create them; a test compares the two.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    literal_column,
    or_,
)

from bot.domain.delivery import IN_FLIGHT, DeliveryState
from bot.domain.profile import Kind

metadata = MetaData()

# SQLite only fills in a row's own id for a plain INTEGER PRIMARY KEY.
_Id = BigInteger().with_variant(Integer, "sqlite")

profiles = Table(
    "profiles",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),  # Telegram's id of the chat
    Column("created_at", BigInteger, nullable=False),
    Column("status", String(16), nullable=False),
    Column("consent_given", Integer),
    Column("consent_version", Integer),
    Column("consent_at", BigInteger),
    Column("zone", String(64)),
    Column("tip_minute", Integer),  # of the local day
    Column("checkin_minute", Integer, nullable=False),
    Column("cadence", String(20), nullable=False),
    Column("started_on", String(10)),
    Column("paused_until", BigInteger),
    Column("missed_checkins", Integer, nullable=False),
    Column("next_tip_at", BigInteger),
    Column("next_checkin_at", BigInteger),
    Column("source", String(64)),
    Column("sealed_health", LargeBinary, nullable=False),  # checklist, conditions, advice given
    Column("sealed_taste", LargeBinary, nullable=False),  # tips seen, liked, disliked, topics muted
    Column("quiet_until", BigInteger),  # after an alarm; says neither which nor why
    Column("country", String(16)),
    Column("checkin_cadence", String(20), nullable=False, server_default="daily"),
    Column("inactive_since", BigInteger),
    # Nothing is due for an inactive person: their due times are NULL.
    Index("ix_profiles_next_tip_at", "next_tip_at"),
    Index("ix_profiles_next_checkin_at", "next_checkin_at"),
    Index("ix_profiles_inactive_since", "inactive_since"),
    Index("ix_profiles_status", "status", "created_at"),
)


def _profile_id(*, primary_key: bool = False) -> Column[int]:
    owner = ForeignKey("profiles.id", ondelete="CASCADE")
    return Column(
        "profile_id", BigInteger, owner, primary_key=primary_key, nullable=False, autoincrement=False
    )


dialogues = Table(
    "dialogues",
    metadata,
    _profile_id(primary_key=True),
    Column("version", Integer, nullable=False),
    Column("asked_at", BigInteger, nullable=False),
    Column("sealed_state", LargeBinary, nullable=False),
)

checkins = Table(
    "checkins",
    metadata,
    _profile_id(primary_key=True),
    Column("day", String(10), primary_key=True),  # local date
    Column("answered_at", BigInteger, nullable=False),
    Column("sealed_answer", LargeBinary, nullable=False),  # scores, note and tags
    Index("ix_checkins_answered_at", "answered_at"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    _profile_id(),
    Column("sealed_session", LargeBinary, nullable=False),  # day, technique, pain before and after
    Index("ix_sessions_profile_id", "profile_id"),
)

feedback = Table(
    "feedback",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    _profile_id(),
    Column("written_at", BigInteger, nullable=False),
    Column("sealed_text", LargeBinary, nullable=False),
    Column("answer", String(16)),  # which of the operator's sentences, and when; NULL: waits for one
    Column("answered_at", BigInteger),
    Index("ix_feedback_profile_id", "profile_id"),
)

assessments = Table(
    "assessments",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    _profile_id(),
    Column("sealed_assessment", LargeBinary, nullable=False),  # level, signs, time, source, answer
    Index("ix_assessments_profile_id", "profile_id"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    _profile_id(),
    Column("kind", String(16), nullable=False),
    Column("slot", String(40), nullable=False),
    Column("slot_at", BigInteger, nullable=False),
    Column("due_at", BigInteger, nullable=False),
    Column("state", String(10), nullable=False),
    Column("unsure_sends", Integer, nullable=False),
    Column("message_id", BigInteger),
    Column("error_id", String(16)),
    Column("settled_at", BigInteger),
    Column("sealed_choice", LargeBinary),  # the tip and the reason for it; what a reminder is about
    UniqueConstraint("profile_id", "kind", "slot", name="uq_deliveries_slot"),
    Index("ix_deliveries_settled_at", "settled_at"),
)
# The few rows of a state have an index of their own: one over all would keep an entry of every state that
# a row ever was in, until PostgreSQL clears up. Databases use it for a condition that reads the same.
IS_PENDING = deliveries.c.state == literal_column(f"'{DeliveryState.PENDING}'")
IS_IN_FLIGHT = or_(*(deliveries.c.state == literal_column(f"'{state}'") for state in sorted(IN_FLIGHT)))
Index(
    "ix_deliveries_pending",
    deliveries.c.due_at,
    deliveries.c.id,
    sqlite_where=IS_PENDING,
    postgresql_where=IS_PENDING,
)
Index("ix_deliveries_in_flight", deliveries.c.id, sqlite_where=IS_IN_FLIGHT, postgresql_where=IS_IN_FLIGHT)

IS_BROADCAST = deliveries.c.kind == literal_column(f"'{Kind.BROADCAST}'")
Index(
    "ix_deliveries_broadcast",
    deliveries.c.slot,
    deliveries.c.state,
    sqlite_where=IS_BROADCAST,
    postgresql_where=IS_BROADCAST,
)

# Messages of operators to many. Who gets one is a delivery of its own, with the broadcast's id in its slot.
broadcasts = Table(
    "broadcasts",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("operator_id", BigInteger, nullable=False),  # Telegram's id of the chat
    Column("begun_at", BigInteger, nullable=False),
    Column("state", String(10), nullable=False),
    Column("zone", String(64)),  # to whom: NULL is everyone
    Column("cadence", String(20)),
    Column("sealed_text", LargeBinary),
    Column("message_id", BigInteger),  # where the operator sees how far it is
    Column("people", Integer),  # how many were meant to get it
    Column("planned_up_to", BigInteger),  # the last profile that was looked at
)

# Updates that a webhook has brought and that were processed: Telegram may bring one again.
handled_updates = Table(
    "handled_updates",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("handled_at", BigInteger, nullable=False),
)

# What operators may count, without a person. Sealed, or in a small bot a level would tell of one.
tallies = Table(
    "tallies",
    metadata,
    Column("day", String(10), primary_key=True),  # in UTC
    Column("sealed_counts", LargeBinary, nullable=False),
)

# What the database says of itself: `sealed` under "key-check" tells whether DATA_KEYS fit. While some rows
# are sealed with an older key, there is one such row for each key.
facts = Table(
    "facts",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)
