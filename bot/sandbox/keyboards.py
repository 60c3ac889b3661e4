"""Reply markup: checked as strictly as Telegram checks it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.errors import BotApiError, Json, bad_request
from bot.sandbox.parameters import Parameters

MOST_BUTTON_DATA = 64  # bytes
MOST_BUTTONS = 100
MOST_BUTTONS_IN_A_ROW = 8
LINK_SCHEMES = {"http", "https", "tg"}
# Fields that say what an inline button does, and the JSON type each must have.
INLINE_ACTIONS: dict[str, type] = {
    "url": str,
    "callback_data": str,
    "callback_game": dict,
    "pay": bool,
    "switch_inline_query": str,
    "switch_inline_query_chosen_chat": dict,
    "switch_inline_query_current_chat": str,
    "login_url": dict,
    "web_app": dict,
    "copy_text": dict,
}
MAY_BE_EMPTY = {"switch_inline_query", "switch_inline_query_current_chat", "pay"}
PRIVATE_ONLY = {
    "request_contact": "phone number can be requested in private chats only",
    "request_location": "location can be requested in private chats only",
    "request_poll": "poll can be requested in private chats only",
    "request_users": "users can be requested in private chats only",
    "request_chat": "chats can be requested in private chats only",
    "web_app": "Web App buttons can be used in private chats only",
}
TYPE_NAMES: dict[type, str] = {str: "String", bool: "Boolean", dict: "Object", list: "Array"}


def read_markup(parameters: Parameters, *, private: bool = True) -> Json | None:
    """The reply markup of a call, cleaned up; None if there is none."""
    markup = parameters.structure("reply_markup", "reply keyboard markup")
    if markup is None or markup == {}:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    rows = _rows(markup, "keyboard", 'field "keyboard" must be an Array of Arrays', _reply_button)
    if not private:
        _refuse_requests(rows)
    of_inline = 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
    inline_rows = _rows(markup, "inline_keyboard", of_inline, _inline_button)
    if rows:
        names = ("resize_keyboard", "one_time_keyboard", "is_persistent", "selective")
        return {"keyboard": rows, **_flags(markup, names), **_placeholder(markup)}
    if inline_rows:
        return {"inline_keyboard": inline_rows}
    if _flags(markup, ("remove_keyboard",)):
        return {"remove_keyboard": True}
    if _flags(markup, ("force_reply",)):
        return {"force_reply": True, **_placeholder(markup)}
    return None


def read_inline_markup(parameters: Parameters) -> Json | None:
    """As read_markup, where only an inline keyboard is allowed."""
    markup = read_markup(parameters)
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return markup


def inline_buttons(markup: Json | None) -> list[Json]:
    """All buttons of an inline keyboard, row after row."""
    return [button for row in (markup or {}).get("inline_keyboard", []) for button in row]


def reply_buttons(markup: Json | None) -> list[Json]:
    """All buttons of a reply keyboard, row after row."""
    return [button for row in (markup or {}).get("keyboard", []) for button in row]


def _rows(markup: Json, name: str, complaint: str, read: Callable[[Any], Json]) -> list[list[Json]]:
    rows = markup.get(name)
    if rows is None:
        return []
    if not isinstance(rows, list):
        raise bad_request(_wrong_type(name, list).replace("Field", "field"))
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(complaint)
    if sum(map(len, rows)) > MOST_BUTTONS or any(len(row) > MOST_BUTTONS_IN_A_ROW for row in rows):
        raise bad_request("reply markup is too long")
    return [found for row in rows if (found := [read(button) for button in row])]


def _inline_button(button: Any) -> Json:
    what = "inline keyboard button"
    if not isinstance(button, dict):
        raise _unreadable(what, "InlineKeyboardButton must be an Object")
    text = _text(what, button)
    actions = [name for name in INLINE_ACTIONS if button.get(name) is not None]
    for name in actions:
        if not isinstance(button[name], INLINE_ACTIONS[name]):
            raise _unreadable(what, _wrong_type(name, INLINE_ACTIONS[name]))
    if not any(button[name] or name in MAY_BE_EMPTY for name in actions):
        raise _unreadable(what, "Text buttons are unallowed in the inline keyboard")
    if not text:
        raise bad_request("inline keyboard button text must be non-empty")
    if len(button.get("callback_data", "").encode()) > MOST_BUTTON_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if button.get("url"):
        _check_url(button["url"])
    return dict(button)


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        fine = parts.scheme in LINK_SCHEMES and bool(parts.netloc)
    except ValueError:
        fine = False
    if not fine:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")


def _reply_button(button: Any) -> Json:
    what = "keyboard button"
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise _unreadable(what, "KeyboardButton must be a String or an Object")
    text = _text(what, button)
    for name in ("request_contact", "request_location"):
        if not isinstance(button.get(name, False), bool):
            raise _unreadable(what, _wrong_type(name, bool))
    if not text:
        raise bad_request("keyboard button text must be non-empty")
    return dict(button)


def _refuse_requests(rows: list[list[Json]]) -> None:
    for button in (button for row in rows for button in row):
        for name, complaint in PRIVATE_ONLY.items():
            if button.get(name):
                raise bad_request(complaint)


def _text(what: str, button: Json) -> str:
    text = button.get("text")
    if text is None:
        raise _unreadable(what, 'Can\'t find field "text"')
    if isinstance(text, bool) or not isinstance(text, (str, int, float)):
        raise _unreadable(what, _wrong_type("text", str))
    button["text"] = str(text)
    return str(text).strip()


def _flags(markup: Json, names: tuple[str, ...]) -> Json:
    for name in names:
        if not isinstance(markup.get(name, False), bool):
            raise bad_request(_wrong_type(name, bool).replace("Field", "field"))
    return {name: True for name in names if markup.get(name)}


def _placeholder(markup: Json) -> Json:
    placeholder = markup.get("input_field_placeholder")
    return {"input_field_placeholder": placeholder} if isinstance(placeholder, str) and placeholder else {}


def _wrong_type(name: str, wanted: type) -> str:
    return f'Field "{name}" must be of type {TYPE_NAMES[wanted]}'


def _unreadable(what: str, complaint: str) -> BotApiError:
    return bad_request(f"can't parse {what}: {complaint}")
