"""Words to the operators that none of them asked for."""

from collections.abc import Collection
from typing import Any

from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.alerts import Alert
from bot.log import get_logger
from bot.views import operator
from bot.views.screen import Screen


async def tell_operators(bot: ExtBot[Any], operators: Collection[int], screen: Screen) -> None:
    for person in operators:
        try:
            await bot.send_message(person, screen.text)
        except TelegramError as error:
            get_logger().warning("an operator cannot be reached", error=type(error).__name__)


async def tell_of_error(bot: ExtBot[Any], operators: Collection[int], alert: Alert) -> None:
    await tell_operators(bot, operators, operator.alert(alert.error, alert.count, alert.last_id))
