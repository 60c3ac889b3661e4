"""python-telegram-bot: `stock`, on the client that it comes with, or `limited`, with its AIORateLimiter."""

import asyncio
import sys
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import AIORateLimiter, Application, ContextTypes, MessageHandler, filters

from tests.benchmarks.peers.task import ANSWER, BUTTONS, HTML, Task, read_task, send_to_all

KEYBOARD = InlineKeyboardMarkup(
    [[InlineKeyboardButton(text, callback_data=data) for text, data in row] for row in BUTTONS]
)
RETRIES = 5


async def _answer(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    if update.effective_message:
        await update.effective_message.reply_text(ANSWER)


def _application(task: Task, *, limited: bool) -> Any:
    builder: Any = Application.builder().token(task.token).base_url(f"{task.url}/bot")
    if limited:
        builder = builder.rate_limiter(AIORateLimiter(max_retries=RETRIES))
    application = builder.concurrent_updates(True).build()
    application.add_handler(MessageHandler(filters.TEXT, _answer))
    return application


async def main(task: Task, *, limited: bool) -> None:
    application = _application(task, limited=limited)

    def send(chat: int) -> Any:
        return application.bot.send_message(chat, HTML, parse_mode="HTML", reply_markup=KEYBOARD)

    async with application:
        await application.start()
        await application.updater.start_polling()
        if limited:  # its own queue decides what goes when
            await asyncio.gather(*(send(chat) for chat in task.chats))
        else:
            await send_to_all(send, task.chats)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(read_task(), limited=sys.argv[1] == "limited"))
