"""A Bot API server on this computer, with people to talk to the bot and a page to be one of them.

It knows nothing of the bot and imports none of it: any Telegram bot can be pointed at it.
"""

from bot.sandbox.callbacks import CallbackAnswer, CallbackQuery
from bot.sandbox.calls import Call, OnCall, Stage
from bot.sandbox.chats import GroupChat
from bot.sandbox.clock import OffsetClock, SharedClock
from bot.sandbox.errors import BotApiError, ControlError
from bot.sandbox.faults import Action, Fault
from bot.sandbox.messages import Message
from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.world import World

__all__ = [
    "Action",
    "BotApiError",
    "Call",
    "CallbackAnswer",
    "CallbackQuery",
    "ControlError",
    "Fault",
    "GroupChat",
    "Message",
    "OffsetClock",
    "OnCall",
    "Person",
    "Sandbox",
    "SharedClock",
    "Stage",
    "World",
]
