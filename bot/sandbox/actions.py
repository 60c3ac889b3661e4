"""What people do, and the updates that come of it."""

import re
from typing import Any

from bot.sandbox.attachments import content_of
from bot.sandbox.callbacks import CallbackQuery
from bot.sandbox.chats import Chat, GroupChat, PrivateChat
from bot.sandbox.errors import ControlError, Json
from bot.sandbox.hearing import hears
from bot.sandbox.keyboards import inline_buttons, reply_buttons
from bot.sandbox.messages import Message
from bot.sandbox.person import Person
from bot.sandbox.reactions import emoji_reaction
from bot.sandbox.text import FormattedText, with_found_entities
from bot.sandbox.world import World

LONGEST_TEXT = 4096
PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")

Place = GroupChat | int | None  # a group, or None for the private chat


class Actions:
    """Each method is one thing a person can do in a messenger."""

    def __init__(self, world: World) -> None:
        self._world = world

    def say(self, who: Person | int, text: str, reply_to: int | None = None, group: Place = None) -> Message:
        """Write a message."""
        person, chat = self._open_chat(who, group)
        return self._deliver(person, chat, _text_content(text), reply_to)

    def start(self, who: Person | int, payload: str = "") -> Message:
        """Follow a link t.me/bot?start=payload and tap Start."""
        if payload and not PAYLOAD.fullmatch(payload):
            raise ControlError(400, "A link carries at most 64 of A-Z, a-z, 0-9, _ and -.")
        return self.say(who, f"/start {payload}".strip())

    def send(
        self, who: Person | int, kind: str, reply_to: int | None = None, group: Place = None, **details: Any
    ) -> Message:
        """Send something other than text: see attachments.py for the kinds and their fields."""
        person, chat = self._open_chat(who, group)
        return self._deliver(person, chat, content_of(self._world, person, kind, details), reply_to)

    def edit(self, who: Person | int, message_id: int, text: str, group: Place = None) -> Message:
        """Change one's own message."""
        person, chat = self._open_chat(who, group)
        message = self._message(chat, message_id)
        if message.sender != person or message.kind != "text":
            raise ControlError(400, "People can edit only their own text messages.")
        message.content = _text_content(text)
        message.edit_date = self._world.today()
        self._world.show(chat, message)
        if hears(self._world, chat, message):
            self._world.updates.add("edited_message", self._world.telegram_message(message))
        return message

    def tap(
        self,
        who: Person | int,
        message_id: int,
        *,
        label: str | None = None,
        data: str | None = None,
        force: bool = False,
        group: Place = None,
    ) -> CallbackQuery:
        """Tap an inline button, found by its label or its data. With force, any data goes: an old button."""
        person, chat = self._place(who, group) if force else self._open_chat(who, group)
        if not (force and data is not None):
            data = _button_data(self._message(chat, message_id), label, data)
        query = self._world.callbacks.ask(person.id, message_id, data, self._world.clock.now())
        if isinstance(chat, PrivateChat):
            chat.read_to = max(chat.read_to, message_id)
        message = chat.get(message_id)
        body: Json = {
            "id": query.id,
            "from": person.as_user(),
            "chat_instance": str(-chat.id),
            "data": data,
        }
        # Telegram shows the bot the message if it still can; otherwise only where it was.
        body["message"] = (
            self._world.telegram_message(message)
            if message
            else {"chat": chat.as_chat(), "message_id": message_id, "date": 0}
        )
        self._world.updates.add("callback_query", body)
        return query

    def press(self, who: Person | int, label: str, group: Place = None, **details: Any) -> Message:
        """Press a button of the reply keyboard; details say which place a location button shares."""
        person, chat = self._open_chat(who, group)
        button = next((each for each in reply_buttons(chat.keyboard()) if each["text"] == label), None)
        if button is None:
            raise ControlError(404, f"There is no reply button {label!r} on the keyboard now.")
        one_time = (chat.keyboard() or {}).get("one_time_keyboard")
        if button.get("request_location"):
            content = content_of(self._world, person, "location", details)
        elif button.get("request_contact"):
            content = content_of(self._world, person, "contact", details)
        else:
            content = _text_content(label)
        if one_time:
            chat.keyboard_from = None
        return self._deliver(person, chat, content, None)

    def react(self, who: Person | int, message_id: int, emoji: str | None, group: Place = None) -> Message:
        """Put an emoji under a message in place of one's earlier one, or take it back with None."""
        person, chat = self._open_chat(who, group)
        message = self._message(chat, message_id)
        old = message.reactions.get(person.id, [])
        new = [] if emoji is None else [emoji_reaction(emoji)]
        if old == new:
            return message
        message.reactions[person.id] = new
        self._world.show(chat, message)
        if chat.is_private or (isinstance(chat, GroupChat) and chat.bot_status == "administrator"):
            body: Json = {"chat": chat.as_chat(), "message_id": message_id, "user": person.as_user()}
            body |= {"date": self._world.today(), "old_reaction": old, "new_reaction": new}
            self._world.updates.add("message_reaction", body)
        return message

    def read(self, who: Person | int) -> None:
        """See everything that has come."""
        chat = self._world.people.chat(who)
        if chat.unread():
            chat.read_to = max(chat.messages)
            self._world.show_person(chat)

    def _place(self, who: Person | int, group: Place) -> tuple[Person, Chat]:
        private = self._world.people.chat(who)
        if group is None:
            return private.person, private
        chat = self._world.groups.chat(group)
        if private.id not in chat.members:
            raise ControlError(409, f"{private.person.name} is not in the group {chat.title!r}.")
        return private.person, chat

    def _open_chat(self, who: Person | int, group: Place) -> tuple[Person, Chat]:
        person, chat = self._place(who, group)
        if isinstance(chat, PrivateChat) and chat.blocked:
            raise ControlError(409, f"{person.name} has blocked the bot and must unblock it first.")
        return person, chat

    def _message(self, chat: Chat, message_id: int) -> Message:
        message = chat.get(message_id)
        if message is None:
            raise ControlError(404, f"There is no message {message_id} in this chat.")
        return message

    def _deliver(self, person: Person, chat: Chat, content: Json, reply_to: int | None) -> Message:
        if reply_to is not None:
            self._message(chat, reply_to)
        message = self._world.post(chat, sender=person, content=content, reply_to=reply_to)
        if hears(self._world, chat, message):
            self._world.updates.add("message", self._world.telegram_message(message))
        return message


def _text_content(text: str) -> Json:
    text = text.strip()
    if not text:
        raise ControlError(400, "A message needs some text.")
    if len(text) > LONGEST_TEXT:
        raise ControlError(400, f"A message has at most {LONGEST_TEXT} characters.")
    found = with_found_entities(FormattedText(text, []))
    return {"text": text, "entities": found.entities} if found.entities else {"text": text}


def _button_data(message: Message, label: str | None, data: str | None) -> str:
    if (label is None) == (data is None):
        raise ControlError(400, "Say which button: by its label or by its data, and not by both.")
    for button in inline_buttons(message.markup):
        if button["text"] == label or (data is not None and button.get("callback_data") == data):
            if "callback_data" in button:
                found: str = button["callback_data"]
                return found
            raise ControlError(
                400, f"The button {button['text']!r} opens something and sends nothing to the bot."
            )
    wanted = f"labelled {label!r}" if label is not None else f"with the data {data!r}"
    there = ", ".join(repr(each) for each in message.labels) or "none at all"
    raise ControlError(404, f"Message {message.id} has no button {wanted}; it has {there}.")
