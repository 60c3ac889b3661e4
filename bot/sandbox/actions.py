"""What people do, and the updates that come of it."""

from typing import Any

from bot.sandbox.attachments import content_of
from bot.sandbox.callbacks import CallbackQuery
from bot.sandbox.errors import ControlError, Json
from bot.sandbox.keyboards import inline_buttons, reply_buttons
from bot.sandbox.messages import Message
from bot.sandbox.people import Person, PrivateChat
from bot.sandbox.text import FormattedText, with_found_entities
from bot.sandbox.world import World

LONGEST_TEXT = 4096


class Actions:
    """Each method is one thing a person can do in a messenger."""

    def __init__(self, world: World) -> None:
        self._world = world

    def say(self, who: Person | int, text: str, reply_to: int | None = None) -> Message:
        """Write a message."""
        return self._deliver(self._open_chat(who), _text_content(text), reply_to)

    def send(self, who: Person | int, kind: str, reply_to: int | None = None, **details: Any) -> Message:
        """Send something other than text: see attachments.py for the kinds and their fields."""
        chat = self._open_chat(who)
        return self._deliver(chat, content_of(self._world, chat.person, kind, details), reply_to)

    def edit(self, who: Person | int, message_id: int, text: str) -> Message:
        """Change one's own message."""
        chat = self._open_chat(who)
        message = self._message(chat, message_id)
        if message.by_bot or message.kind != "text":
            raise ControlError(400, "People can edit only their own text messages.")
        message.content = _text_content(text)
        message.edit_date = self._world.today()
        self._world.show(chat, message)
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
    ) -> CallbackQuery:
        """Tap an inline button, found by its label or its data. With force, any data goes: an old button."""
        chat = self._world.people.chat(who) if force else self._open_chat(who)
        if not (force and data is not None):
            data = _button_data(self._message(chat, message_id), label, data)
        query = self._world.callbacks.ask(chat.person.id, message_id, data, self._world.clock.now())
        chat.read_to = max(chat.read_to, message_id)
        message = chat.get(message_id)
        body: Json = {
            "id": query.id,
            "from": chat.person.as_user(),
            "chat_instance": str(-chat.person.id),
            "data": data,
        }
        # Telegram shows the bot the message if it still can; otherwise only where it was.
        body["message"] = (
            self._world.telegram_message(message)
            if message
            else {"chat": chat.person.as_chat(), "message_id": message_id, "date": 0}
        )
        self._world.updates.add("callback_query", body)
        return query

    def press(self, who: Person | int, label: str, **details: Any) -> Message:
        """Press a button of the reply keyboard; details say which place a location button shares."""
        chat = self._open_chat(who)
        button = next((each for each in reply_buttons(chat.keyboard()) if each["text"] == label), None)
        if button is None:
            raise ControlError(404, f"There is no reply button {label!r} on the keyboard now.")
        one_time = (chat.keyboard() or {}).get("one_time_keyboard")
        if button.get("request_location"):
            content = content_of(self._world, chat.person, "location", details)
        elif button.get("request_contact"):
            content = content_of(self._world, chat.person, "contact", details)
        else:
            content = _text_content(label)
        if one_time:
            chat.keyboard_from = None
        return self._deliver(chat, content, None)

    def block(self, who: Person | int) -> None:
        """Stop the bot from writing."""
        self._change_membership(self._world.people.chat(who), blocked=True)

    def unblock(self, who: Person | int) -> None:
        """Let the bot write again."""
        self._change_membership(self._world.people.chat(who), blocked=False)

    def read(self, who: Person | int) -> None:
        """See everything that has come."""
        chat = self._world.people.chat(who)
        if chat.unread():
            chat.read_to = max(chat.messages)
            self._world.show_person(chat)

    def _open_chat(self, who: Person | int) -> PrivateChat:
        chat = self._world.people.chat(who)
        if chat.blocked:
            raise ControlError(409, f"{chat.person.name} has blocked the bot and must unblock it first.")
        return chat

    def _message(self, chat: PrivateChat, message_id: int) -> Message:
        message = chat.get(message_id)
        if message is None:
            raise ControlError(404, f"There is no message {message_id} in this chat.")
        return message

    def _deliver(self, chat: PrivateChat, content: Json, reply_to: int | None) -> Message:
        if reply_to is not None:
            self._message(chat, reply_to)
        message = self._world.post(chat, by_bot=False, content=content, reply_to=reply_to)
        self._world.updates.add("message", self._world.telegram_message(message))
        return message

    def _change_membership(self, chat: PrivateChat, *, blocked: bool) -> None:
        if chat.blocked == blocked:
            return
        chat.blocked = blocked
        user = self._world.bot.as_user()
        member: Json = {"user": user, "status": "member"}
        kicked: Json = {"user": user, "status": "kicked", "until_date": 0}
        old, new = (member, kicked) if blocked else (kicked, member)
        self._world.updates.add(
            "my_chat_member",
            {
                "chat": chat.person.as_chat(),
                "from": chat.person.as_user(),
                "date": self._world.today(),
                "old_chat_member": old,
                "new_chat_member": new,
            },
        )
        self._world.show_person(chat)


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
