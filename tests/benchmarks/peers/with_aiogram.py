"""aiogram: `loop`, the broadcast that its documentation shows, one by one with a pause between two; or
`stock`, as fast as they are taken."""

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramRetryAfter
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message

from tests.benchmarks.peers.task import ANSWER, BUTTONS, HTML, Task, read_task, send_to_all

PAUSE = 0.05  # seconds, as its documentation has it
KEYBOARD = InlineKeyboardMarkup(
    inline_keyboard=[
        [InlineKeyboardButton(text=text, callback_data=data) for text, data in row] for row in BUTTONS
    ]
)


async def _answer(message: Message) -> None:
    await message.answer(ANSWER)


async def _send(bot: Bot, chat: int) -> None:
    try:
        await bot.send_message(chat, HTML, parse_mode="HTML", reply_markup=KEYBOARD)
    except TelegramRetryAfter as refusal:
        await asyncio.sleep(refusal.retry_after)
        await _send(bot, chat)


async def main(task: Task, *, one_by_one: bool) -> None:
    bot = Bot(task.token, session=AiohttpSession(api=TelegramAPIServer.from_base(task.url)))
    dispatcher = Dispatcher()
    dispatcher.message.register(_answer)
    polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False))
    if one_by_one:
        for chat in task.chats:
            await _send(bot, chat)
            await asyncio.sleep(PAUSE)
    else:
        await send_to_all(lambda chat: _send(bot, chat), task.chats)
    await polling


if __name__ == "__main__":
    asyncio.run(main(read_task(), one_by_one=sys.argv[1] == "loop"))
