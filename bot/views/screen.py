"""A screen as a value: built here, sent elsewhere, compared in tests."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, auto
from html import escape
from typing import Self

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot.views.callbacks import Callback, encode

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove


MAX_CAPTION = 1024  # Telegram's limit, of what remains when the markup is taken out
TICKED, OPEN = "✓ ", "▫️ "


@dataclass(frozen=True, slots=True)
class Button:
    label: str
    tap: Callback


@dataclass(frozen=True, slots=True)
class Link:
    """A button that opens an address."""

    label: str
    url: str


class Typing(Enum):
    """What becomes of the keyboard one types on."""

    ASK_LOCATION = auto()  # a button that shares where the person is
    BACK_TO_LETTERS = auto()  # that button taken away again


class Form(Enum):
    """As what an attachment shows in the chat."""

    PICTURE = auto()
    DOCUMENT = auto()


@dataclass(frozen=True, slots=True)
class Attachment:
    """What comes with a screen's text. `make` gives its bytes; it is called in another process, so it is a
    `functools.partial` of a function in a module that is light to import."""

    form: Form
    filename: str
    make: Callable[[], bytes]


SHARE_LABEL = "Share my location"
CANCEL_LABEL = "Cancel"


@dataclass(frozen=True, slots=True)
class Screen:
    """`text` is Telegram's HTML. `rows` are the inline buttons; `typing` excludes them. Beside an
    attachment the text may have MAX_CAPTION characters, and stands above it."""

    text: str
    rows: tuple[tuple[Button | Link, ...], ...] = ()
    typing: Typing | None = None
    attachment: Attachment | None = None

    def with_first_line(self, line: str) -> Self:
        """The same screen with a sentence (plain text) put before it."""
        return replace(self, text=f"{escape(line)}\n\n{self.text}")

    def with_row(self, *buttons: Button) -> Self:
        """The same screen with one more row of buttons."""
        return replace(self, rows=(*self.rows, buttons))

    def keyboard(self) -> list[list[dict[str, str]]]:
        """The inline buttons, row by row, as the Bot API has them."""
        return [[_plain(button) for button in row] for row in self.rows]

    def markup(self) -> Markup | None:
        """The keyboard as python-telegram-bot sends it."""
        if self.typing is Typing.ASK_LOCATION:
            share = KeyboardButton(SHARE_LABEL, request_location=True)
            return ReplyKeyboardMarkup(
                [[share], [KeyboardButton(CANCEL_LABEL)]], resize_keyboard=True, one_time_keyboard=True
            )
        if self.typing is Typing.BACK_TO_LETTERS:
            return ReplyKeyboardRemove()
        if not self.rows:
            return None
        return InlineKeyboardMarkup([[_as_sent(button) for button in row] for row in self.rows])


def _plain(button: Button | Link) -> dict[str, str]:
    if isinstance(button, Link):
        return {"text": button.label, "url": button.url}
    return {"text": button.label, "callback_data": encode(button.tap)}


def _as_sent(button: Button | Link) -> InlineKeyboardButton:
    if isinstance(button, Link):
        return InlineKeyboardButton(button.label, url=button.url)
    return InlineKeyboardButton(button.label, callback_data=encode(button.tap))


def in_rows(buttons: list[Button], per_row: int) -> tuple[tuple[Button, ...], ...]:
    """Buttons laid out in rows of at most `per_row`."""
    return tuple(tuple(buttons[i : i + per_row]) for i in range(0, len(buttons), per_row))


def bold(text: str) -> str:
    """A plain text in bold."""
    return f"<b>{escape(text)}</b>"


def bullets(texts: list[str]) -> str:
    """Plain texts as a list."""
    return "\n".join(f"• {escape(text)}" for text in texts)


def paragraphs(*parts: str) -> str:
    """HTML parts with an empty line between them; empty parts are left out."""
    return "\n\n".join(part for part in parts if part)
