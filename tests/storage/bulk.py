"""A database with many rows in every table, made in a moment: by statements, not through the domain."""

from typing import Any

from sqlalchemy import Connection, Table, insert

from bot.storage.tables import (
    assessments,
    broadcasts,
    checkins,
    deliveries,
    dialogues,
    facts,
    feedback,
    handled_updates,
    profiles,
    sessions,
    tallies,
)

SEALED = bytes(range(256))
NOW = 1_772_434_800


def fill(connection: Connection, people: int) -> None:
    """So many people, each with a row or two in every table that has people."""
    ids = range(1, people + 1)
    connection.execute(insert(profiles), [_profile(number) for number in ids])
    of_people: dict[Table, dict[str, Any]] = {
        dialogues: {"version": 1, "asked_at": NOW, "sealed_state": SEALED},
        sessions: {"sealed_session": SEALED},
        feedback: {"written_at": NOW, "sealed_text": SEALED, "answer": None, "answered_at": None},
        assessments: {"sealed_assessment": SEALED},
    }
    for table, values in of_people.items():
        connection.execute(insert(table), [{"profile_id": number, **values} for number in ids])
    for day in ("2026-03-01", "2026-03-02"):
        connection.execute(
            insert(checkins),
            [
                {
                    "profile_id": n,
                    "day": day,
                    "answered_at": NOW + n,
                    "sealed_answer": SEALED + str(n).encode(),
                }
                for n in ids
            ],
        )
        connection.execute(insert(deliveries), [_delivery(number, day) for number in ids])
    connection.execute(insert(tallies), [{"day": "2026-03-02", "sealed_counts": SEALED}])
    connection.execute(insert(facts), [{"name": "key-check", "sealed": SEALED}])
    connection.execute(insert(handled_updates), [{"update_id": n, "handled_at": NOW} for n in range(100)])
    connection.execute(insert(broadcasts), [{"operator_id": 7, "begun_at": NOW, "state": "done"}])


def _profile(number: int) -> dict[str, object]:
    return {
        "id": number, "created_at": NOW - number, "status": "active", "zone": "Europe/Berlin",
        "tip_minute": 480, "checkin_minute": 1140, "cadence": "daily", "checkin_cadence": "daily",
        "missed_checkins": number % 3, "next_tip_at": NOW + number, "source": f"s-ü-{number}",
        "sealed_health": SEALED, "sealed_taste": SEALED,
    }  # fmt: skip


def _delivery(number: int, day: str) -> dict[str, object]:
    return {
        "profile_id": number, "kind": "tip", "slot": day, "slot_at": NOW, "due_at": NOW, "state": "sent",
        "unsure_sends": 0, "message_id": 2**40 + number, "settled_at": NOW, "sealed_choice": None,
    }  # fmt: skip
