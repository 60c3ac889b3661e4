"""A profile to and from the row it is kept in."""

from datetime import date
from typing import Any

from sqlalchemy import Row

from bot.domain.profile import Cadence, Consent, Given, Profile, Status
from bot.domain.taste import Taste
from bot.storage import codec
from bot.storage.vault import Json, Vault


def to_row(profile: Profile, before: Profile | None, vault: Vault) -> dict[str, Any]:
    """All columns but the id; a sealed one is None where it is as it was `before`."""
    consent = profile.consent
    return {
        "created_at": codec.to_seconds(profile.created_at),
        "status": profile.status.value,
        "consent_given": None if consent is None else int(consent.given),
        "consent_version": None if consent is None else consent.version,
        "consent_at": None if consent is None else codec.to_seconds(consent.at),
        "zone": profile.zone,
        "tip_minute": codec.to_minute(profile.tip_time),
        "checkin_minute": codec.to_minute(profile.checkin_time),
        "cadence": profile.cadence.value,
        "started_on": None if profile.started_on is None else profile.started_on.isoformat(),
        "paused_until": codec.to_seconds(profile.paused_until),
        "missed_checkins": profile.missed_checkins,
        "next_tip_at": codec.to_seconds(profile.next_tip_at),
        "next_checkin_at": codec.to_seconds(profile.next_checkin_at),
        "source": profile.source,
        "quiet_until": codec.to_seconds(profile.quiet_until),
        "country": profile.country,
        "checkin_cadence": profile.checkin_cadence.value,
        "inactive_since": codec.to_seconds(profile.inactive_since),
        "sealed_health": _changed(vault, _health(profile), _health(before) if before else None),
        "sealed_taste": _changed(vault, _taste(profile), _taste(before) if before else None),
    }


def _changed(vault: Vault, value: Json, before: Json | None) -> bytes | None:
    """The value sealed, or None where it is as it was."""
    return None if value == before else vault.seal(value)


def _health(profile: Profile) -> Json:
    conditions = profile.conditions
    reviews = None if conditions is None else {key: day.isoformat() for key, day in conditions.items()}
    advised = {rule: [given.on.isoformat(), given.day.isoformat()] for rule, given in profile.advised.items()}
    summarised_on = profile.summarised_on and profile.summarised_on.isoformat()
    return {
        "answered": profile.checklist_answered,
        "conditions": reviews,
        "advised": advised,
        "summarised": summarised_on,
    }


def _taste(profile: Profile) -> Json:
    taste = profile.taste
    return {
        "seen": taste.seen,
        "liked": sorted(taste.liked),
        "disliked": sorted(taste.disliked),
        "muted": sorted(taste.muted_topics),
        "chosen": sorted(taste.chosen_topics),
        "saved": taste.saved,
        "by_wish": taste.by_wish,
    }


def from_row(row: Row[Any], vault: Vault) -> Profile:
    health, taste = vault.open(row.sealed_health), vault.open(row.sealed_taste)
    conditions = health["conditions"]
    created_at, checkin_time = codec.to_instant(row.created_at), codec.to_time(row.checkin_minute)
    consent_at = codec.to_instant(row.consent_at)
    assert created_at is not None  # noqa: S101  the column cannot be NULL
    assert checkin_time is not None  # noqa: S101
    return Profile(
        id=row.id,
        created_at=created_at,
        status=Status(row.status),
        consent=Consent(bool(row.consent_given), row.consent_version, consent_at) if consent_at else None,
        zone=row.zone,
        tip_time=codec.to_time(row.tip_minute),
        checkin_time=checkin_time,
        cadence=Cadence(row.cadence),
        checkin_cadence=Cadence(row.checkin_cadence),
        checklist_answered=health["answered"],
        conditions=None if conditions is None else {c: date.fromisoformat(d) for c, d in conditions.items()},
        taste=Taste(
            seen=tuple(taste["seen"]),
            liked=frozenset(taste["liked"]),
            disliked=frozenset(taste["disliked"]),
            muted_topics=frozenset(taste["muted"]),
            chosen_topics=frozenset(taste.get("chosen", ())),  # newer than the first databases
            saved=tuple(taste.get("saved", ())),
            by_wish=taste.get("by_wish", False),
        ),
        advised={
            rule: Given(*map(date.fromisoformat, days)) for rule, days in health.get("advised", {}).items()
        },
        summarised_on=codec.to_day(health.get("summarised")),  # newer than the first databases, as advised
        inactive_since=codec.to_instant(row.inactive_since),
        started_on=codec.to_day(row.started_on),
        paused_until=codec.to_instant(row.paused_until),
        missed_checkins=row.missed_checkins,
        next_tip_at=codec.to_instant(row.next_tip_at),
        next_checkin_at=codec.to_instant(row.next_checkin_at),
        source=row.source,
        quiet_until=codec.to_instant(row.quiet_until),
        country=row.country,
    )
