"""A broadcast of an operator's, across kill -9 and a new start: nobody misses it, and only what was on its
way may come twice.
"""

from bot.delivery.worker import in_flight
from bot.sandbox import Person
from bot.storage.sqlite import SqliteDatabase
from bot.storage.store import Store
from bot.storage.tables import profiles
from bot.storage.unit import Unit
from bot.storage.vault import Vault
from tests.process.bot_process import Broadcast

PEOPLE, RATE = 150, 30
WORDS = "We are closed on Monday."


async def _nobody_is_due(broadcast: Broadcast) -> None:
    def put_off(unit: Unit) -> None:
        unit.connection.execute(profiles.update().values(next_tip_at=None))

    async with Store(SqliteDatabase(broadcast.database), Vault(broadcast.keys)) as store:
        await store.run(put_off)


def _got(broadcast: Broadcast) -> dict[int, int]:
    """How often the words were taken for each person."""
    counts: dict[int, int] = {}
    for call in broadcast.sandbox.calls("sendMessage"):
        if call.accepted and call.parameters.get("text") == WORDS and call.chat_id:
            counts[call.chat_id] = counts.get(call.chat_id, 0) + 1
    return counts


async def _taps(broadcast: Broadcast, operator: Person, label: str) -> None:
    def shown() -> bool:
        return any(label in name for name in broadcast.sandbox.replies(operator)[-1].labels)

    await broadcast.sandbox.until(shown, within=20)
    message = broadcast.sandbox.replies(operator)[-1]
    name = next(name for name in message.labels if label in name)
    broadcast.sandbox.tap(operator, message, name)


async def test_across_a_kill_every_subscriber_gets_it_and_the_tally_says_so(broadcast: Broadcast) -> None:
    operator = broadcast.sandbox.people()[0]
    broadcast.settings = {"ADMIN_IDS": str(operator.id), "SEND_RATE": str(RATE)}
    await broadcast.subscribe(PEOPLE)
    await _nobody_is_due(broadcast)
    await broadcast.start()
    broadcast.sandbox.say(operator, "/broadcast")
    await broadcast.sandbox.until(lambda: bool(broadcast.sandbox.replies(operator)), within=20)
    broadcast.sandbox.say(operator, WORDS)
    await _taps(broadcast, operator, f"Send to {PEOPLE} people")
    await _taps(broadcast, operator, f"Yes, send to {PEOPLE} people")
    await broadcast.sandbox.until(lambda: len(_got(broadcast)) >= PEOPLE // 3, within=20)
    broadcast._kill()
    await broadcast._ended()
    at_the_kill = len(_got(broadcast))
    await broadcast.start()
    told = lambda: any("Sent: " in reply.text for reply in broadcast.sandbox.replies(operator))  # noqa: E731
    await broadcast.sandbox.until(told, within=30)
    tally = next(reply.text for reply in broadcast.sandbox.replies(operator) if "Sent: " in reply.text)
    counts = _got(broadcast)
    subscribers = {person.id for person in broadcast.sandbox.people()} - {operator.id}
    assert subscribers <= set(counts)
    twice = sum(count - 1 for person, count in counts.items() if person != operator.id)
    assert twice <= in_flight(RATE)
    assert f"Sent: {PEOPLE} of {PEOPLE}" in tally
    assert f"Arrived: {PEOPLE}" in tally
    broadcast.tell_figures(at_the_kill=at_the_kill, twice_of_broadcast=twice)
    assert await broadcast.terminate() == 0
