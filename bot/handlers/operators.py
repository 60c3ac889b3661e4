"""Who is an operator. For everybody else their commands do not exist, and their buttons are old ones."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.handlers import free_text
from bot.handlers.context import Context, Services
from bot.handlers.turns import PRIVATE
from bot.views import callbacks

C = TypeVar("C", bound=callbacks.Callback)


def is_operator(update: Update, services: Services) -> bool:
    return update.effective_user is not None and update.effective_user.id in services.operators


def operators_command(
    name: str, handle: Callable[[Update, Context], Awaitable[None]]
) -> CommandHandler[Context, None]:
    async def guarded(update: Update, context: Context) -> None:
        if is_operator(update, context.services):
            await handle(update, context)
        else:
            await free_text.other_message(update, context)

    return CommandHandler(name, guarded, filters=PRIVATE)


def operators_tap(
    kind: type[C], handle: Callable[[Update, Context, C], Awaitable[None]]
) -> CallbackQueryHandler[Context, None]:
    async def guarded(update: Update, context: Context) -> None:
        tap = callbacks.of_query(update.callback_query)
        if isinstance(tap, kind) and is_operator(update, context.services):
            await handle(update, context, tap)
        else:
            await free_text.old_button(update, context)

    return CallbackQueryHandler(guarded, pattern=callbacks.means(kind))
