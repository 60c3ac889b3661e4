"""Everything the sandbox knows; the Bot API and the people both act on this."""

from collections import deque
from collections.abc import Sequence

from bot.sandbox.callbacks import CallbackQueries, CallbackQuery
from bot.sandbox.calls import CallLog
from bot.sandbox.chats import Chat, GroupChat, PrivateChat
from bot.sandbox.clock import SharedClock
from bot.sandbox.errors import Json
from bot.sandbox.faults import Faults
from bot.sandbox.feed import Feed
from bot.sandbox.files import FileStore
from bot.sandbox.limits import Limiter, Limits
from bot.sandbox.messages import Message
from bot.sandbox.people import Groups, People
from bot.sandbox.person import Person
from bot.sandbox.profile import BotProfile
from bot.sandbox.updates import UpdateQueue

MOST_MESSAGES = 200_000  # in all chats together; older ones are forgotten


class World:
    """One bot, its people, and what was said."""

    def __init__(self, bot: BotProfile, clock: SharedClock, first_people: Sequence[str] = ()) -> None:
        self.bot = bot
        self.clock = clock
        self.people = People()
        self.groups = Groups()
        self.updates = UpdateQueue()
        self.callbacks = CallbackQueries()
        self.files = FileStore()
        self.calls = CallLog()
        self.faults = Faults()
        self.limiter = Limiter()
        self.feed = Feed()
        self._first_people = tuple(first_people)
        self._next_message_id = 1
        self._last_id = 0  # of albums and polls
        self._newest: deque[tuple[Chat, int]] = deque()
        self._settle()

    @property
    def limits(self) -> Limits:
        """How much the bot may send."""
        return self.limiter.limits

    def today(self) -> int:
        """The shared time in whole seconds, as messages carry it."""
        return int(self.clock.now())

    def add_person(self, name: str, language_code: str = "en", username: str | None = None) -> Person:
        """Somebody new."""
        person = self.people.add(name, language_code, username)
        self.show_person(self.people.chat(person))
        return person

    def chat(self, chat_id: int | None) -> Chat | None:
        """The private chat or group with this id."""
        return self.people.find(chat_id) or self.groups.find(chat_id)

    def post(
        self,
        chat: Chat,
        *,
        sender: Person | None,
        content: Json,
        markup: Json | None = None,
        reply_to: int | None = None,
    ) -> Message:
        """Put a new message into a chat; without a sender it is the bot's."""
        message = Message(self._next_message_id, chat.id, sender, self.today(), content, markup, reply_to)
        self._next_message_id += 1
        chat.messages[message.id] = message
        self._remember(chat, message)
        if sender is None:
            chat.action = None
            _follow_markup(chat, message)
        else:
            chat.force_reply_to = None
            if isinstance(chat, PrivateChat):
                chat.read_to = message.id
        self.show(chat, message)
        return message

    def _remember(self, chat: Chat, message: Message) -> None:
        self._newest.append((chat, message.id))
        if len(self._newest) > MOST_MESSAGES:
            old_chat, old_id = self._newest.popleft()
            old_chat.messages.pop(old_id, None)

    def new_album_id(self) -> str:
        """What the messages of one album have in common."""
        self._last_id += 1
        return str(13_000_000_000_000_000 + self._last_id)

    def new_poll_id(self) -> int:
        """The id of a poll."""
        self._last_id += 1
        return 5_100_000_000_000_000_000 + self._last_id

    def show(self, chat: Chat, message: Message) -> None:
        """Tell watchers that a message is new or has changed."""
        if isinstance(chat, PrivateChat):
            private = chat
            message.seq = self.feed.publish(
                "message", lambda: {"person": self.summary(private), "message": message.as_shown()}
            )
        else:
            message.seq = self.feed.publish(
                "group_message", lambda: {"chat_id": chat.id, "message": message.as_shown()}
            )

    def remove(self, chat: Chat, message: Message) -> None:
        """Take a message away for both sides."""
        message.deleted = True
        self.show(chat, message)

    def show_person(self, chat: Chat) -> None:
        """Tell watchers that something about a person or chat has changed."""
        if isinstance(chat, PrivateChat):
            private = chat
            self.feed.publish("person", lambda: {"person": self.summary(private)})
        elif isinstance(chat, GroupChat):
            self.feed.publish("group", chat.as_shown)

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
        chat = self.chat(message.chat_id)
        if chat is None:
            raise LookupError(message.chat_id)
        body: Json = {
            "message_id": message.id,
            "from": self.bot.as_user() if message.sender is None else message.sender.as_user(),
            "chat": chat.as_chat(),
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
        parts = (self.people, self.groups, self.updates, self.callbacks, self.files, self.calls)
        for part in parts:
            part.clear()
        self.faults.clear()
        self.limiter.clear()
        self._newest.clear()
        self._settle()
        self.feed.publish("reset", dict)

    def close(self) -> None:
        """Send home all who wait."""
        self.updates.close()
        self.feed.close()

    def _settle(self) -> None:
        for name in self._first_people:
            self.add_person(name)


def _follow_markup(chat: Chat, message: Message) -> None:
    markup = message.markup or {}
    if "keyboard" in markup:
        chat.keyboard_from = message.id
    elif "remove_keyboard" in markup:
        chat.keyboard_from = None
    elif "force_reply" in markup:
        chat.force_reply_to = message.id
