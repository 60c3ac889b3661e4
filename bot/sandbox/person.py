"""Somebody who may talk to the bot."""

from dataclasses import dataclass

from bot.sandbox.errors import Json


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
