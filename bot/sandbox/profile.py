"""What the bot says of itself: name, descriptions, commands, webhook."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.errors import BotApiError, Json, bad_request
from bot.sandbox.parameters import as_integer
from bot.sandbox.webhook import Webhook

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
        "chat_member",
    }
)

CommandsKey = tuple[str, int | None, int | None, str]  # scope, its chat, its person, language


@dataclass
class BotProfile:
    """The bot's account."""

    token: str
    username: str
    name: str
    names: dict[str, str] = field(default_factory=dict)  # for other languages
    descriptions: dict[str, str] = field(default_factory=dict)  # by language; "" for all others
    short_descriptions: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[int | None, Json] = field(default_factory=dict)  # by chat; None for all others
    default_rights: dict[bool, Json] = field(default_factory=dict)  # by whether they are for channels
    reads_all_group_messages: bool = False  # privacy mode is on, as with every new bot of Telegram's
    webhook: Webhook | None = None
    commands: dict[CommandsKey, list[Json]] = field(default_factory=dict)

    @property
    def description(self) -> str:
        """What an empty chat shows, for languages without one of their own."""
        return self.descriptions.get("", "")

    @property
    def short_description(self) -> str:
        """What the profile shows, for languages without one of their own."""
        return self.short_descriptions.get("", "")

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
            "can_read_all_group_messages": self.reads_all_group_messages,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }

    def commands_for(self, person_id: int, language: str) -> list[Json]:
        """The menu one person sees in the private chat: the narrowest scope wins."""
        scopes = (("chat", person_id, None), ("all_private_chats", None, None), ("default", None, None))
        return self._first_commands(scopes, language)

    def group_commands_for(
        self, group_id: int, person_id: int, language: str, *, administrator: bool
    ) -> list[Json]:
        """The menu one person sees in a group."""
        scopes: list[tuple[str, int | None, int | None]] = [("chat_member", group_id, person_id)]
        scopes += [("chat_administrators", group_id, None)] if administrator else []
        scopes += [("chat", group_id, None)]
        scopes += [("all_chat_administrators", None, None)] if administrator else []
        scopes += [("all_group_chats", None, None), ("default", None, None)]
        return self._first_commands(scopes, language)

    def _first_commands(
        self, scopes: Sequence[tuple[str, int | None, int | None]], language: str
    ) -> list[Json]:
        """Within a scope the person's own language comes first."""
        for scope in scopes:
            for each in (language, ""):
                found = self.commands.get((*scope, each))
                if found:
                    return found
        return []


def commands_key(scope: Any, language: str) -> CommandsKey:
    """Where a list of commands belongs."""
    if scope is None:
        return "default", None, None, language
    if not isinstance(scope, dict):
        raise _unreadable_scope("BotCommandScope must be an Object")
    kind = scope.get("type")
    if not isinstance(kind, str):
        raise _unreadable_scope('Can\'t find field "type"')
    if kind not in SCOPES:
        raise _unreadable_scope("Unsupported type specified")
    if not kind.startswith("chat"):
        return kind, None, None, language
    if not scope.get("chat_id"):
        raise _unreadable_scope('Can\'t find field "chat_id"')
    if kind != "chat_member":
        return kind, as_integer(scope["chat_id"]), None, language
    user_id = as_integer(scope.get("user_id"))
    if user_id is None or user_id <= 0:
        raise _unreadable_scope("Invalid user_id specified")
    return kind, as_integer(scope["chat_id"]), user_id, language


def _unreadable_scope(complaint: str) -> BotApiError:
    return bad_request(f"can't parse BotCommandScope: {complaint}")


def checked_commands(commands: Any) -> list[Json]:
    """A list of commands, or Telegram's complaint about it."""
    if commands is None:
        return []
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return [_checked(command) for command in commands]


def _checked(command: Any) -> Json:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    for name in ("command", "description"):
        if command.get(name) is None:
            raise bad_request(f"can't parse BotCommand: Can't find field \"{name}\"")
    word, description = command.get("command"), command.get("description")
    word = word.removeprefix("/") if isinstance(word, str) else ""
    if not COMMAND.fullmatch(word):
        raise bad_request("BOT_COMMAND_INVALID")
    if not isinstance(description, str) or not 1 <= len(description.strip()) <= LONGEST_COMMAND_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": word, "description": description.strip()}
