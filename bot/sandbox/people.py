"""The people of the sandbox and their private chats with the bot."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.sandbox.errors import ControlError, Json
from bot.sandbox.messages import Message

FIRST_PERSON_ID = 1001


@dataclass(frozen=True)
class Person:
    """Somebody who may write to the bot; the id is also the id of the private chat."""

    id: int
    name: str
    language_code: str = "en"
    username: str | None = None

    def as_user(self) -> Json:
        """The User object of the Bot API."""
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.name}
        if self.username:
            user["username"] = self.username
        return {**user, "language_code": self.language_code}

    def as_chat(self) -> Json:
        """The Chat object of the Bot API."""
        chat: Json = {"id": self.id, "first_name": self.name, "type": "private"}
        return {**chat, "username": self.username} if self.username else chat


@dataclass
class PrivateChat:
    """One person's conversation with the bot, as it stands."""

    person: Person
    messages: dict[int, Message] = field(default_factory=dict)
    blocked: bool = False
    keyboard_from: int | None = None  # the message whose reply keyboard shows
    force_reply_to: int | None = None  # the message that asks for a reply
    read_to: int = 0
    action: str | None = None  # "typing" and the like, until the bot's next message or `action_until`
    action_until: float = 0.0

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

    def unread(self) -> int:
        """How many of the bot's messages the person has not seen."""
        newest_first = reversed(self.messages.values())
        count = 0
        for message in newest_first:
            if message.id <= self.read_to:
                break
            count += message.by_bot and not message.deleted
        return count


class People:
    """Everyone, by id."""

    def __init__(self) -> None:
        self._chats: dict[int, PrivateChat] = {}
        self._next_id = FIRST_PERSON_ID

    def add(self, name: str, language_code: str = "en", username: str | None = None) -> Person:
        """A new person with an empty chat."""
        person = Person(self._next_id, name, language_code, username)
        self._next_id += 1
        self._chats[person.id] = PrivateChat(person)
        return person

    def chat(self, who: Person | int) -> PrivateChat:
        """The chat of a person; a 404 of the control interface if there is no such person."""
        found = self.find(who if isinstance(who, int) else who.id)
        if found is None:
            raise ControlError(404, "There is no such person.")
        return found

    def find(self, person_id: int | None) -> PrivateChat | None:
        """The chat of a person, or None."""
        return self._chats.get(person_id) if person_id is not None else None

    def clear(self) -> None:
        """Forget everyone; ids are not used again."""
        self._chats.clear()

    def __iter__(self) -> Iterator[PrivateChat]:
        return iter(self._chats.values())

    def __len__(self) -> int:
        return len(self._chats)
