"""What a peer is told, and what it says."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any

HTML = (
    "<b>Break up sitting</b>\n\nSet a quiet reminder for every half hour. When it rings, stand up, walk to "
    "the window and back, and roll your shoulders three times. It is not the position that tires a back, but "
    "staying in it.\n\n<i>Stop if it hurts more than before, and choose something gentler.</i>"
)
BUTTONS = [[("Helpful", "1:up"), ("Not for me", "1:down")], [("Another tip", "1:more")]]
KEYBOARD: dict[str, Any] = {
    "inline_keyboard": [[{"text": text, "callback_data": data} for text, data in row] for row in BUTTONS]
}
ANSWER = "I send one tip a day. /tip shows another one."
AT_ONCE = 50  # requests on their way


@dataclass(frozen=True)
class Task:
    """Where the Bot API is, and who is to get the text."""

    url: str
    token: str
    chats: list[int]


def read_task() -> Task:
    """From the standard input, as JSON."""
    return Task(**json.load(sys.stdin))


async def send_to_all(send: Callable[[int], Awaitable[object]], chats: Iterable[int]) -> None:
    """As fast as they are taken, so many at a time."""
    waiting = iter(chats)

    async def keep_sending() -> None:
        for chat in waiting:
            await send(chat)

    await asyncio.gather(*(keep_sending() for _ in range(AT_ONCE)))
