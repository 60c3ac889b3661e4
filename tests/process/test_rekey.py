"""Keys are rotated by a second process while the bot works through a broadcast."""

from sqlalchemy import select

from bot.storage.sqlite import SqliteDatabase
from bot.storage.store import Store
from bot.storage.tables import metadata
from bot.storage.unit import Unit
from bot.storage.vault import Vault, new_key
from tests.process.bot_process import Broadcast

PEOPLE = 64


def everything_opened(unit: Unit) -> int:
    """How many sealed values there are. Raises KeyMismatchError."""
    columns = [c for table in metadata.sorted_tables for c in table.c if c.name.startswith("sealed")]
    values = [v for column in columns for v in unit.connection.execute(select(column)).scalars() if v]
    return len([unit.vault.open(value) for value in values])


async def test_a_running_bot_is_rekeyed_once_it_knows_the_new_key_and_loses_and_repeats_nothing(
    broadcast: Broadcast,
) -> None:
    await broadcast.subscribe(PEOPLE)
    old = broadcast.keys
    await broadcast.start()
    await broadcast.sandbox.until(lambda: broadcast.accepted().total() >= PEOPLE // 8, within=10)
    broadcast.keys = [new_key(), *old]
    status, written = await broadcast.command("rekey")
    assert (status, len(written.splitlines())) == (2, 1)
    assert "does not know the newest key" in written
    assert await broadcast.terminate() == 0
    assert broadcast.missing(), "there was to be something left to do"

    await broadcast.start()
    await broadcast.sandbox.until(lambda: broadcast.accepted().total() >= PEOPLE // 3, within=10)
    status, written = await broadcast.command("rekey")
    assert status == 0, written
    await broadcast.finish()
    assert broadcast.missing() == set()
    assert broadcast.sent_twice() == 0
    async with Store(SqliteDatabase(broadcast.database), Vault(broadcast.keys[:1])) as store:
        assert await store.run(everything_opened) > 2 * PEOPLE
