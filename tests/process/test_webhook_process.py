"""Webhooks in processes of their own: killed in the middle, and several side by side."""

from collections import Counter
from dataclasses import replace

import aiohttp

from bot.sandbox import Sandbox
from bot.storage.database import database_at
from bot.storage.store import Store
from bot.storage.vault import Vault
from bot.web.webhook import SECRET_HEADER
from tests.postgres import Postgres
from tests.process.bot_process import Broadcast
from tests.process.moments import at
from tests.running_bot import free_port

SECRET = "a-secret"
NOT_YET = 503


def _webhook(port: int) -> dict[str, str]:
    return {
        "WEBHOOK_URL": f"http://127.0.0.1:{port}/hook", "WEBHOOK_SECRET": SECRET, "PORT": str(port)
    }  # fmt: skip


def _replies(sandbox: Sandbox, words: str) -> int:
    return sum(words in reply.text for reply in sandbox.replies(sandbox.people()[0]))


async def test_what_a_killed_process_had_not_finished_is_brought_again_and_answered(
    broadcast: Broadcast,
) -> None:
    """Killed while its answer was on its way, before Telegram heard that it was done."""
    broadcast.settings = _webhook(free_port())
    ana = broadcast.sandbox.people()[0]
    await broadcast.start()
    await broadcast.sandbox.next_call("setWebhook", within=20)
    broadcast.sandbox.say(ana, "/start")
    await broadcast.sandbox.next_reply(ana, within=20)
    broadcast.kill_when = at("sendMessage", 1, "accepted")
    broadcast.sandbox.say(ana, "/stop")
    await broadcast._ended()
    await broadcast.start()
    await broadcast.sandbox.until(lambda: _replies(broadcast.sandbox, "no more messages") == 2, within=20)
    assert await broadcast.terminate() == 0


async def test_of_several_side_by_side_each_answers_and_a_worker_sends(
    broadcast: Broadcast, postgres: Postgres
) -> None:
    """Two that answer and one that sends share a database, and nothing else. What one has begun the
    other goes on with; an update that is brought to both is processed by one."""
    address, ports = postgres.new_database(), [free_port(), free_port()]
    async with Store(database_at(address), Vault(broadcast.keys)):
        pass
    shared = {"DATABASE_URL": address}
    webs = []
    for name, port in zip(("one", "two"), ports, strict=True):
        (broadcast.folder / name).mkdir()
        settings = shared | _webhook(port) | {"ROLE": "web"}
        webs.append(replace(broadcast, folder=broadcast.folder / name, settings=settings, process=None))
    broadcast.settings = shared | _webhook(ports[0]) | {"ROLE": "worker", "PORT": str(free_port())}
    try:
        for process in (*webs, broadcast):
            await process.start()
        await broadcast.sandbox.until(lambda: len(broadcast.sandbox.calls("getWebhookInfo")) == 2, within=20)
        await _subscribe_by_turns(broadcast.sandbox, ports)
        ana = broadcast.sandbox.people()[0]
        # The first tip was planned by one process and is sent by another, within its rest of a second.
        await broadcast.sandbox.until(
            lambda: any("Why this one?" in reply.labels for reply in broadcast.sandbox.replies(ana)),
            within=10,
        )
        assert [await web.terminate() for web in webs] == [0, 0]
        assert await broadcast.terminate() == 0
        assert not any("kind=tip" in web.log() for web in webs)
        assert "kind=tip" in broadcast.log()
    finally:
        for web in webs:
            await web.clean_up()


async def _subscribe_by_turns(sandbox: Sandbox, ports: list[int]) -> None:
    """Each update to both processes at once, as a retry may meet the first try."""
    ana = sandbox.people()[0]
    chat = {"id": ana.id, "type": "private", "first_name": "Ana"}
    sender = {"id": ana.id, "is_bot": False, "first_name": "Ana"}
    statuses: Counter[int] = Counter()
    async with aiohttp.ClientSession() as http:

        async def bring(port: int, update: dict[str, object]) -> None:
            url, headers = f"http://127.0.0.1:{port}/hook", {SECRET_HEADER: SECRET}
            status = NOT_YET
            while status == NOT_YET:  # as Telegram does, which brings it again
                async with http.post(url, json=update, headers=headers) as answer:
                    status = answer.status
            statuses[status] += 1

        taps = ["/start", "gc|0", "cz|Europe/Berlin", "ch|tip|480", "sc"]
        for number, said in enumerate(taps):
            message = {"message_id": 100, "date": 1772434800, "chat": chat, "from": sender, "text": said}
            update: dict[str, object] = {"update_id": 10 + number}
            if said.startswith("/"):
                message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(said)}]
                update["message"] = message
            else:
                query = {"id": str(number), "from": sender, "message": message, "data": said}
                update["callback_query"] = query | {"chat_instance": "1"}
            await bring(ports[number % 2], update)
            await bring(ports[(number + 1) % 2], update)
    assert statuses == {200: 2 * len(taps)}
