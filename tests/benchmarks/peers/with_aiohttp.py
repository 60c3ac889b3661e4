"""Bare aiohttp, without a library for bots, a pace or records: the limit of what one process can send."""

import asyncio
import json
from typing import Any

import aiohttp

from tests.benchmarks.peers.task import ANSWER, AT_ONCE, HTML, KEYBOARD, Task, read_task, send_to_all

JSON = {"Content-Type": "application/json"}


class Client:
    """The Bot API over one session."""

    def __init__(self, session: aiohttp.ClientSession, task: Task) -> None:
        self._session = session
        self._url = f"{task.url}/bot{task.token}/"

    async def call(self, method: str, **fields: Any) -> Any:
        async with self._session.post(self._url + method, data=json.dumps(fields), headers=JSON) as response:
            return (await response.json())["result"]

    async def send(self, chat: int) -> None:
        await self.call("sendMessage", chat_id=chat, text=HTML, parse_mode="HTML", reply_markup=KEYBOARD)

    async def poll(self) -> None:
        """Answer whatever comes, so many at a time."""
        offset, answers = 0, set[asyncio.Task[None]]()
        while True:
            for update in await self.call("getUpdates", offset=offset, timeout=25):
                offset = update["update_id"] + 1
                answers.add(asyncio.create_task(self._answer(update)))
            _, answers = await asyncio.wait(answers, timeout=0) if answers else (None, answers)

    async def _answer(self, update: Any) -> None:
        if "message" in update:
            await self.call("sendMessage", chat_id=update["message"]["chat"]["id"], text=ANSWER)


async def main(task: Task) -> None:
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=AT_ONCE + 1)) as session:
        client = Client(session, task)
        await asyncio.gather(client.poll(), send_to_all(client.send, task.chats))


if __name__ == "__main__":
    asyncio.run(main(read_task()))
