"""The real parts, assembled, with a worker whose steps the tests call themselves."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.app import Parts, assemble
from bot.clock import Clock
from bot.domain import timing
from bot.domain.profile import Consent, Profile, Status
from bot.sandbox import Call, Person, Sandbox
from bot.settings import read_settings
from bot.storage import people
from bot.storage.vault import new_key

START = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)  # half an hour before everyone's tip


@dataclass
class Desk:
    """One process's parts, the server and the clock they share."""

    parts: Parts
    sandbox: Sandbox
    clock: Clock

    async def subscriber(self, **changes: object) -> Person:
        """Somebody whose tip is due at 08:00 and whose check-in at 19:00, UTC."""
        person = self.sandbox.add_person("Somebody")
        now = self.clock.now()
        profile = Profile(
            person.id,
            created_at=now,
            status=Status.ACTIVE,
            consent=Consent(given=True, version=1, at=now),
            zone="UTC",
            tip_time=time(8),
            started_on=now.date(),
        )
        ready = timing.rescheduled(replace(profile, **changes), now)  # type: ignore[arg-type]
        await self.parts.services.store.run(lambda unit: people.add_profile(unit, ready))
        return person

    async def profile(self, person: Person) -> Profile:
        found = await self.parts.services.store.run(lambda unit: people.load_profile(unit, person.id))
        assert found is not None
        return found

    async def works_until_idle(self) -> None:
        """As the loop would, without resting."""
        while await self.parts.worker.step():
            continue

    async def at(self, wait: timedelta) -> None:
        """Let time pass, then work."""
        self.clock.move_on(wait)
        await self.works_until_idle()

    def accepted(self, person: Person) -> list[Call]:
        """The messages the server took for somebody."""
        return [
            call for call in self.sandbox.calls("sendMessage") if call.accepted and call.chat_id == person.id
        ]


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    clock = Clock(source=lambda: START)
    async with Sandbox() as sandbox:
        settings = read_settings(
            _env_file=None,
            telegram_bot_token=sandbox.token,
            telegram_api_url=sandbox.url,
            data_dir=tmp_path,
            data_keys=new_key(),
        )
        async with assemble(settings, clock) as parts:
            await parts.application.initialize()
            yield Desk(parts, sandbox, clock)
            await parts.application.shutdown()
