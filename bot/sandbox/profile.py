"""What the bot says of itself: name, descriptions, commands, webhook."""

import re
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.errors import Json, bad_request
from bot.sandbox.parameters import as_integer

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LONGEST_COMMAND_DESCRIPTION = 256
MOST_COMMANDS = 100
SCOPES = frozenset(
    {
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
    }
)

CommandsKey = tuple[str, int | None, str]  # scope, chat of the scope, language


@dataclass
class BotProfile:
    """The bot's account."""

    token: str
    username: str
    name: str
    description: str = ""
    short_description: str = ""
    webhook: Json = field(default_factory=dict)
    commands: dict[CommandsKey, list[Json]] = field(default_factory=dict)

    @property
    def id(self) -> int:
        """The digits before the colon of the token."""
        return as_integer(self.token.partition(":")[0]) or 1

    def as_user(self) -> Json:
        """The User object that messages carry."""
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}

    def as_me(self) -> Json:
        """The User object of getMe."""
        return {
            **self.as_user(),
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }

    def commands_for(self, person_id: int, language: str) -> list[Json]:
        """The menu one person sees: the narrowest scope wins, and in it the person's own language."""
        for scope, chat in (("chat", person_id), ("all_private_chats", None), ("default", None)):
            for key in ((scope, chat, language), (scope, chat, "")):
                if self.commands.get(key):
                    return self.commands[key]
        return []


def commands_key(scope: Any, language: str) -> CommandsKey:
    """Where a list of commands belongs."""
    if scope is None:
        scope = {"type": "default"}
    kind = scope.get("type") if isinstance(scope, dict) else None
    if not isinstance(kind, str) or kind not in SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    return kind, as_integer(scope.get("chat_id")), language


def checked_commands(commands: Any) -> list[Json]:
    """A list of commands, or Telegram's complaint about it."""
    if not isinstance(commands, list):
        raise bad_request("can't parse commands JSON array")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return [_checked(command) for command in commands]


def _checked(command: Any) -> Json:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    word, description = command.get("command"), command.get("description")
    word = word.removeprefix("/") if isinstance(word, str) else ""
    if not COMMAND.fullmatch(word):
        raise bad_request("BOT_COMMAND_INVALID")
    if not isinstance(description, str) or not 1 <= len(description.strip()) <= LONGEST_COMMAND_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": word, "description": description.strip()}
