"""Everything the sandbox knows; the Bot API and the people both act on this."""

from collections.abc import Sequence

from bot.sandbox.callbacks import CallbackQueries, CallbackQuery
from bot.sandbox.calls import CallLog
from bot.sandbox.clock import SharedClock
from bot.sandbox.errors import Json
from bot.sandbox.faults import Faults
from bot.sandbox.feed import Feed
from bot.sandbox.files import FileStore
from bot.sandbox.messages import Message
from bot.sandbox.people import People, Person, PrivateChat
from bot.sandbox.profile import BotProfile
from bot.sandbox.updates import UpdateQueue


class World:
    """One bot, its people, and what was said."""

    def __init__(self, bot: BotProfile, clock: SharedClock, first_people: Sequence[str] = ()) -> None:
        self.bot = bot
        self.clock = clock
        self.people = People()
        self.updates = UpdateQueue()
        self.callbacks = CallbackQueries()
        self.files = FileStore()
        self.calls = CallLog()
        self.faults = Faults()
        self.feed = Feed()
        self._first_people = tuple(first_people)
        self._next_message_id = 1
        self._settle()

    def today(self) -> int:
        """The shared time in whole seconds, as messages carry it."""
        return int(self.clock.now())

    def add_person(self, name: str, language_code: str = "en", username: str | None = None) -> Person:
        """Somebody new."""
        person = self.people.add(name, language_code, username)
        self.show_person(self.people.chat(person))
        return person

    def post(
        self,
        chat: PrivateChat,
        *,
        by_bot: bool,
        content: Json,
        markup: Json | None = None,
        reply_to: int | None = None,
    ) -> Message:
        """Put a new message into a chat."""
        message = Message(
            self._next_message_id, chat.person.id, by_bot, self.today(), content, markup, reply_to
        )
        self._next_message_id += 1
        chat.messages[message.id] = message
        if by_bot:
            chat.action = None
            _follow_markup(chat, message)
        else:
            chat.read_to = message.id
            chat.force_reply_to = None
        self.show(chat, message)
        return message

    def show(self, chat: PrivateChat, message: Message) -> None:
        """Tell watchers that a message is new or has changed."""
        message.seq = self.feed.publish(
            "message", lambda: {"person": self.summary(chat), "message": message.as_shown()}
        )

    def remove(self, chat: PrivateChat, message: Message) -> None:
        """Take a message away for both sides."""
        message.deleted = True
        self.show(chat, message)

    def show_person(self, chat: PrivateChat) -> None:
        """Tell watchers that something about a person or chat has changed."""
        self.feed.publish("person", lambda: {"person": self.summary(chat)})

    def show_callback(self, query: CallbackQuery) -> None:
        """Tell watchers that the bot has answered a tap."""
        self.feed.publish("callback", lambda: {"person_id": query.person_id, **query.as_json()})

    def summary(self, chat: PrivateChat) -> Json:
        """A person and the state of the chat, as the page lists them."""
        person = chat.person
        latest = next((message for message in reversed(chat.messages.values()) if not message.deleted), None)
        return {
            "id": person.id,
            "name": person.name,
            "language_code": person.language_code,
            "username": person.username,
            "blocked": chat.blocked,
            "unread": chat.unread(),
            "action": chat.action if self.clock.now() < chat.action_until else None,
            "keyboard": chat.keyboard(),
            "force_reply_to": chat.force_reply_to if chat.get(chat.force_reply_to) else None,
            "latest": None if latest is None else latest.as_shown(),
        }

    def telegram_message(self, message: Message, *, quoted: bool = False) -> Json:
        """The Message object of the Bot API; what it replies to is included one level deep."""
        chat = self.people.chat(message.chat_id)
        sender = self.bot.as_user() if message.by_bot else chat.person.as_user()
        body: Json = {
            "message_id": message.id,
            "from": sender,
            "chat": chat.person.as_chat(),
            "date": message.date,
            **message.content,
        }
        if message.edit_date is not None:
            body["edit_date"] = message.edit_date
        replied = None if quoted else chat.get(message.reply_to)
        if replied is not None:
            body["reply_to_message"] = self.telegram_message(replied, quoted=True)
        if message.markup and "inline_keyboard" in message.markup:
            body["reply_markup"] = message.markup
        return body

    def reset(self) -> None:
        """Begin again. Ids go on counting, so that the bot mistakes nobody new for somebody old."""
        for part in (self.people, self.updates, self.callbacks, self.files, self.calls, self.faults):
            part.clear()
        self._settle()
        self.feed.publish("reset", dict)

    def close(self) -> None:
        """Send home all who wait."""
        self.updates.close()
        self.feed.close()

    def _settle(self) -> None:
        for name in self._first_people:
            self.add_person(name)


def _follow_markup(chat: PrivateChat, message: Message) -> None:
    markup = message.markup or {}
    if "keyboard" in markup:
        chat.keyboard_from = message.id
    elif "remove_keyboard" in markup:
        chat.keyboard_from = None
    elif "force_reply" in markup:
        chat.force_reply_to = message.id
