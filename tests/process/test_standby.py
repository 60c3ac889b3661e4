"""Two bots with one token on one PostgreSQL: one sends, and when it is killed the other goes on."""

from dataclasses import replace

from bot.delivery.worker import in_flight
from bot.storage.database import database_at
from bot.storage.store import Store
from bot.storage.vault import Vault
from tests.postgres import Postgres
from tests.process.bot_process import Broadcast
from tests.process.moments import at

PEOPLE, RATE = 200, 30
GOES_ON_WITHIN = 5.0  # seconds


async def test_when_the_sender_is_killed_the_one_that_stood_by_goes_on_and_nothing_is_lost(
    broadcast: Broadcast, postgres: Postgres
) -> None:
    address = postgres.new_database()
    broadcast.settings = {"DATABASE_URL": address, "SEND_RATE": str(RATE)}
    await broadcast.subscribe(PEOPLE, database_at(address))
    await broadcast.start()
    await broadcast.sandbox.until(lambda: bool(broadcast.accepted()), within=20)
    (broadcast.folder / "standby").mkdir()
    standby = replace(broadcast, folder=broadcast.folder / "standby", process=None)
    await standby.start()
    try:
        broadcast.kill_when = at("sendMessage", PEOPLE // 2, "accepted")
        await broadcast._ended()
        [killed_at] = broadcast.killed_at
        everyone = len(broadcast.sandbox.people()) - 1
        await broadcast.sandbox.until(lambda: len(broadcast.accepted()) == everyone, within=30)
        first = next(c.real_time for c in broadcast.sandbox.calls("sendMessage") if c.real_time > killed_at)
        assert first - killed_at <= GOES_ON_WITHIN
        assert broadcast.sent_twice() <= in_flight(RATE)
        assert await standby.terminate() == 0
        async with Store(database_at(address), Vault(broadcast.keys)):
            pass  # nobody holds it any more
    finally:
        await standby.clean_up()
