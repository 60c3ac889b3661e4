"""Conversations: one person with the bot, or many in a group."""

from typing import Literal

from bot.sandbox.errors import Json
from bot.sandbox.messages import Message
from bot.sandbox.person import Person

BotStatus = Literal["left", "member", "administrator", "kicked"]
INSIDE = frozenset({"member", "administrator"})


class Chat:
    """What private chats and groups have in common."""

    def __init__(self, chat_id: int) -> None:
        self.id = chat_id
        self.messages: dict[int, Message] = {}
        self.keyboard_from: int | None = None  # the message whose reply keyboard shows
        self.force_reply_to: int | None = None  # the message that asks for a reply
        self.pinned: list[int] = []
        self.action: str | None = None  # "typing" and the like, until the next message or `action_until`
        self.action_until = 0.0

    @property
    def is_private(self) -> bool:
        return isinstance(self, PrivateChat)

    def as_chat(self) -> Json:
        """The Chat object of the Bot API."""
        raise NotImplementedError

    def why_closed(self) -> str | None:
        """Why the bot may not write here, in Telegram's words; None if it may."""
        raise NotImplementedError

    def shown(self) -> list[Message]:
        """The messages that are still there, oldest first."""
        return [message for message in self.messages.values() if not message.deleted]

    def get(self, message_id: int | None) -> Message | None:
        """The message, unless it is gone."""
        message = self.messages.get(message_id) if message_id is not None else None
        return None if message is None or message.deleted else message

    def keyboard(self) -> Json | None:
        """The reply keyboard that shows below the conversation."""
        message = self.get(self.keyboard_from)
        return None if message is None else message.markup


class PrivateChat(Chat):
    """One person's conversation with the bot, as it stands."""

    def __init__(self, person: Person) -> None:
        super().__init__(person.id)
        self.person = person
        self.blocked = False
        self.read_to = 0
        self._shape = person.as_chat()

    def as_chat(self) -> Json:
        return self._shape

    def why_closed(self) -> str | None:
        return "Forbidden: bot was blocked by the user" if self.blocked else None

    def unread(self) -> int:
        """How many of the bot's messages the person has not seen."""
        count = 0
        for message in reversed(self.messages.values()):
            if message.id <= self.read_to:
                break
            count += message.by_bot and not message.deleted
        return count


class GroupChat(Chat):
    """A group: its members, and what the bot is in it."""

    def __init__(self, chat_id: int, title: str) -> None:
        super().__init__(chat_id)
        self.title = title
        self.description = ""
        self.members: dict[int, Person] = {}
        self.owner_id: int | None = None
        self.banned: set[int] = set()
        self.bot_status: BotStatus = "left"

    def as_chat(self) -> Json:
        return {"id": self.id, "title": self.title, "type": "group"}

    def why_closed(self) -> str | None:
        if self.bot_status == "kicked":
            return "Forbidden: bot was kicked from the group chat"
        return None if self.bot_status in INSIDE else "Forbidden: bot is not a member of the group chat"

    def as_shown(self) -> Json:
        """What the control interface shows."""
        return {
            "id": self.id,
            "title": self.title,
            "description": self.description,
            "members": list(self.members),
            "bot": self.bot_status,
            "pinned": self.pinned,
            "keyboard": self.keyboard(),
        }
